"""Numbers that must not reach a list: phones, identity cards and ballot codes in opinions."""

import re
from typing import NamedTuple

from .characters import DIGITS
from .clean import clean

_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_ALONE, _END = r"(?<![0-9])", r"(?![0-9])"
_IDENTITY = (
    rf"{_ALONE}[0-9]{{6}}[ -]?(?:19|20)[0-9]{{2}}[ -]?{_DAY}[ -]?[0-9]{{3}}[0-9X]{_END}"
    rf"|{_ALONE}[0-9]{{8}}{_DAY}[0-9]{{3}}{_END}"
)
_MOBILE = rf"(?:(?:\+|00)86[ -]?)?{_ALONE}(?:86)?1[3-9][0-9]{{9}}{_END}"
# whatever digits follow a code are grades: they go with it
_CODE = rf"{_ALONE}[0-9](?:[ \-–—_.·、,/\n]{{0,3}}[0-9]){{15,}}{_END}"
_NUMBER = (
    rf"{_ALONE}1[ -]{{0,2}}[3-9](?:[ -]{{0,2}}[0-9]){{9}}{_END}|{_ALONE}0[0-9]{{2,3}}[ -]?[0-9]{{7,8}}{_END}"
    rf"|(?:电话|手机|号码)[^0-9]{{0,3}}(?P<short>[0-9]{{7,8}}){_END}|{_ALONE}[0-9]{{9,}}"
)
_KINDS = tuple(
    (flag, mark, re.compile(pattern))
    for flag, mark, pattern in (
        ("contains_id", "[证件号]", _IDENTITY),
        ("contains_phone", "[号码]", _MOBILE),
        ("contains_code", "[票码]", _CODE),
        ("contains_phone", "[号码]", _NUMBER),
    )
)


class Redacted(NamedTuple):
    """The text with marks in the place of numbers, and which kinds there were."""

    text: str
    flags: tuple[str, ...]


def redact(text: str) -> Redacted:
    """The text as it was written, without personal numbers and codes, whatever digits they are written in."""
    flags: list[str] = []
    for flag, mark, pattern in _KINDS:
        plain = clean(text)
        found = list(pattern.finditer("".join(map(_ascii, plain.text))))
        flags += [flag] if found and flag not in flags else []
        for match in reversed(found):
            start, end = match.span("short") if match.groupdict().get("short") else match.span()
            text = text[: plain.at[start]] + mark + text[plain.at[end - 1] + 1 :]
    return Redacted(text, tuple(flags))


def _ascii(char: str) -> str:
    return "1" if char == "幺" else DIGITS.get(char, char)
