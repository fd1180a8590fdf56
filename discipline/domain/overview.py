"""Many villages at a glance: how far each is, who took part, and the same post in each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from appraisal.domain.beside.comparison import Peers
from appraisal.domain.release.grid import Grid
from appraisal.domain.result import MIN_GROUP
from ballotbox.domain.layout import Meaning
from discipline.domain.findings import Findings
from discipline.domain.states import State

if TYPE_CHECKING:
    from appraisal.domain.beside.overview import PersonFigures, RoundFigures  # scipy: most processes never need it

LEAST_VOTERS = 30  # product brief §3: at least so many villagers take part


class Stage(StrEnum):
    """How far a village's newest round of the year is."""

    NONE = "none"
    PREPARING = "preparing"  # opened, no slips activated yet
    OPEN = "open"
    CLOSED = "closed"  # the box waits for its two keys
    DRAFT = "draft"
    CHECKED = "checked"
    RETURNED = "returned"
    SIGNED = "signed"
    PUBLISHED = "published"


@dataclass(frozen=True)
class Place:
    """A county, township or village."""

    public_id: str
    name: str
    name_en: str


@dataclass(frozen=True)
class Latest:
    """A village's newest round of the year: all that is told of a round in which the reader is evaluated.

    `days` since the stage began; `tens` and `reached` while it takes ballots, `over` once its time is.
    """

    round: str
    stage: Stage
    own: bool
    days: int | None
    tens: int
    reached: bool
    over: bool


@dataclass(frozen=True)
class PersonRow:
    """One person of a counted round; `peers` among the same post elsewhere."""

    number: int
    name: str
    name_en: str
    post: str
    post_en: str
    figures: PersonFigures
    peers: Peers | None

    @property
    def shown(self) -> bool:
        """Whether the score may be shown: not with fewer than ten complete ballots."""
        return self.figures.mean is not None and self.figures.complete >= MIN_GROUP

    @property
    def score(self) -> float | None:
        """The score as far as a page may show it."""
        return Grid(self.figures.step).near(self.figures.mean)

    @property
    def ends(self) -> tuple[float | None, float | None]:
        """The ends of the interval, in the same way."""
        return Grid(self.figures.step).around(self.figures.low, self.figures.mean, self.figures.high)

    @property
    def shrunken(self) -> float | None:
        """The score drawn to the common mean, in the same way."""
        return Grid(self.figures.step).near(self.peers.shrunken) if self.peers else None

    @property
    def band(self) -> str:
        """``above``, ``below`` the same post elsewhere for sure, ``not_apart``, or ``unknown``."""
        return self.peers.band if self.peers is not None and self.shown else "unknown"


@dataclass(frozen=True)
class Counted:
    """A village's newest counted round of the year; `figures` None where its counts cannot be read."""

    round: str
    state: State
    signatures: int
    days: int | None  # since the state began
    threshold: float  # share of the roll
    meaning: Meaning
    figures: RoundFigures | None
    findings: Findings
    persons: tuple[PersonRow, ...]


@dataclass(frozen=True)
class Village:
    """One village and its year; `counted` is None where nothing is counted, or the reader is evaluated in it."""

    place: Place
    township: Place
    latest: Latest | None
    counted: Counted | None

    @property
    def stage(self) -> Stage:
        """How far the newest round is."""
        return self.latest.stage if self.latest else Stage.NONE

    @property
    def own(self) -> bool:
        """Whether the reader is evaluated in the newest round."""
        return self.latest is not None and self.latest.own


@dataclass(frozen=True)
class Coverage:
    """How far some villages are. Sums are over counted rounds whose figures are told: never one of the reader's own."""

    villages: int
    stages: Mapping[Stage, int]
    told: int  # counted rounds in the sums
    roll: int
    returned: int
    reached: int  # of them, above their threshold
    enough: int  # of them, with `LEAST_VOTERS` ballots and more
    own: int

    def at(self, *stages: str) -> int:
        """Return how many villages are at any of `stages`."""
        return sum(self.stages.get(Stage(stage), 0) for stage in stages)

    @property
    def share(self) -> float | None:
        """Turnout of the counted rounds together."""
        return self.returned / self.roll if self.roll else None


def coverage(villages: Sequence[Village]) -> Coverage:
    """Return how far `villages` are, all together."""
    told = [one.counted.figures for one in villages if one.counted is not None and one.counted.figures is not None]
    return Coverage(
        villages=len(villages),
        stages=Counter(one.stage for one in villages),
        told=len(told),
        roll=sum(one.roll for one in told),
        returned=sum(one.returned for one in told),
        reached=sum(one.reached for one in told),
        enough=sum(one.returned >= LEAST_VOTERS for one in told),
        own=sum(one.own for one in villages),
    )


def common_threshold(villages: Sequence[Village]) -> float | None:
    """Return the turnout threshold of the counted rounds, None where they have not all the same."""
    found = {one.counted.threshold for one in villages if one.counted is not None}
    return found.pop() if len(found) == 1 else None


@dataclass(frozen=True)
class OfPost:
    """The holders of one post, in the order of the villages.

    `mean` and `tau` are of all villages compared, `villages` how many; `elsewhere` are villages whose points mean
    something else (another scale, other items): compared among themselves, not shown together with the others.
    """

    post: str
    post_en: str
    rows: tuple[tuple[Village, PersonRow], ...]
    mean: float | None
    tau: float | None
    villages: int
    elsewhere: tuple[Village, ...]

    def standing(self, band: str) -> int:
        """Return how many stand ``above``, ``below`` or ``not_apart`` from the others."""
        return sum(row.band == band for _, row in self.rows)

    def part(self, villages: Sequence[Village]) -> OfPost:
        """Return the same of some of the villages."""
        wanted = {one.place.public_id for one in villages}
        return replace(
            self,
            rows=tuple(pair for pair in self.rows if pair[0].place.public_id in wanted),
            elsewhere=tuple(one for one in self.elsewhere if one.place.public_id in wanted),
        )


def of_post(villages: Sequence[Village], post: str) -> OfPost:
    """Return who of `villages` holds `post`, as far as most of them are comparable: points that mean the same."""
    found = [
        (one, one.counted.meaning, row)
        for one in villages
        if one.counted is not None
        for row in one.counted.persons
        if row.post == post
    ]
    usual = Counter(meaning for _, meaning, _ in found).most_common(1)
    alike = [(one, row) for one, meaning, row in found if meaning == usual[0][0]]
    peers = next((row.peers for _, row in alike if row.peers is not None), None)
    return OfPost(
        post=post,
        post_en=next((row.post_en for _, _, row in found), post),
        rows=tuple(alike),
        mean=peers.mean if peers else None,
        tau=peers.tau if peers else None,
        villages=peers.villages if peers else 0,
        elsewhere=tuple(one for one, meaning, _ in found if meaning != usual[0][0]),
    )
