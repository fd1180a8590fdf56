"""Numbers as people write them, in ASCII, Chinese or financial numerals."""

import re
from typing import NamedTuple

from .characters import DIGITS, TENS

_ONE = "".join(char for char in DIGITS if not char.isascii())
_RUN = re.compile(f"[0-9]+|[{_ONE}]+")  # 一号5二号4: a change of script begins another number
_TENS = re.compile(f"(?P<tens>[{_ONE}]?)[{TENS}](?P<ones>[{_ONE}]?)")
_DECIMAL = re.compile(r"[0-9]+\.[0-9]+(?![.0-9])")


class Number(NamedTuple):
    """ASCII digits, where they end in the text, and whether it is a decimal fraction."""

    digits: str
    end: int
    fraction: bool = False


def number_at(text: str, at: int) -> Number | None:
    """The number that begins at `at`, as long as it goes; None where no number begins.

    A chain of numbers with points ("5.4.3.5.4") is no fraction: its first number is returned alone.
    """
    fraction = _DECIMAL.match(text, at)
    if fraction and (at == 0 or text[at - 1] != "."):
        return Number(fraction[0], fraction.end(), True)
    tens = _TENS.match(text, at)
    if tens:
        return Number(f"{DIGITS.get(tens['tens'], '1')}{DIGITS.get(tens['ones'], '0')}", tens.end())
    run = _RUN.match(text, at)
    return Number("".join(DIGITS[char] for char in run[0]), run.end()) if run else None
