"""All sentence forms together: a text is understood when exactly one meaning fits."""

import re

from .clauses import read_clauses, read_grade_first, read_same_for_all
from .form import ReplyForm
from .lexer import lex
from .lists import read_list, read_zip
from .pairs import read_pairs
from .reading import Reading
from .subjects import fold_subjects
from .tokens import Token, shape
from .vocabulary import vocabulary

_READERS = (read_list, read_pairs, read_clauses, read_same_for_all, read_grade_first, read_zip)
_CORRECTION = re.compile(r"[ \n,、.;:]*(?:C|c(?=[ :]?S))(?:[ \n,、.;:]*C)*[ \n,、.;:]*|[ \n,、.;:]*(?=S[ :,]?c)")
_CHANGED = re.compile(r"(?<=S)[ :,]?c[ :]?")


def _short(reading: Reading) -> bool:
    """No scale reaches ten: a rating of several digits is a number of something else."""
    return all(value.notation != "number" or len(value.text) == 1 for value in reading.values.values())


def tokens_of(text: str, form: ReplyForm) -> list[Token]:
    """The folded tokens of cleaned text."""
    return fold_subjects(lex(text, vocabulary(form)), form.size)


def read(tokens: list[Token], form: ReplyForm) -> tuple[Reading | None, bool]:
    """The one meaning of the tokens, if there is one; and whether it only corrects an earlier message."""
    first, *fixes = _split(tokens)
    if not fixes:
        return _one_meaning(first, form.size), False
    if not first:
        return _chain(Reading({}), fixes, form.size), True
    base = _one_meaning(first, form.size)
    return (None if base is None else _chain(base, fixes, form.size)), False


def _split(tokens: list[Token]) -> list[list[Token]]:
    """What was said first, and after each word of correction what it was corrected to."""
    parts: list[list[Token]] = []
    at = 0
    for match in _CORRECTION.finditer(shape(tokens)):
        if match.start() == at and parts:  # "更正：2号改成5" corrects once
            at = match.end()
            continue
        parts.append(tokens[at : match.start()])
        at = match.end()
    return [*parts, tokens[at:]]


def _chain(base: Reading, fixes: list[list[Token]], size: int) -> Reading | None:
    for fix in fixes:
        change = _one_meaning(_unchanged(fix), size)
        if change is None or (change.in_order and len(change.values) < size):
            return None
        base = base.corrected(change)
    return base


def _unchanged(tokens: list[Token]) -> list[Token]:
    """The statement of a correction: "2号改成5" says "2号5"."""
    spans = [match.span() for match in _CHANGED.finditer(shape(tokens))]
    return [token for i, token in enumerate(tokens) if not any(a <= i < b for a, b in spans)]


def _one_meaning(tokens: list[Token], size: int) -> Reading | None:
    if not tokens:
        return None
    readings = [found for reader in _READERS if (found := reader(tokens, size)) and _short(found)]
    first = readings[0] if readings else None
    return first if all(other.values == first.values for other in readings if first) else None
