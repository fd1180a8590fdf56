"""The text as the grammar sees it, with every character's place in what was sent."""

import unicodedata
from functools import lru_cache
from typing import NamedTuple

from .characters import FOLD

_BREAKS = {"\n", "\r", "\v", "\f", "\x85"}
_VARIATION = {*map(chr, range(0xFE00, 0xFE10)), *map(chr, range(0xE0100, 0xE01F0))}


class Clean(NamedTuple):
    """Cleaned text, and for each of its characters the index in the original."""

    text: str
    at: tuple[int, ...]


def clean(text: str) -> Clean:
    """NFKC, without control, zero-width and variation characters; ASCII letters become capitals.

    Circled numerals become numbers of their own, so that ① before a 5 never reads as fifteen.
    """
    pieces: list[str] = []
    at: list[int] = []
    for i, char in enumerate(text):
        piece = _with_neighbour(char, text[i + 1 : i + 2])
        pieces.append(piece)
        at.extend([i] * len(piece))
    return Clean("".join(pieces), tuple(at))


def as_written(text: str, piece: str) -> str:
    """The last place in `text` that reads as the cleaned `piece`, as it was sent; `piece` if there is none."""
    plain = clean(text)
    start = plain.text.rfind(piece)
    return text[plain.at[start] : plain.at[start + len(piece) - 1] + 1] if piece and start >= 0 else piece


def _with_neighbour(char: str, following: str) -> str:
    if char == "\r" and following == "\n":
        return ""
    number = circled(char)
    if number is None:
        return _plain(char)
    # "①5 ②4": a circled numeral straight before a plain one numbers a person
    numbers_a_person = following != "" and circled(following) is None and _plain(following).isdecimal()
    return f" {number}号" if numbers_a_person else f" {number} "


@lru_cache(maxsize=8192)
def _plain(char: str) -> str:
    category = unicodedata.category(char)
    if char in _BREAKS or category in ("Zl", "Zp"):
        return "\n"
    if char == "\t":
        return " "
    if category in ("Cc", "Cf", "Me") or char in _VARIATION:
        return ""
    plain = unicodedata.normalize("NFKC", char)
    return plain.upper().translate(FOLD) if plain.isascii() else plain.translate(FOLD)


@lru_cache(maxsize=8192)
def circled(char: str) -> int | None:
    """The number in a circled numeral (① ❶ ➀ ⓵), or None."""
    if unicodedata.category(char) != "No" or not _is_ring(unicodedata.decomposition(char)):
        return None
    value = unicodedata.numeric(char)
    return int(value) if value == int(value) and 0 <= value <= 50 else None


def _is_ring(decomposition: str) -> bool:
    # the dark and the sans-serif rings have no decomposition at all
    return decomposition == "" or decomposition.startswith("<circle>")
