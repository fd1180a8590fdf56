"""What a message is to do and how it is answered: nothing of it done yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ballotbox.service import Prepared
from core.errors import NotFound
from roster import queries as roster
from sms.domain.reply.understood import Understood
from survey import queries as survey
from survey.domain.answers import parse_answers


@dataclass(frozen=True)
class Filing:
    """An opinion on its way to a village's form."""

    form: str
    text: str = field(repr=False)


@dataclass(frozen=True)
class Meaning:
    """`kind` names the text of the answer, `blanks` fill it; ballot and opinion are what is to be done."""

    kind: str
    blanks: Mapping[str, object] = field(default_factory=dict, repr=False)
    ballot: Prepared | None = field(default=None, repr=False)
    opinion: Filing | None = field(default=None, repr=False)

    def become(self, kind: str, **blanks: object) -> Meaning:
        """Return the same message, answered otherwise."""
        return replace(self, kind=kind, blanks={**self.blanks, **blanks})


def opinion_for(village_id: int, understood: Understood) -> Meaning:
    """Return an opinion for a village, or why its form does not take it."""
    village = roster.area(village_id).name
    form = survey.opinion_form(village_id)
    if form is None:
        return Meaning("no_opinion_form", {"village": village})
    filing = Filing(form, in_words(understood))
    try:
        problems = parse_answers(survey.asked_form(form).schema, {"text": filing.text}).problems
    except NotFound:
        return Meaning("no_opinion_form", {"village": village})
    if problems:
        return Meaning("opinion_too_long", {"village": village})
    return Meaning("opinion_received", {"village": village}, opinion=filing)


def in_words(understood: Understood) -> str:
    """Return an opinion as it is filed: a list of several things line by line."""
    if understood.text or not understood.items:
        return understood.text or understood.opinion or ""
    return "\n".join(f"{number}. {item}" for number, item in enumerate(understood.items, 1))
