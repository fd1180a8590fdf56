"""Replies to a form of ratings without a code; what was understood may be echoed and asked back."""

from .answers import Answered, answers_in
from .clean import as_written, clean
from .form import ReplyForm
from .gate import first_look
from .optout import beside_opt_out
from .settle import Settled
from .signature import unsigned
from .understood import Understood, ask_again


def understand_rating(text: str, form: ReplyForm) -> Understood:
    """What a reply to a form of kind `rate5` means. Raises nothing; what is not understood is "ask again"."""
    looked = first_look(text, form.size)
    if looked:
        return looked
    plain, stripped = unsigned(clean(text).text, form)
    leaving = beside_opt_out(plain)
    if leaving:
        return _leaving(leaving, form)
    answered = answers_in(plain, form)
    return (
        ask_again(answered)
        if isinstance(answered, str)
        else _answer(answered, tuple(as_written(text, name) for name in stripped) or None)
    )


def _leaving(rest: str, form: ReplyForm) -> Understood:
    """An opt-out word beside an answer: sending stops at once, and a person looks at the answer."""
    answered = answers_in(rest, form)
    if isinstance(answered, str):
        return ask_again("opt_out_beside")
    settled = answered.settled
    return Understood(
        "confirm_opt_out",
        "opt_out_beside",
        scores_candidate=settled.scores or None,
        grades_candidate=settled.grades or None,
    )


def _answer(answered: Answered, strip: tuple[str, ...] | None) -> Understood:
    settled = answered.settled
    if answered.amends:
        return ask_again("slip") if answered.mended else _of("amend", "correction", settled, (), strip)
    if answered.mended:
        return _of("confirm", "slip", settled, settled.missing, strip)
    if settled.abstains:
        return Understood("abstain_all", "abstains", strip=strip)
    if settled.missing:
        return _of("partial", "some_missing", settled, settled.missing, strip)
    return _of(settled.kind, "complete", settled, (), strip)


def _of(
    action: str, reason: str, settled: Settled, missing: tuple[str, ...], strip: tuple[str, ...] | None
) -> Understood:
    scores, grades = settled.scores or None, settled.grades or None
    return Understood(action, reason, scores=scores, grades=grades, missing=missing or None, strip=strip)
