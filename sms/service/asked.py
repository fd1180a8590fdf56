"""A round as the grammar of replies needs it, and its answer as the marks of a ballot."""

from __future__ import annotations

from collections.abc import Mapping

from ballotbox.domain.layout import RoundSpec
from sms.domain.reply.form import Cadre, Grade, ReplyForm
from sms.domain.templates import keys_line, people_line

GIVING_UP = "弃权"  # said on every ballot, printed or not
EXAMPLE = (0, 1, 0, 2, 1)  # places in the list of grades


def reply_form(spec: RoundSpec) -> ReplyForm:
    """Return the form the grammar reads replies by, for a round that `sms.queries.by_text` says yes to."""
    return ReplyForm(
        kind="ballot",
        cadres=tuple(Cadre(p.number, p.surname, p.title, p.name) for p in spec.persons),
        grades=tuple(Grade(grade.name, grade.short, str(grade.key)) for grade in spec.scale.grades),
        abstain_words=(spec.scale.abstain_name, GIVING_UP),
        abstain_key=str(spec.scale.abstain_key),
    )


def how_to_answer(form: ReplyForm) -> dict[str, str]:
    """Return what an answer that asks for grades says: the persons, the keys, an example."""
    return {"people": people_line(form), "keys": keys_line(form), "example": example(form)}


def example(form: ReplyForm, *, short: bool = False) -> str:
    """Return keys, or short forms, to show how grades are written: mixed, so that they suggest nothing of anybody."""
    said = [grade.short if short else grade.key for grade in form.grades]
    return "".join(said[EXAMPLE[at % len(EXAMPLE)] % len(said)] for at in range(form.size))


def marks_of(spec: RoundSpec, grades: Mapping[str, str | None]) -> tuple[int, ...]:
    """Return the reply keys of a complete answer (person's number → grade's name, None for abstaining)."""
    keys: dict[str | None, int] = {grade.name: grade.key for grade in spec.scale.grades}
    keys[None] = spec.scale.abstain_key
    return tuple(keys[grades[str(person.number)]] for person in spec.persons)
