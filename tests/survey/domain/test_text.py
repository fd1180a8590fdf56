from __future__ import annotations

import pytest

from survey.domain.text import clean_text


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  路灯坏了 \r\n\r\n", "路灯坏了"),
        ("一\r\n二\r三\u2028四", "一\n二\n三\n四"),
        ("一\t二", "一 二"),
        ("坏\x00了\x07\x7f\x9b", "坏了"),
        ("修路 🙏 👨‍👩‍👧 ❤️", "修路 🙏 👨‍👩‍👧 ❤️"),
        ("\u202e反过来\u202c\ufeff\u200b", "反过来"),
        ("半个\ud83d字", "半个字"),
        ("e\u0301", "\u00e9"),
        ("ＡＢ１２①", "ＡＢ１２①"),
        ("\u200b \u202e", ""),
    ],
)
def test_clean_text_keeps_what_was_written_and_nothing_invisible(typed: str, stored: str) -> None:
    assert clean_text(typed) == stored
