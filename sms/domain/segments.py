"""How many parts an outgoing text is sent and paid in."""

from dataclasses import dataclass
from typing import Literal

from .gsm import BASIC, EXTENDED

Encoding = Literal["GSM-7", "UCS-2"]

# (alone, each of several): a joined text spends six octets of every part on its header
_LIMITS: dict[Encoding, tuple[int, int]] = {"GSM-7": (160, 153), "UCS-2": (70, 67)}


@dataclass(frozen=True)
class Segments:
    """The encoding of a text, its length in units of that encoding, and the number of parts."""

    encoding: Encoding
    units: int
    parts: int


def segments(text: str) -> Segments:
    """The parts of a text: septets for GSM-7, 16-bit units for UCS-2 (an emoji is two). Empty text is one part.

    A character of two units is never cut in two, so parts are filled one after another.
    """
    encoding: Encoding = "GSM-7" if all(char in BASIC or char in EXTENDED for char in text) else "UCS-2"
    sizes = [_size(char, encoding) for char in text]
    alone, each = _LIMITS[encoding]
    units = sum(sizes)
    return Segments(encoding, units, 1 if units <= alone else _filled(sizes, each))


def _size(char: str, encoding: Encoding) -> int:
    if encoding == "GSM-7":
        return 2 if char in EXTENDED else 1
    return 2 if ord(char) > 0xFFFF else 1


def _filled(sizes: list[int], each: int) -> int:
    parts, used = 1, 0
    for size in sizes:
        if used + size > each:
            parts, used = parts + 1, 0
        used += size
    return parts
