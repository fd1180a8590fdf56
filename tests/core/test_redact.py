from __future__ import annotations

import pytest

from core.redact import MARK, redact


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("打我电话13812345678", f"打我电话{MARK}"),
        ("打我电话 138 1234 5678 说", f"打我电话 {MARK} 说"),
        ("＋８６１３８－１２３４－５６７８", MARK),
        ("村部0716-4212345没人接", f"村部{MARK}没人接"),
        ("身份证 42108319550203123X。", f"身份证 {MARK}。"),
        ("身份证 421083 19550203 1234", f"身份证 {MARK}"),
        ("老证号421083550203123", f"老证号{MARK}"),
        ("票码 1234 5678 9012 3456 43210", f"票码 {MARK}"),
        ("1234-5678-9012-3456", MARK),
        ("１２３４５６７８９０１２３４５６ 43210", MARK),
        ("2021、2022、2023、2024 年的补贴没发", "2021、2022、2023、2024 年的补贴没发"),
        ("修路花了 1200000 元", "修路花了 1200000 元"),
        ("路灯坏了 3 盏，2026-11-03 报的", "路灯坏了 3 盏，2026-11-03 报的"),
        ("拨 12345 没用，110 也打过", "拨 12345 没用，110 也打过"),
    ],
)
def test_redact_takes_out_numbers_that_name_people_or_open_ballots(text: str, stored: str) -> None:
    assert redact(text) == stored


def test_redact_done_twice_changes_nothing() -> None:
    once = redact("13812345678 和 1234567890123456")
    assert redact(once) == once
