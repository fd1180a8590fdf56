"""The villager's pages of one round, prepared once per language and size."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from flask import Flask, current_app
from werkzeug.datastructures import MultiDict

from ballotbox import queries
from ballotbox.domain.codes import group
from ballotbox.domain.layout import Person
from ballotbox.domain.rows import BallotForm
from ballotbox.views import typed
from ballotbox.views.blueprint import named
from ballotbox.views.prepared import Answer, Packed, Sheet, gap, render, written
from ballotbox.views.typed import Typed
from core.i18n import big, either, language
from core.limits import Failures, failures
from roster import queries as roster

KEPT_HERE = "ballot_pages"
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
    busy: Sheet
    unknown: Sheet  # the same where nobody knows whether it was stored
    unusable: str
    slower: str  # the same for an origin of many failures

    def read(self, form: MultiDict[str, str]) -> Typed:
        """Read a sent ballot."""
        return typed.read(form, self.names, self.keys)

    def checked(self, code: str, marks: tuple[int, ...]) -> Answer:
        """Answer a complete ballot with the page that shows it once more."""
        values = {f"{name}-name": self.grades[mark] for name, mark in zip(self.names, marks, strict=True)}
        return written(self.check.fill(values | self._kept(code, marks)))

    def cast(self, receipt: str) -> Answer:
        """Answer that the ballot counts."""
        groups = " ".join(receipt[at : at + 4] for at in range(0, 16, 4)).upper()
        return written(self.counted.fill({"receipt": groups, "full": receipt}))

    def refused(self, failures: Failures) -> Answer:
        """Answer a code that cannot be used; the origin is looked at here alone, after the code.

        A code that works casts, whoever failed beside it.
        """
        return written(self.unusable, 409) if failures.note() else written(self.slower, 429)

    def later(self, code: str, marks: tuple[int, ...], *, unknown: bool) -> Answer:
        """Answer that the ballot was not taken just now, or that this is `unknown`, and keep all of it on the page."""
        return written((self.unknown if unknown else self.busy).fill(self._kept(code, marks)), 503)

    def _kept(self, code: str, marks: tuple[int, ...]) -> dict[str, str]:
        return {"code": group(code), **{name: str(mark) for name, mark in zip(self.names, marks, strict=True)}}


FAILURES = ("ballot-code", "60/minute")  # of one origin; a whole village may come from one address


def failures_at(address: str | None) -> Failures:
    """Return the codes that failed of late at an address."""
    return failures(*FAILURES, address)


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


def at_hand(app: Flask, public_id: str, guise: tuple[str, bool]) -> Pages | None:
    """Return the prepared pages of an open round in a language and size, where somebody has asked for them before."""
    found: Pages | None = app.extensions.get(KEPT_HERE, {}).get((public_id, "open", *guise))
    return found


def _kept(form: BallotForm, state: str, make: Callable[[], Kept]) -> Kept:
    kept: dict[tuple[str, str, str, bool], Kept] = current_app.extensions.setdefault(KEPT_HERE, {})
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
        busy=Sheet(_retry(form, common, unknown=False)),
        unknown=Sheet(_retry(form, common, unknown=True)),
        unusable=render("ballotbox/unusable.html", slower=False, **common),
        slower=render("ballotbox/unusable.html", slower=True, **common),
    )


def _retry(form: BallotForm, common: dict[str, object], *, unknown: bool) -> str:
    return render("ballotbox/retry.html", gap=gap, names=typed.field_names(form.spec), unknown=unknown, **common)
