"""What others see of rounds, batches and key holders: frozen values, never rows of the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypeVar

from ballotbox.domain.counts import RoundCounts
from ballotbox.domain.layout import RoundSpec


@dataclass(frozen=True)
class BallotForm:
    """A round as a voter meets it. Everything but `state` is fixed when the round opens."""

    public_id: str
    round_id: int
    key16: bytes
    public_key: bytes
    spec: RoundSpec
    spec_hash: str
    state: str  # "open", "closed", "counted"
    closes_at: datetime

    def takes_ballots(self, now: datetime) -> bool:
        """Tell whether a ballot may be cast at `now`."""
        return self.state == "open" and now < self.closes_at


@dataclass(frozen=True)
class RoundRow:
    """A round in a list. While it is open its turnout is known in tens only."""

    public_id: str
    village_id: int
    village: str
    village_en: str
    title: str
    state: str
    opened_at: datetime
    closes_at: datetime
    printed: int  # slips, without voided batches
    active: int  # slips of batches two people have activated
    turnout_tens: int  # spent slips, rounded down
    threshold_reached: bool
    closed_at: datetime | None
    spec: RoundSpec


@dataclass(frozen=True)
class RoundFacts:
    """What is said of a round in public."""

    public_id: str
    village_id: int
    village: str
    village_en: str
    spec: RoundSpec
    spec_hash: str
    key_fingerprint: str
    box_root: str | None
    state: str
    opened_at: datetime
    closes_at: datetime
    closed_at: datetime | None
    counted_at: datetime | None
    objections_until: date | None = None  # the last day; known once the result is published
    key_destroyed_at: datetime | None = None


@dataclass(frozen=True)
class CountedRound:
    """A counted round with what its box came to."""

    public_id: str
    village_id: int
    counted_at: datetime
    spec: RoundSpec
    counts: RoundCounts


class OfVillage(Protocol):
    """A row of one village."""

    @property
    def village_id(self) -> int:
        """The village."""


Row = TypeVar("Row", bound=OfVillage)


def newest(rows: Iterable[Row]) -> dict[int, Row]:
    """Return the first row of every village, by its id, of `rows` that stand newest first."""
    found: dict[int, Row] = {}
    for row in rows:
        found.setdefault(row.village_id, row)
    return found


@dataclass(frozen=True)
class BatchRow:
    """A batch of slips; the persons are ids of staff."""

    id: int
    group_index: int
    kind: str  # "roll", "reserve"
    size: int
    state: str  # "printed", "active", "void"
    printed_at: datetime
    printed_by: int
    activated_by_1: int | None
    activated_by_2: int | None
    handed_out: int | None = None  # None: not counted yet
    exchanged: int = 0


@dataclass(frozen=True)
class HolderRow:
    """A key holder's public side; the newest of a side and area is the one new rounds use."""

    id: int
    side: str  # "discipline", "supervision"
    area_id: int
    label: str
    set_at: datetime


@dataclass(frozen=True)
class ObjectionRow:
    """An objection and its answer; the persons are ids of staff."""

    id: int
    received_on: date
    channel: str  # "visit", "letter", "phone", "meeting"
    text: str
    recorded_by: int
    recount: str  # "none", "asked", "same", "different"
    answer: str  # empty while open
    answered_on: date | None
    answered_by: int | None

    @property
    def open(self) -> bool:
        """Tell whether it still waits for its answer."""
        return self.answered_on is None


@dataclass(frozen=True)
class KeyMinuteRow:
    """Who has signed for the destruction of a round's key, and when it was destroyed."""

    officer_id: int | None
    officer_name: str
    holder_id: int | None
    holder_name: str
    copies: str
    begun_at: datetime
    destroyed_at: datetime | None
    days: int | None
    box_root: str | None
