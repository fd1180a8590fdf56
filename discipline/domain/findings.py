"""What a result wants a human eye for, as codes: a digest of the result for lists of many rounds.

It is made from the result and can be made again from it at any time. Nobody signs it and no figure stands in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from appraisal.domain.beside.comparison import ChangeSince, Comparison, PersonComparison
from appraisal.domain.result import PersonResult, RoundResult, canonical
from discipline.domain import watch

VERSION = 1  # of the digest's form: those of another are made again
FALL = 1 / 6  # of the scale: a smaller fall is not told, however sure (10 points of 40 to 100, as for flags)
UNREADABLE = "unreadable"


@dataclass(frozen=True)
class PersonFound:
    """What was found of one person (number on the ballot).

    `one_third` and `in_a_row` are the words of `appraisal.domain.figures.OneThird` and of
    `appraisal.domain.beside.comparison.InARow`; `fell` tells of a score surely and by `FALL` lower than last time.
    """

    number: int
    one_third: str
    not_competent: bool | None
    in_a_row: str
    fell: bool


@dataclass(frozen=True)
class Findings:
    """The digest of the result with this hash; `watch` are codes of `discipline.domain.watch`.

    `flags` are the families that were raised with the smallest p of each, None for accounting; weak ones are left out.
    `earlier` are ids of the cadres on the ballots of the village's earlier rounds, on which `in_a_row` and `fell` rest.
    """

    result: str
    watch: tuple[str, ...]
    flags: tuple[tuple[str, float | None], ...]
    persons: tuple[PersonFound, ...]
    earlier: tuple[int, ...]

    @property
    def p(self) -> float:
        """The smallest p of the round's flags, corrected within the round; 1 where none was raised."""
        return min((p for _, p in self.flags if p is not None), default=1.0)

    def to_json(self) -> str:
        """Return the canonical text that is stored."""
        return canonical(asdict(self))


NOTHING = Findings("", (UNREADABLE,), (), (), ())  # of a round whose counts do not fit it


def found(result: RoundResult, beside: Comparison, earlier: Iterable[int]) -> Findings:
    """Return the digest of `result`; `beside` is what it says beside earlier rounds, `earlier` who stood on those."""
    span = result.scale[1] - result.scale[0]
    pairs = zip(result.persons, beside.persons, strict=True)
    return Findings(
        result=result.digest,
        watch=watch.reasons(result),
        flags=_flags(result),
        persons=tuple(_person(person, other, FALL * span) for person, other in pairs),
        earlier=tuple(sorted(set(earlier))),
    )


def _flags(result: RoundResult) -> tuple[tuple[str, float | None], ...]:
    least: dict[str, float | None] = {}
    for flag in result.flags:
        family = flag.code.partition("_")[0]
        if not flag.weak:
            known = least.get(family, 1.0)
            least[family] = None if flag.p is None or known is None else min(flag.p, known)
    return tuple(least.items())


def _person(person: PersonResult, beside: PersonComparison, fall: float) -> PersonFound:
    return PersonFound(
        number=person.number,
        one_third=person.one_third.says,
        not_competent=person.not_competent,
        in_a_row=beside.in_a_row.says,
        fell=_fell(beside.change, fall),
    )


def _fell(change: ChangeSince | None, fall: float) -> bool:
    return change is not None and change.says == "down" and change.difference is not None and change.difference <= -fall


def from_json(text: str) -> Findings:
    """Return the digest written by `Findings.to_json`."""
    raw: dict[str, Any] = json.loads(text)
    return Findings(
        result=raw["result"],
        watch=tuple(raw["watch"]),
        flags=tuple((family, p) for family, p in raw["flags"]),
        persons=tuple(PersonFound(**person) for person in raw["persons"]),
        earlier=tuple(raw["earlier"]),
    )
