"""All that the office's papers about one round are made of, and what of it they may show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from appraisal.domain.beside.comparison import Comparison, PersonComparison
from appraisal.domain.release.office import OfficeView, views_of
from appraisal.domain.release.told import told, told_beside
from appraisal.domain.result import GradeCount, PersonResult, RoundResult
from ballotbox.domain.layout import RoundSpec
from discipline.domain.states import SIGNERS, State


@dataclass(frozen=True)
class Mark:
    """One officer's word that counts now: `kind` is ``checked`` or ``signed``, `sha256` the result it was given to."""

    kind: str
    name: str
    at: datetime
    sha256: str


@dataclass(frozen=True)
class Signing:
    """Where the review stands; `reason` is why it was sent back ("" otherwise)."""

    state: State
    reason: str
    marks: tuple[Mark, ...]
    published_at: datetime | None
    bulletin_sha256: str | None

    @property
    def signed(self) -> tuple[Mark, ...]:
        """The signatures, oldest first."""
        return tuple(mark for mark in self.marks if mark.kind == "signed")

    @property
    def final(self) -> bool:
        """Tell whether two officers signed: everything before is a draft."""
        return self.state in {State.SIGNED, State.PUBLISHED} and len(self.signed) >= SIGNERS


@dataclass(frozen=True)
class Dossier:
    """A counted round with its result, what stands beside it, its review, and who prints it. Times are local.

    `office` is the township, `address` the public page of the round, `former` the hash of the result's first form.
    `result` and `comparison` are exact: papers take every figure of a person from `told` and `people`.
    """

    office: str
    address: str
    spec: RoundSpec
    result: RoundResult
    former: str
    comparison: Comparison
    standing: Signing
    opened_at: datetime
    closed_at: datetime
    counted_at: datetime
    printed_by: str
    printed_at: datetime

    @property
    def digest(self) -> str:
        """The hash of the result as it is now."""
        return self.result.digest

    @property
    def grades(self) -> tuple[str, ...]:
        """The grades' names, best first."""
        return tuple(grade.name for grade in self.spec.scale.grades)

    @cached_property
    def told(self) -> RoundResult:
        """The result with the figures that may be shown."""
        return told(self.result)

    @cached_property
    def people(self) -> tuple[Shown, ...]:
        """The persons in ballot order, with what may be shown of each."""
        beside = told_beside(self.comparison, self.result)
        triples = zip(self.told.persons, views_of(self.result), beside.persons, strict=True)
        return tuple(Shown(*triple) for triple in triples)


@dataclass(frozen=True)
class Shown:
    """One person with what may be shown of groups (`appraisal.domain.release.office`), and what stands beside."""

    person: PersonResult
    view: OfficeView
    beside: PersonComparison

    @property
    def enough(self) -> bool:
        """Whether anything may be told of the person (`OfficeView.enough`)."""
        return self.view.enough

    @property
    def pooled(self) -> bool:
        """Whether counts and shares of all answers may stand beside the weighted figures."""
        return self.enough and self.view.pooled

    @property
    def open(self) -> bool:
        """Whether other sums over the groups may, too: scores under other weights, bounds, counts of one rule."""
        return self.enough and self.view.beside

    def share(self, grade: GradeCount) -> float | None:
        """The share of a grade of all answers, where it may be told."""
        return grade.share if self.pooled else None

    def of_groups(self, names: Sequence[str]) -> Iterator[tuple[str, int | None, float | None]]:
        """Yield each group with its complete ballots and mean; both None for a group not shown by itself."""
        for name, group, apart in zip(names, self.person.groups, self.view.groups, strict=True):
            yield name, group.complete if apart else None, group.mean if apart else None


def whole(result: RoundResult) -> bool:
    """Tell whether a result may be handed out as it is: no figure of it tells of a group of one to nine ballots."""
    return all(view.beside for view in views_of(result))
