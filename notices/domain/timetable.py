"""The rules of a timetable: a group is in one place at a time, and every village is visited once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

VISIT = timedelta(hours=3)  # an interview with the way there: a group begins no second one within it


@dataclass(frozen=True)
class Slot:
    """One visit; `key` names it, so that a slot is not in conflict with its own older self."""

    key: str
    group: int
    village: int
    day: date
    starts: time


@dataclass(frozen=True)
class Conflict:
    """A rule that a slot would break: its code, the field to change, and the slot it collides with."""

    code: str
    field: str
    other: Slot


def conflicts(slot: Slot, others: Iterable[Slot]) -> list[Conflict]:
    """Return what keeps `slot` from standing in a timetable with `others` (cancelled visits left out)."""
    found = []
    for other in others:
        if other.key == slot.key:
            continue
        if other.group == slot.group and _overlap(slot, other):
            found.append(Conflict("group_busy", "starts", other))
        if other.village == slot.village:
            found.append(Conflict("village_twice", "village", other))
    return found


def _overlap(one: Slot, other: Slot) -> bool:
    return abs(_begin(one) - _begin(other)) < VISIT


def _begin(slot: Slot) -> datetime:
    return datetime.combine(slot.day, slot.starts)
