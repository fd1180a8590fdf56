"""Parts that people number by hand: （2/2）…, [1/3] …, 1/2：…."""

import re
from typing import NamedTuple

from .clean import clean
from .numerals import number_at

_NUMBER = "[0-9一二三四五六七八九]"
_ONE = rf"\s*[第共]?({_NUMBER})\s*(?:条|部分|页)?\s*"
_MARK = rf"[(\[【<《]{_ONE}[/|之,]{_ONE}[)\]】>》]"
_FRONT = re.compile(rf"\s*(?:{_MARK}|({_NUMBER})/({_NUMBER})(?=[\s:,。、]))[\s:,、.]*")
_BRACKETED = re.compile(rf"\s*{_MARK}[\s:,、.]*")
_BACK = re.compile(rf"\s*{_MARK}\s*")


class Part(NamedTuple):
    """The number of a part, of how many, and its own text as it was written."""

    part: int
    of: int
    text: str


def numbered_part(text: str, *, bare: bool = True) -> Part | None:
    """The hand-written number of a part at the front or the end, or None; `bare` also takes one without brackets.

    The text of a part is not redacted: a number may be cut in two. It is to be understood when joined.
    """
    plain = clean(text)
    front = (_FRONT if bare else _BRACKETED).match(plain.text)
    back = None if front else _last(plain.text)
    match = front or back
    if not match:
        return None
    part, of = [number for number in (_value(group) for group in match.groups()) if number]
    if not 1 <= part <= of or of < 2:
        return None
    if front:
        return Part(part, of, text[plain.at[match.end()] :].strip() if match.end() < len(plain.at) else "")
    return Part(part, of, text[: plain.at[match.start()]].strip())


def _last(plain: str) -> re.Match[str] | None:
    return next((m for m in _BACK.finditer(plain) if m.end() == len(plain)), None)


def _value(group: str | None) -> int:
    number = number_at(group, 0) if group else None
    return int(number.digits) if number else 0
