"""The one place that knows what time it is; tests and the sample township pass their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import cast
from zoneinfo import ZoneInfo

from flask import current_app

LOCAL = ZoneInfo("Asia/Shanghai")  # China keeps one zone; days of notices and deadlines are local days

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


def now() -> datetime:
    """Return the app's present moment, aware, in UTC."""
    return cast(Clock, current_app.extensions["clock"])()


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Let what happens inside happen at `moment`: the sample township has a past."""
    before = current_app.extensions["clock"]
    current_app.extensions["clock"] = lambda: moment
    try:
        yield
    finally:
        current_app.extensions["clock"] = before


def today() -> date:
    """Return the app's present local day."""
    return local_day(now())


def local_day(moment: datetime) -> date:
    """Return the local calendar day of an aware `moment`."""
    return moment.astimezone(LOCAL).date()


def local_time(day: date, hour: int, minute: int = 0) -> datetime:
    """Return the aware UTC moment of a local wall-clock time."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LOCAL).astimezone(UTC)
