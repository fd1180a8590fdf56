"""Where to look first, and why: a list of villages by their gravest reason, never by a score."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from discipline.domain.findings import FALL, UNREADABLE, PersonFound
from discipline.domain.overview import LEAST_VOTERS, Counted, PersonRow, Stage, Village
from discipline.domain.states import State

PATIENCE = 7  # days a round may wait for its next step before it is pointed out


@dataclass(frozen=True)
class Reason:
    """Why to look at a village: a code of `ORDER`, the round to open, the persons meant, days, families of flags."""

    code: str
    round: str = ""
    persons: tuple[PersonRow, ...] = ()
    days: int | None = None
    flags: tuple[str, ...] = ()


# what forbids signing, what touches a post, what looks odd, what waits, what is missing
ORDER = (
    UNREADABLE,
    "accounting",
    "returned",
    "in_a_row",
    "in_a_row_surveys",
    "one_third",
    "not_competent",
    "flags",
    "threshold",
    "under_30",
    "fell",
    "below",
    "flags_alone",
    "no_score",
    "no_interval",
    "over",
    "closed",
    "check",
    "sign",
    "publish",
    "missing",
)
STOPS = frozenset({UNREADABLE, "accounting", "returned"})
# figures of results are for officers alone; these tell nothing of how anybody was rated
OF_THE_WAY = frozenset(
    {UNREADABLE, "returned", "threshold", "under_30", "over", "closed", "check", "sign", "publish", "missing"}
)
WAITS = {State.DRAFT: "check", State.CHECKED: "sign", State.SIGNED: "publish"}


def reasons(village: Village, sure: frozenset[str]) -> tuple[Reason, ...]:
    """Return why to look at a village, gravest first; `sure` are rounds whose flags stand out among all villages.

    Nothing is said of a round in which the reader is evaluated. What two officers have published is not asked about
    again, but for what has consequences: the threshold, the rules, a fall, a score below the others.
    """
    found = [*_of_latest(village)]
    if village.counted is not None:
        found += [*_of_round(village.counted, sure), *_of_persons(village.counted)]
    return tuple(sorted(found, key=lambda reason: ORDER.index(reason.code)))


def _of_latest(village: Village) -> Iterator[Reason]:
    latest = village.latest
    if latest is None:
        yield Reason("missing")
    elif not latest.own and latest.over:
        yield Reason("over", latest.round)
    elif not latest.own and latest.stage is Stage.CLOSED and _long(latest.days):
        yield Reason("closed", latest.round, days=latest.days)


def _of_round(counted: Counted, sure: frozenset[str]) -> Iterator[Reason]:
    figures, findings = counted.figures, counted.findings
    if figures is None or UNREADABLE in findings.watch:
        yield Reason(UNREADABLE, counted.round)
        return
    if not figures.reached:
        yield Reason("threshold", counted.round)
    if counted.state is State.PUBLISHED:
        return
    yield from _open(counted, figures.returned)
    raised = tuple(family for family, p in findings.flags if p is not None)
    if raised:
        yield Reason("flags" if counted.round in sure else "flags_alone", counted.round, flags=raised)
    yield from _waits(counted)


def _open(counted: Counted, returned: int) -> Iterator[Reason]:
    findings = counted.findings
    holds = {
        "under_30": returned < LEAST_VOTERS,
        "accounting": "accounting" in findings.watch or any(p is None for _, p in findings.flags),
        "no_score": "no_score" in findings.watch,
        "no_interval": "no_interval" in findings.watch,
    }
    yield from (Reason(code, counted.round) for code, is_so in holds.items() if is_so)


def _waits(counted: Counted) -> Iterator[Reason]:
    if counted.state is State.RETURNED:
        yield Reason("returned", counted.round)
    elif counted.state in WAITS and _long(counted.days):
        yield Reason(WAITS[counted.state], counted.round, days=counted.days)


def _long(days: int | None) -> bool:
    return days is not None and days >= PATIENCE


def _of_persons(counted: Counted) -> Iterator[Reason]:
    found = {person.number: person for person in counted.findings.persons}
    for code, holds in RULES.items():
        meant = tuple(row for row in counted.persons if row.number in found and holds(found[row.number]))
        if meant:
            yield Reason(code, counted.round, meant)
    below = tuple(row for row in counted.persons if row.band == "below" and _far(row, counted))
    if below:
        yield Reason("below", counted.round, below)


def _far(row: PersonRow, counted: Counted) -> bool:
    """Whether a score lies so far under the common mean that it matters: sure it may be with a point or two, too."""
    scores = counted.meaning[0]
    mean, common = row.figures.mean, row.peers.mean if row.peers is not None else None
    return mean is not None and common is not None and common - mean >= FALL * (max(scores) - min(scores))


def _third(person: PersonFound) -> bool:
    return person.one_third in {"reached", "reached_surely"}


RULES: dict[str, Callable[[PersonFound], bool]] = {
    "in_a_row": lambda person: person.in_a_row == "met",
    "in_a_row_surveys": lambda person: person.in_a_row == "met_by_surveys",
    "one_third": _third,
    "not_competent": lambda person: person.not_competent is True and not _third(person),
    "fell": lambda person: person.fell,
}


@dataclass(frozen=True)
class Look:
    """A village to look at, and why."""

    village: Village
    reasons: tuple[Reason, ...]


def looks(villages: Sequence[Village], sure: frozenset[str], codes: frozenset[str] = frozenset(ORDER)) -> list[Look]:
    """Return the villages with any reason of `codes` but a missing round, by their gravest reason, then in their order.

    Missing rounds are told together: a list of two hundred would hide the rest.
    """
    told = codes - {"missing"}
    found = [Look(one, tuple(r for r in reasons(one, sure) if r.code in told)) for one in villages]
    return sorted((one for one in found if one.reasons), key=lambda look: ORDER.index(look.reasons[0].code))
