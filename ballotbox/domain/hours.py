"""Casts by the hour, coarse enough that nobody stands alone in one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from ballotbox.domain.joining import neighbours

SHELVES = 64  # places to count one hour in
SHELF = 2**24  # hours on a shelf; the highest number of all still fits into 31 bits
LOCAL = ZoneInfo("Asia/Shanghai")


def hour_of(moment: datetime) -> int:
    """Return the hour of an aware moment, counted from 1970-01-01 00:00 UTC."""
    return int(moment.timestamp()) // 3600


def shelved(hour: int, shelf: int) -> int:
    """Return the number under which `shelf` (0 to 63) counts an hour.

    Where every cast is a transaction of its own, those that add to one row wait for each other's sync.
    """
    return shelf * SHELF + hour


def gathered(rows: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return (hour, casts) in order from what the shelves hold."""
    hours: Counter[int] = Counter()
    for number, n in rows:
        hours[number % SHELF] += n
    return sorted(hours.items())


def merge_hours(rows: Iterable[tuple[int, int]]) -> tuple[tuple[str, int], ...]:
    """Return (first hour as ISO text in China's time, casts), later hours joined until each has at least 10.

    A rest under 10 joins the hours before it; a round of fewer than 10 casts is one entry.
    """
    casts = dict(rows)
    keys = neighbours({hour: {"casts": n} for hour, n in casts.items()}) or [tuple(sorted(casts))]
    return tuple((iso(key[0]), sum(casts[hour] for hour in key)) for key in keys if key)


def iso(hour: int) -> str:
    """Return an hour as ISO text in China's time."""
    return datetime.fromtimestamp(hour * 3600, UTC).astimezone(LOCAL).isoformat(timespec="minutes")
