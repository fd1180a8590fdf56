"""The bulletin: the release of a signed result with its round, its accounting and its signers, as canonical JSON.

No figure about votes is made here: all are those of `appraisal.domain.release.release`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from appraisal.domain.beside.comparison import InARow
from appraisal.domain.release.released import PersonRelease, PublicTurnout, Release
from appraisal.domain.result import Ledger, Prints, RoundResult, canonical, statutory
from ballotbox.domain.layout import Person, RoundSpec
from discipline.domain.definitions import DEFINITIONS

VERSION = 2  # 1: scores with one decimal; neither shares by group nor rules; every turnout; the bare result hash


@dataclass(frozen=True)
class PublicPerson(PersonRelease):
    """One person as published: the figures of the release, who it is, and how often in a row not competent."""

    name: str
    name_en: str
    post: str
    post_en: str
    in_a_row: InARow


@dataclass(frozen=True)
class PublicGrade:
    """One grade of the scale, its points, and the lowest score of its band."""

    name: str
    name_en: str
    points: float
    band_from: float


@dataclass(frozen=True)
class Signed:
    """Who signed, as the name was then, and when (ISO 8601, UTC)."""

    name: str
    at: str


@dataclass(frozen=True)
class Times:
    """The moments of a round that the bulletin states."""

    opened: datetime
    closed: datetime
    counted: datetime
    published: datetime


@dataclass(frozen=True)
class Bulletin:
    """The whole bulletin, in the order of its reading."""

    version: int
    round: str
    village: str
    village_en: str
    title: str
    kind: str
    statutory: bool
    basis: str
    opened_at: str
    closed_at: str
    counted_at: str
    published_at: str
    turnout: PublicTurnout
    valid: bool
    grades: tuple[PublicGrade, ...]
    items: tuple[tuple[str, str], ...]
    persons: tuple[PublicPerson, ...]
    ledger: Ledger
    prints: Prints
    result_commitment: str
    signed_by: tuple[Signed, ...]
    definitions: dict[str, dict[str, str]]

    def text(self) -> str:
        """Return the canonical JSON that is stored, served and hashed."""
        return canonical(asdict(self))


@dataclass(frozen=True)
class Outcome:
    """A signed result, the one release of it, and what ties the two together.

    `commitment`: SHA-256 of the round's salt and the hash that the officers signed. That hash by itself would let
    anybody who has this program try which hidden counts it is of. `rows` by number: how often in a row not competent.
    """

    result: RoundResult
    commitment: str
    release: Release
    rows: Mapping[int, InARow]


def freeze(outcome: Outcome, spec: RoundSpec, times: Times, signed: Sequence[tuple[str, datetime]]) -> Bulletin:
    """Return the bulletin of a signed result; `signed` are names and moments."""
    result, release = outcome.result, outcome.release
    grades = tuple(
        PublicGrade(grade.name, grade.name_en, grade.score, lower)
        for grade, lower in zip(spec.scale.grades, result.bands, strict=True)
    )
    return Bulletin(
        version=VERSION,
        round=result.round,
        village=spec.village,
        village_en=spec.village_en,
        title=spec.title,
        kind=result.kind,
        statutory=statutory(result),
        basis=spec.basis,
        opened_at=_iso(times.opened),
        closed_at=_iso(times.closed),
        counted_at=_iso(times.counted),
        published_at=_iso(times.published),
        turnout=release.turnout,
        valid=release.valid,
        grades=grades,
        items=tuple((item.name, item.name_en) for item in spec.items),
        persons=tuple(
            _person(who, told, outcome.rows[who.number])
            for who, told in zip(spec.persons, release.persons, strict=True)
        ),
        ledger=result.ledger,
        prints=result.prints,
        result_commitment=outcome.commitment,
        signed_by=tuple(Signed(name, _iso(at)) for name, at in signed),
        definitions=DEFINITIONS,
    )


def _person(who: Person, told: PersonRelease, row: InARow) -> PublicPerson:
    return PublicPerson(
        **vars(told), name=who.name, name_en=who.name_en, post=who.post, post_en=who.post_en, in_a_row=row
    )


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
