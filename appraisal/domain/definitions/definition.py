"""One entry of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Definition:
    """A figure: name and plain words as pairs (Chinese, English), formula in the letters of `LETTERS` ("" for a plain
    count), source, and the case that checks it ("" where it is checked by hand in the tests).
    """

    key: str
    name: tuple[str, str]
    words: tuple[str, str]
    formula: str
    source: str
    case: str = ""
