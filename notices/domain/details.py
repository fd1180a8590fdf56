"""When and where an interview day is, and who comes: what a notice says, and what it must not say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from survey.domain.heads import KEYS

# in characters: what an A4 poster holds, and what the database keeps
LIMITS = {"place": 30, "rain_place": 20, "attendees": 80, "question": 24, "late_reason": 200, "note": 200}


@dataclass(frozen=True)
class Details:
    """What staff write about an interview day; English texts are optional."""

    group_id: int
    day: date
    starts: time  # local wall clock
    place: str
    attendees: str
    rain_place: str = ""
    place_en: str = ""
    rain_place_en: str = ""
    attendees_en: str = ""
    questions: Mapping[str, str] = field(default_factory=dict)  # head → what this village is asked in particular


@dataclass(frozen=True)
class Announced:
    """What posters say: somebody who comes by an older one must learn at once that it changed."""

    day: date
    starts: time
    place: str

    def to_json(self) -> dict[str, str]:
        """Return it as JSON types."""
        return {"day": self.day.isoformat(), "starts": f"{self.starts:%H:%M}", "place": self.place}

    @classmethod
    def from_json(cls, data: Mapping[str, str]) -> Announced:
        """Read what `to_json` wrote."""
        return cls(date.fromisoformat(data["day"]), time.fromisoformat(data["starts"]), data["place"])


def problems(details: Details, first: date, last: date) -> dict[str, str]:
    """Return error codes by field for a day in a campaign from `first` to `last`."""
    found = {name: f"{name}_missing" for name in ("place", "attendees") if not getattr(details, name)}
    for name, limit in LIMITS.items():
        if len(getattr(details, name, "")) > limit:
            found[name] = "notice_text_too_long"
        if len(getattr(details, f"{name}_en", "")) > 2 * limit:  # English is longer, and not on the poster
            found[f"{name}_en"] = "notice_text_too_long"
    if not first <= details.day <= last:
        found["day"] = "day_outside_campaign"
    for number, head in enumerate(KEYS, start=1):
        if len(details.questions.get(head, "")) > LIMITS["question"]:
            found[f"question_{number}"] = "notice_text_too_long"
    return found
