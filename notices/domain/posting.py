"""When a notice must hang: at least five whole local days before its interview day, the posting day counted.

A notice for 3 November posted on 29 October is in time: 29, 30, 31, 1 and 2 are five days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

AHEAD = 5  # whole days


class Status(StrEnum):
    """How a notice stands against the rule."""

    IN_TIME = "in_time"  # posted, early enough
    POSTED_LATE = "posted_late"  # posted too late, with a reason
    DAYS_LEFT = "days_left"  # not posted, `days` more days to do so
    MUST_POST_TODAY = "must_post_today"
    LATE = "late"  # not posted, and too late by `days` days
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Standing:
    """Status, and the number of days that belongs to it (ahead, left or late)."""

    status: Status
    days: int = 0


def latest_posting_day(day: date, ahead: int = AHEAD) -> date:
    """Return the last local day on which the notice of an interview on `day` may be posted."""
    return day - timedelta(days=ahead)


def days_ahead(posted: date, day: date) -> int:
    """Return how many whole days a notice posted on `posted` hangs before `day`."""
    return (day - posted).days


def is_late(posted: date, day: date, ahead: int = AHEAD) -> bool:
    """Tell whether posting on `posted` breaks the rule for an interview on `day`."""
    return days_ahead(posted, day) < ahead


def standing(day: date, posted: date | None, today: date, ahead: int = AHEAD) -> Standing:
    """Return how the notice of an interview on `day` stands; `posted` is None where it does not hang yet."""
    if posted is not None:
        status = Status.POSTED_LATE if is_late(posted, day, ahead) else Status.IN_TIME
        return Standing(status, days_ahead(posted, day))
    left = (latest_posting_day(day, ahead) - today).days
    if left > 0:
        return Standing(Status.DAYS_LEFT, left)
    return Standing(Status.LATE, -left) if left < 0 else Standing(Status.MUST_POST_TODAY)
