"""Take numbers that could name a person, or open a ballot, out of free text before it is stored.

Plain patterns on purpose: an opinion stays readable without its numbers, and one taken out too many harms
nobody. `\\d` matches full-width digits too.
"""

from __future__ import annotations

import re

MARK = "［号码已隐去］"

_GAP = r"[\s\-‐-―－_.．·,，、]{0,2}"  # people group digits in many ways
_YEAR = rf"(?:[1１][9９]|[2２][0０])\d\d{_GAP}"
_PATTERNS = [
    re.compile(pattern)
    for pattern in (
        rf"(?<!\d)\d{{6}}{_GAP}\d{{8}}{_GAP}\d{{3}}[\dXxＸｘ](?!\d)",  # an identity number in its three parts
        # a ballot code or a bank card in groups of four; four years ("2021、2022、2023、2024") are none
        rf"(?<!\d)(?!(?:{_YEAR}){{4}}(?!\d))\d{{4}}(?:{_GAP}\d{{4}}){{3}}(?:{_GAP}\d{{1,5}})?(?!\d)",
        r"\d{15,}[XxＸｘ]?",  # identity numbers of 15 and 18, codes and cards written in one
        # a mobile phone
        rf"(?<!\d)(?:[+＋]?[8８][6６]{_GAP})?[1１][3-9３-９]\d{_GAP}\d{{4}}{_GAP}\d{{4}}(?!\d)",
        r"(?<!\d)[0０]\d{2,3}[\s\-—－]{0,2}\d{7,8}(?!\d)",  # a fixed line with its area code
    )
]


def redact(text: str) -> str:
    """Return `text` with phone, identity, card and ballot numbers replaced by `MARK`."""
    for pattern in _PATTERNS:
        text = pattern.sub(MARK, text)
    return text
