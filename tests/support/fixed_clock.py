"""A clock that stands still until a test sets it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from core.clock import LOCAL

START = datetime(2026, 11, 3, 9, 0, tzinfo=LOCAL)


class FixedClock:
    """Called, it tells the moment it was set to, in UTC."""

    def __init__(self, moment: datetime = START) -> None:
        self.set(moment)

    def __call__(self) -> datetime:
        return self._moment

    def set(self, moment: datetime) -> None:
        """Stand at an aware `moment`; a naive one is local time."""
        local = moment if moment.tzinfo else moment.replace(tzinfo=LOCAL)
        self._moment = local.astimezone(UTC)

    def forward(self, **step: float) -> None:
        """Move by a `timedelta(**step)`."""
        self._moment += timedelta(**step)
