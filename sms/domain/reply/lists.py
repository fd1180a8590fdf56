"""Ratings in the order of the notice: "5 4 3 5 4", "优优称基不", and persons before their ratings."""

import re

from .reading import Reading, of_everyone
from .tokens import GAP, SAID, Token, Value, said, shape

_LIST = re.compile(rf"{SAID}(?:{GAP}?{SAID})*")
_ZIP = re.compile(rf"(?P<who>S(?:[ ,\n]?S)*){GAP}?(?P<what>{SAID}(?:[ ,\n、]?{SAID})*)")
_UNIFORM = frozenset(":-~/.")


def read_list(tokens: list[Token], size: int) -> Reading | None:
    """Ratings for persons 1, 2, 3 … in order, all of them or the first ones; None if it is no such list."""
    if not _LIST.fullmatch(shape(tokens)):
        return None
    gaps = [token for token in tokens if token.symbol not in SAID]
    values = _values(tokens, size)
    if len(values) == 1 and tokens[0].text == "whole":
        return of_everyone(values[0], size)
    if not _one_hand(values) or not _uniform(gaps) or not _enough(tokens, gaps, len(values), size):
        return None
    return Reading(dict(enumerate(values, 1)), in_order=True)


def read_zip(tokens: list[Token], size: int) -> Reading | None:
    """Persons first, then as many ratings in the same order: "1-5号：5 4 3 5 4"."""
    match = _ZIP.fullmatch(shape(tokens))
    if not match:
        return None
    people = [number for token in tokens[: match.end("who")] for number in token.numbers]
    values = _values(tokens[match.start("what") :], len(people))
    if len(people) < 2 or len(set(people)) != len(people) or len(people) != len(values) or not _one_hand(values):
        return None
    return Reading(dict(zip(people, values, strict=True))) if len(people) <= size else None


def _values(tokens: list[Token], size: int) -> list[Value]:
    """Digits run together are one rating each when they are exactly as many as the persons."""
    first = tokens[0]
    if len(tokens) == 1 and first.symbol == "0" and len(first.text) == size:
        return [Value("number", digit) for digit in first.text]
    return [said(token) for token in tokens if token.symbol in SAID]


def _one_hand(values: list[Value]) -> bool:
    """Whether one notation was used throughout: "不 优秀" is no short form and a word, but a negation."""
    return len({value.notation for value in values} - {"abstain"}) <= 1


def _uniform(gaps: list[Token]) -> bool:
    # "5-4 3 5 4" may say "5 or 4": a dash, slash, point or colon separates only when it always does
    symbols = {gap.symbol for gap in gaps}
    return len(symbols) <= 1 or not symbols & _UNIFORM


def _enough(tokens: list[Token], gaps: list[Token], count: int, size: int) -> bool:
    if count == size:
        # "称职不称职" is a question before it is two ratings
        return size >= 3 or len(gaps) == count - 1 or len(tokens) == 1
    # a gap of another width may be a person left out: then nobody knows who the next rating is for
    return 2 <= count < size and len(gaps) == count - 1 and len({gap.text for gap in gaps}) == 1
