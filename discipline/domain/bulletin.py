"""The bulletin: what of a signed result leaves the office, frozen as canonical JSON.

Everything in it keeps the thresholds of product brief §4.7; `appraisal.domain.disclosure` says how.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from appraisal.domain.disclosure import MIN_CELL, Joined, joined, small
from appraisal.domain.result import MIN_GROUP, Ledger, PersonResult, Prints, RoundResult, Turnout, canonical
from ballotbox.domain.layout import RoundSpec
from discipline.domain.definitions import DEFINITIONS

VERSION = 1


@dataclass(frozen=True)
class PublicShare:
    """Grades `first` to `last` (0 = best) and their share of the valid answers in whole percent."""

    first: int
    last: int
    percent: int


@dataclass(frozen=True)
class PublicPerson:
    """One person as published; None and empty where a figure would stand for too few ballots."""

    number: int
    name: str
    name_en: str
    post: str
    post_en: str
    shares: tuple[PublicShare, ...]
    ballots: int | None
    score: float | None
    low: float | None
    high: float | None
    band: tuple[int, int] | None
    notes: tuple[str, ...]


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
    basis: str
    opened_at: str
    closed_at: str
    counted_at: str
    published_at: str
    turnout: Turnout
    valid: bool
    grades: tuple[PublicGrade, ...]
    items: tuple[tuple[str, str], ...]
    persons: tuple[PublicPerson, ...]
    ledger: Ledger
    prints: Prints
    result_sha256: str
    signed_by: tuple[Signed, ...]
    definitions: dict[str, dict[str, str]]

    def text(self) -> str:
        """Return the canonical JSON that is stored, served and hashed."""
        return canonical(asdict(self))


def freeze(
    result: RoundResult, spec: RoundSpec, times: Times, signed: Sequence[tuple[str, datetime]], digest: str
) -> Bulletin:
    """Return the bulletin of a signed `result`; `signed` are names and moments, `digest` the hash they signed."""
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
        basis=spec.basis,
        opened_at=_iso(times.opened),
        closed_at=_iso(times.closed),
        counted_at=_iso(times.counted),
        published_at=_iso(times.published),
        turnout=result.turnout,
        valid=result.valid,
        grades=grades,
        items=tuple((item.name, item.name_en) for item in spec.items),
        persons=tuple(_person(person, len(spec.items), result) for person in result.persons),
        ledger=result.ledger,
        prints=result.prints,
        result_sha256=digest,
        signed_by=tuple(Signed(name, _iso(at)) for name, at in signed),
        definitions=DEFINITIONS,
    )


def _person(person: PersonResult, items: int, result: RoundResult) -> PublicPerson:
    counts = [grade.count for grade in person.grades]
    # A ballot gives one answer per item: cells are counted in answers, the thresholds in ballots
    shares = joined(counts, MIN_CELL * items, MIN_GROUP * items)
    enough = person.complete >= MIN_GROUP
    score, scale = person.score, result.scale
    return PublicPerson(
        number=person.number,
        name=person.name,
        name_en=person.name_en,
        post=person.post,
        post_en=person.post_en,
        shares=tuple(_percent(cell, sum(counts)) for cell in shares),
        ballots=_ballots(person.complete, result.turnout.returned),
        score=_points(score.mean, scale) if enough else None,
        low=_points(score.low, scale) if enough else None,
        high=_points(score.high, scale) if enough else None,
        band=person.band if enough else None,
        notes=score.notes if enough else ("too_few",),
    )


def _percent(cell: Joined, total: int) -> PublicShare:
    return PublicShare(cell.first, cell.last, round(100 * cell.count / total))


def _ballots(complete: int, returned: int) -> int | None:
    """Complete ballots; hidden where subtraction would show a handful that abstained."""
    return None if complete < MIN_GROUP or small(returned - complete) else complete


def _points(value: float | None, scale: tuple[float, float]) -> float | None:
    """One decimal, and never beyond the scale: an interval end out there is no score anybody could have."""
    return None if value is None else round(min(max(value, scale[0]), scale[1]), 1)


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
