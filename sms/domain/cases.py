"""Many texts at once, each with its form: for comparing the grammar with written cases."""

from collections.abc import Mapping, Sequence

from .forms import UnknownFormError, sample_form
from .reply.ballot import understand_ballot
from .reply.opinion import understand_opinion
from .reply.rating import understand_rating
from .reply.understood import Understood


def run_file(cases: Sequence[Mapping[str, object]]) -> list[dict[str, object]]:
    """What each case is understood as, in order.

    A case has `text`, `form` (rate5, ballot4 or opinion) and sometimes `context` ("look-back open").
    Raises UnknownFormError for a form that does not exist.
    """
    return [_run(case).as_dict() for case in cases]


def _run(case: Mapping[str, object]) -> Understood:
    text, form = str(case.get("text") or ""), str(case.get("form"))
    if form == "opinion":
        return understand_opinion(text, case.get("context") == "look-back open")
    if form == "rate5":
        return understand_rating(text, sample_form(form))
    if form == "ballot4":
        return understand_ballot(text, sample_form(form))
    raise UnknownFormError(f"no such form: {form}")
