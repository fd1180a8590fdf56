"""Bare numbers as persons: "1:5 2:4", "1-5，2-4 …", "1优秀 2称职 …". Taken only where nothing else fits."""

import re

from .reading import Reading
from .tokens import GAP, SAID, Token, integers, said, shape, whole

_LINKED = re.compile(rf"0:{SAID}(?:[ \n,、.\-~/;]?0:{SAID})*")
_FULL = re.compile(rf"0[、.,\- :]u(?:{GAP}?0[、.,\- :]u)*")
_INNER_OUTER = re.compile(r"0(?P<i>[ ,、.\-~/\n])0(?P<o>(?!(?P=i))[ ,、\n/])0(?P=i)0(?:(?P=o)0(?P=i)0)*")
_WORDS = re.compile(rf"(?:0(?:[、, ]0)*[:、.\- ,]?[wz]{GAP}?)+")
_GROUP = re.compile(r"[^uwz]+[uwz]")


def read_pairs(tokens: list[Token], size: int) -> Reading | None:
    """Person–rating pairs of bare numbers; all but `1:5` pairs must name everybody, and in order."""
    line = shape(tokens)
    if _LINKED.fullmatch(line):
        return _paired(tokens, size, complete=False)
    if _FULL.fullmatch(line) or _INNER_OUTER.fullmatch(line):
        return _paired(tokens, size, complete=True)
    if _WORDS.fullmatch(line) and "w" in line:
        return _grouped(tokens, size)
    return None


def _paired(tokens: list[Token], size: int, *, complete: bool) -> Reading | None:
    spoken = [token for token in tokens if token.symbol in SAID]
    people = [whole(token) for token in spoken[::2]]
    if len(set(people)) != len(people) or not set(people) <= set(range(1, size + 1)):
        return None
    if complete and (people != list(range(1, size + 1)) or size < 2):
        return None
    return Reading(dict(zip(people, map(said, spoken[1::2]), strict=True)))


def _grouped(tokens: list[Token], size: int) -> Reading | None:
    """ "1、2优秀 3、4、5称职": every person once, or it may be a copied legend or a count."""
    groups = [tokens[m.start() : m.end()] for m in _GROUP.finditer(shape(tokens))]
    values = {number: said(group[-1]) for group in groups for number in integers(group)}
    named = [number for group in groups for number in integers(group)]
    return Reading(values) if sorted(named) == list(range(1, size + 1)) else None
