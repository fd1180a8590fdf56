"""The villager's pages of one round, prepared once per language and size."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from flask import current_app
from werkzeug.datastructures import MultiDict

from ballotbox import queries
from ballotbox.domain.codes import group
from ballotbox.domain.layout import Person
from ballotbox.domain.rows import BallotForm
from ballotbox.views import typed
from ballotbox.views.blueprint import named
from ballotbox.views.prepared import Packed, Sheet, gap, render
from ballotbox.views.typed import Typed
from core.i18n import big, either, language
from roster import queries as roster

KEPT = 2_000  # prepared rounds in memory, some 40 KB each
Kept = TypeVar("Kept")


@dataclass(frozen=True)
class Pages:
    """Everything that answers a voter of an open round in one language and size."""

    names: tuple[str, ...]  # of the choices, in the order of the marks
    keys: Mapping[str, int]  # what a choice may be, as sent and as a mark
    grades: Mapping[int, str]  # a mark's name
    question: Packed
    check: Sheet
    counted: Sheet
    unusable: str
    slower: str  # the same for an origin of many failures

    def read(self, form: MultiDict[str, str]) -> Typed:
        """Read a sent ballot."""
        return typed.read(form, self.names, self.keys)

    def check_page(self, code: str, marks: tuple[int, ...]) -> str:
        """Return the page that shows a complete ballot once more."""
        values = {"code": group(code)}
        for name, mark in zip(self.names, marks, strict=True):
            values[name] = str(mark)
            values[f"{name}-name"] = self.grades[mark]
        return self.check.fill(values)

    def counted_page(self, receipt: str) -> str:
        """Return the page that says that the ballot counts."""
        groups = " ".join(receipt[at : at + 4] for at in range(0, 16, 4)).upper()
        return self.counted.fill({"receipt": groups, "full": receipt})


def of(form: BallotForm) -> Pages:
    """Return the prepared pages of an open round for the current request's language and size."""
    return _kept(form, "open", lambda: _prepare(form))


def closed(form: BallotForm) -> Packed:
    """Return the page of a round that takes no more ballots."""
    return _kept(form, "closed", lambda: Packed.of(too_late(form, sent=False)))


def too_late(form: BallotForm, *, sent: bool = True) -> str:
    """Return the same page for somebody whose ballot came after closing (`sent`): it was not counted."""
    return render("ballotbox/closed.html", too_late=sent, **_common(form))


def question(form: BallotForm, sent: Typed | None, *, show_problems: bool) -> str:
    """Return the question page, empty or as filled in; with `show_problems` it says what is missing."""
    names = typed.field_names(form.spec)
    chosen = dict(zip(names, sent.marks, strict=True)) if sent else dict.fromkeys(names)
    missing = [name for name, mark in chosen.items() if mark is None] if show_problems else []
    wrong_code = show_problems and sent is not None and sent.code is None
    values = {"sent": sent, "chosen": chosen, "missing": missing, "wrong_code": wrong_code}
    return render("ballotbox/ballot.html", problems=_problems(form, missing), **values, **_common(form))


def _problems(form: BallotForm, missing: list[str]) -> list[tuple[Person, list[str], list[str]]]:
    """Return who is not fully rated: the person, the names of the missing fields and of the items they are for."""
    found = []
    for person in form.spec.persons:
        asked = [(f"g{person.number}-{at}", named(item)) for at, item in enumerate(form.spec.items, 1)]
        left = [(name, item) for name, item in asked if name in missing]
        if left:
            found.append((person, [name for name, _ in left], [item for _, item in left]))
    return found


def retry(form: BallotForm, sent: Typed, *, unknown: bool = False) -> str:
    """Return the page that keeps a ballot which the machine could not take, or of which it is `unknown` if it did."""
    marks = dict(zip(typed.field_names(form.spec), sent.marks, strict=True))
    known = {"round_id": form.public_id, "spec": form.spec}  # all without asking the database
    return render("ballotbox/retry.html", unknown=unknown, sent=sent, marks=marks, **known)


def _kept(form: BallotForm, state: str, make: Callable[[], Kept]) -> Kept:
    kept: dict[tuple[str, str, str, bool], Kept] = current_app.extensions.setdefault("ballot_pages", {})
    key = (form.public_id, state, language(), big())
    if key not in kept:
        if len(kept) >= KEPT:
            kept.clear()
        kept[key] = make()
    return kept[key]


def _common(form: BallotForm) -> dict[str, object]:
    village = roster.area(queries.round_facts(form.public_id).village_id)
    return {
        "round_id": form.public_id,
        "spec": form.spec,
        "closes_at": form.closes_at,
        "village": village,
        "office": roster.township(),
    }


def _prepare(form: BallotForm) -> Pages:
    scale, common = form.spec.scale, _common(form)
    grades = {grade.key: either(grade.name, grade.name_en) for grade in scale.grades}
    return Pages(
        names=typed.field_names(form.spec),
        keys=typed.reply_keys(form.spec),
        grades=grades | {scale.abstain_key: either(scale.abstain_name, scale.abstain_name_en)},
        question=Packed.of(question(form, None, show_problems=False)),
        check=Sheet(render("ballotbox/check.html", gap=gap, **common)),
        counted=Sheet(render("ballotbox/counted.html", gap=gap, **common)),
        unusable=render("ballotbox/unusable.html", slower=False, **common),
        slower=render("ballotbox/unusable.html", slower=True, **common),
    )
