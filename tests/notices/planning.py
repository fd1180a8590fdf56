"""What a test needs to plan visits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from core.auth import Actor
from notices import service
from notices.domain.details import Details


@dataclass(frozen=True)
class Campaign:
    """A campaign from 1 to 6 November 2026 with two groups."""

    public_id: str
    groups: tuple[int, int]
    organizer: Actor
    villages: tuple[int, int]
    form: str  # the opinion form of the first village

    def details(self, day: int = 3, **changes: Any) -> Details:
        """Return a visit of the first group on a day in November, at nine in the village office."""
        values = {
            "group_id": self.groups[0],
            "day": date(2026, 11, day),
            "starts": time(9),
            "place": "村部",
            "attendees": "镇长、派出所所长",
        }
        return Details(**(values | changes))

    def plan(self, village: int = 0, day: int = 3, **changes: Any) -> str:
        """Plan a visit and return its public id."""
        details = self.details(day, **changes)
        return service.plan_day(self.organizer, self.public_id, self.villages[village], details)
