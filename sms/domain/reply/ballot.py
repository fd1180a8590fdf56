"""Ballots by text: a code, then everybody's grades. Everything or nothing, and never a guess."""

import re

from .answers import Answered, answers_in
from .clean import as_written, clean
from .codes import CodeFound, find_code
from .form import ReplyForm
from .gate import first_look
from .grammar import tokens_of
from .opinion import unlabelled
from .optout import beside_opt_out
from .quoting import opinion_behind, quotes_a_code
from .redact import redact
from .signature import unsigned
from .understood import Understood, ask_again

_RUN = re.compile(r"[0-9]+")


def understand_ballot(text: str, form: ReplyForm) -> Understood:
    """What a message with a code means for the round of that code.

    No answer to a ballot is ever asked back with what was understood, so a slip of one character is
    "ask again" here.
    """
    found = find_code(text)
    looked = first_look(text, coded=bool(found and found.code))
    if looked:
        return looked
    if found is None:
        return ask_again("no_code")
    if found.code is None:
        return understand_unusable(text)
    plain = unsigned(clean(text).text, form)[0]
    if beside_opt_out(plain):
        return Understood("confirm_opt_out", "opt_out_beside")
    return _understand(text, found, form)


def understand_unusable(text: str) -> Understood:
    """A message in which a code was looked for and not found: an opinion that quotes it, or ask again."""
    found = find_code(text)
    if found and quotes_a_code(f"{found.before}\n{found.rest}"):
        return _quoted(text)
    return ask_again(found.error or "not_understood" if found else "no_code")


def _understand(text: str, found: CodeFound, form: ReplyForm) -> Understood:
    before, rest = unsigned(found.before, form)[0], unsigned(found.rest, form)[0]
    if tokens_of(before, form) and tokens_of(rest, form):
        return _quoted(text) if quotes_a_code(f"{before}\n{rest}", form) else ask_again("around_code")
    body = rest if tokens_of(rest, form) else before
    if not tokens_of(body, form):
        return Understood("ask grades", "code_alone", code=found.code)
    answered = answers_in(body, form)
    if isinstance(answered, Answered):
        return _cast(found, answered, form, None)
    split = opinion_behind(body, form) if body is rest else None
    if split:
        return _cast(found, split[0], form, redact(unlabelled(as_written(text, split[1]))).text)
    return _quoted(text) if quotes_a_code(body, form) else ask_again(answered)


def _cast(found: CodeFound, answered: Answered, form: ReplyForm, opinion: str | None) -> Understood:
    run = _RUN.match(found.rest)
    if found.run_on and (not run or len(run[0]) != form.size):
        return ask_again("code_length")
    if answered.mended or answered.amends:
        return ask_again("slip" if answered.mended else "correction")
    grades = answered.settled.grades
    return Understood("ballot", "complete", code=found.code, grades=grades, opinion=opinion)


def _quoted(text: str) -> Understood:
    return Understood("opinion", "quotes_code", text=redact(text.strip()).text)
