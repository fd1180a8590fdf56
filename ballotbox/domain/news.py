"""What the ballot box tells the packages above it; `round` is a public id."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class RoundOpened:
    """A round began to take ballots."""

    round: str


@dataclass(frozen=True)
class RoundClosed:
    """A round takes no more ballots; unspent slips are void."""

    round: str


@dataclass(frozen=True)
class RoundCounted:
    """The box was opened and the counts are stored."""

    round: str


@dataclass(frozen=True)
class ResultPublished:
    """The result of a round became public: the period for objections begins."""

    round: str
    at: datetime
