"""Slips of one character: what could have been meant. Whatever comes of this is asked back, never counted."""

from collections.abc import Iterator
from typing import NamedTuple

from .vocabulary import BLANK, Vocabulary
from .words import REAL_WORDS

# these are never slips: a rule or a negation was meant
_MEANT = frozenset("号个都全不没未位名各均分第")


class Mended(NamedTuple):
    """A text with one word put right, and the same text with the odd character left out, at `odd`."""

    text: str
    without: str
    odd: int
    slip: str


def mended(text: str, places: range, vocabulary: Vocabulary) -> Iterator[Mended]:
    """All ways to put right one word by changing one character, where the word touches one of `places`."""
    longest = max(vocabulary.lengths, default=0)
    for odd in range(max(0, places.start - longest + 1), min(len(text), places.stop + longest - 1)):
        if not text[odd].isalpha() or text[odd] in _MEANT:
            continue
        for start, end in _windows(odd, len(text), places, vocabulary.lengths):
            meant = vocabulary.blanked.get(text[start:odd] + BLANK + text[odd + 1 : end], [])
            window = text[start:end]
            if meant and window not in REAL_WORDS and window not in vocabulary.mendable:
                for word in meant:
                    yield Mended(text[:start] + word + text[end:], text[:odd] + text[odd + 1 :], odd, window)


def _windows(odd: int, size: int, places: range, lengths: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """Where a word with its odd character at `odd` may stand."""
    for length in lengths:
        first = max(0, odd - length + 1, places.start - length + 1)
        for start in range(first, min(odd, size - length, places.stop - 1) + 1):
            yield start, start + length
