"""Finding the ballot code: exactly 16 digits with a Damm check digit, taken before the grades."""

import re
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from stdnum import damm

from .clean import clean

LENGTH = 16
_MIN_GROUP = 4
_ALMOST = range(13, 25)  # so many digits in one place were meant to be a code

_GROUP = re.compile(r"[0-9]+")
_WITHIN = re.compile(r"[ \n.,、/_·•\-–—]{0,3}")
_PHONE = re.compile(r"(?<![0-9])(?:(?:\+|00)?86[ -]?)?1[3-9][0-9]([ -]?)[0-9]{4}\1[0-9]{4}(?![0-9])")
_IDENTITY = re.compile(
    r"(?<![0-9])[0-9]{6}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9X](?![0-9])"
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")

CodeError = Literal["code_check", "code_length", "two_codes"]


@dataclass(frozen=True)
class CodeFound:
    """A code, or why what looks like one is none; and the cleaned text around it.

    `run_on` is the number of digits that followed the code without any gap.
    """

    code: str | None = field(repr=False)
    before: str = field(default="", repr=False)
    rest: str = field(default="", repr=False)
    run_on: int = 0
    error: CodeError | None = None


class _Place(NamedTuple):
    start: int
    end: int
    run_on: int


def find_code(text: str) -> CodeFound | None:
    """The code in a message, or None if it holds nothing that looks like one. It is never realigned."""
    plain = clean(text).text
    visible = _masked(plain)
    clusters = _clusters(visible)
    places = [place for cluster in clusters if (place := _place(cluster))]
    if not places:
        almost = any(sum(len(g[0]) for g in cluster) in _ALMOST for cluster in clusters)
        return CodeFound(None, plain, error="code_length") if almost else None
    place = places[0]
    # a dash that continues the dashes within the code belongs to none of the two sides
    before, rest = plain[: place.start].rstrip("-–—"), plain[place.end :].lstrip("-–—")
    code = "".join(_GROUP.findall(plain[place.start : place.end]))
    if len(places) > 1 or any(_place(cluster) for cluster in _clusters(_masked(rest))):
        return CodeFound(None, before, rest, error="two_codes")
    error: CodeError | None = None if damm.is_valid(code) else "code_check"
    return CodeFound(None if error else code, before, rest, place.run_on, error)


def _masked(plain: str) -> str:
    """Phone and identity numbers hidden, at the same length; a message of digits alone has none of them."""
    if not _CHINESE.search(plain):
        return plain
    for pattern in (_IDENTITY, _PHONE):
        plain = pattern.sub(lambda match: "\x00" * len(match[0]), plain)
    return plain


def _clusters(plain: str) -> list[list[re.Match[str]]]:
    """Groups of digits with nothing but a little punctuation between them."""
    clusters: list[list[re.Match[str]]] = []
    end = -1
    for group in _GROUP.finditer(plain):
        if clusters and _WITHIN.fullmatch(plain, end, group.start()):
            clusters[-1].append(group)
        else:
            clusters.append([group])
        end = group.end()
    return clusters


def _place(cluster: list[re.Match[str]]) -> _Place | None:
    """Where the 16 digits stand: at the front, or at the end behind the grades."""
    lengths = [len(group[0]) for group in cluster]
    for first in range(len(cluster)):
        last = _last_of_code(lengths, first)
        if last is None:
            continue
        run_on = sum(lengths[first : last + 1]) - LENGTH
        if first and (run_on or last != len(cluster) - 1):
            continue
        return _Place(cluster[first].start(), cluster[last].end() - run_on, run_on)
    return None


def _last_of_code(lengths: list[int], first: int) -> int | None:
    """The group in which the 16th digit stands, if the digits before it are grouped as codes are printed."""
    total = 0
    for i in range(first, len(lengths)):
        if lengths[i] < _MIN_GROUP:
            return None
        total += lengths[i]
        if total == LENGTH:
            return i
        if total > LENGTH:
            fours = lengths[first:i] == [_MIN_GROUP] * (i - first)
            return i if fours and i - first in (0, 3) else None
    return None
