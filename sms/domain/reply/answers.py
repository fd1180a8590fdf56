"""Text → answers on one form, slips of the finger included. What ratings and ballots have in common."""

from dataclasses import dataclass
from itertools import islice

from .form import ReplyForm
from .grammar import read, tokens_of
from .lexer import lex, unknown_at
from .settle import Settled, settle
from .tokens import Token, shape
from .typos import Mended, mended
from .vocabulary import vocabulary

_LONGEST = 800  # forty persons by name and grade stay below; anything longer is no rating
_SLIPS, _DIFFERENT = 4, 2
_WAYS = 4  # a slip that could be put right in more ways than this is no slip


@dataclass(frozen=True)
class Answered:
    """Settled answers, whether they only correct earlier ones, and whether a slip had to be put right."""

    settled: Settled
    amends: bool = False
    mended: bool = False


def answers_in(text: str, form: ReplyForm) -> Answered | str:
    """The answers of cleaned text, or the code of the reason why there are none."""
    if len(text) > _LONGEST:
        return "too_long"
    return _answers(text, form, ())


def _answers(text: str, form: ReplyForm, slips: tuple[str, ...]) -> Answered | str:
    tokens = tokens_of(text, form)
    if not tokens:
        return "empty"
    at = unknown_at(tokens)
    if at is not None:
        return _mend(text, range(at, at + 1), form, slips) or "unknown_words"
    found = _settled(tokens, form, bool(slips))
    if isinstance(found, str) and _few(slips):
        # a slip can also make another known word: 称只 for 称职
        return _mend(text, range(len(text)), form, slips) or found
    return found


def _settled(tokens: list[Token], form: ReplyForm, mended: bool) -> Answered | str:
    if "x" in shape(tokens):
        return "impossible"
    reading, amends = read(tokens, form)
    if reading is None:
        return "no_rating"
    settled = settle(reading, form)
    return settled if isinstance(settled, str) else Answered(settled, amends, mended)


def _mend(text: str, places: range, form: ReplyForm, slips: tuple[str, ...]) -> Answered | None:
    """The answers with one word put right, if every way to do so means the same."""
    ways = list(islice(mended(text, places, vocabulary(form)), _WAYS + 1))
    meanings: list[Answered] = []
    for slip in ways if len(ways) <= _WAYS else ():
        tried = (*slips, slip.slip)
        found = _answers(slip.text, form, tried) if _few(tried) else ""
        if isinstance(found, Answered):
            meanings += [found, *_without(slip, form, tried)]
    return meanings[0] if meanings and all(m.settled == meanings[0].settled for m in meanings) else None


def _few(slips: tuple[str, ...]) -> bool:
    """The same slip may come again, as keyboards go; many different ones are no slips."""
    return len(slips) <= _SLIPS and len(set(slips)) <= _DIFFERENT


def _without(slip: Mended, form: ReplyForm, tried: tuple[str, ...]) -> list[Answered]:
    """What the text says if the odd character is one too many: 很称职 could be 不称职, or 称职."""
    at = unknown_at(lex(slip.without, vocabulary(form)))
    if at is not None and at <= slip.odd:
        return []
    other = _answers(slip.without, form, tried)
    return [other] if isinstance(other, Answered) else []
