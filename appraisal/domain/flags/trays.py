"""Trays to compare: the ballots of a batch, or of one person who typed in paper, and the trays beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

from appraisal.domain.errors import CountsError
from appraisal.domain.flags.flag import Subject
from appraisal.domain.result import MIN_GROUP
from ballotbox.domain.counts import CELL, PATTERNS, RoundCounts, Tray

FEWEST_OTHERS = 20  # ballots in the trays a tray is compared with


@dataclass(frozen=True)
class Unit:
    """One tray. `group` is None where its ballots may come from several groups, as those of an enterer do."""

    kind: str
    numbers: tuple[int, ...]
    group: int | None
    tray: Tray

    def subject(self, groups: Sequence[str], person: int | None = None) -> Subject:
        """Return what a flag on this tray says it is about."""
        of = () if self.group is None else (groups[self.group],)
        return Subject(self.kind, numbers=self.numbers, groups=of, person=person)


@dataclass(frozen=True)
class Pool:
    """Trays that another is compared with; `group` as in `Unit`."""

    group: int | None
    trays: tuple[Tray, ...]


def numbers(key: Any) -> tuple[int, ...]:
    """Return the numbers in a key of `RoundCounts.batches`: one, or those of the small trays that were joined."""
    return (key,) if isinstance(key, int) else tuple(key)


def units(counts: RoundCounts, batch_groups: Mapping[int, int]) -> tuple[Unit, ...]:
    """Return every tray of at least ten ballots; nothing is said of a smaller one.

    Raises CountsError ``tray_impossible`` where a tray cannot hold what it says.
    """
    for tray in (*counts.batches.values(), *counts.enterers.values()):
        _check(tray, persons=len(counts.cells))
    batches = [(numbers(key), tray) for key, tray in counts.batches.items()]
    enterers = [(numbers(key), tray) for key, tray in counts.enterers.items()]
    found = [Unit("batch", key, _group(key, batch_groups), tray) for key, tray in batches]
    found += [Unit("enterer", key, None, tray) for key, tray in enterers]
    return tuple(unit for unit in sorted(found, key=lambda one: (one.kind, one.numbers)) if unit.tray.n >= MIN_GROUP)


def pools(unit: Unit, every: Sequence[Unit]) -> tuple[Pool, ...]:
    """Return what `unit` is compared with: the other batches of its group, where they hold twenty ballots.

    Whoever types paper in may have got any mixture of groups. Such a tray is compared with the batches of each group,
    and with what the others typed in: only what lies outside all of them is something to look at. Where no batch's
    group is known there is nothing to compare with.
    """
    others = [one for one in every if one is not unit]
    by_group = {
        group: tuple(one.tray for one in others if one.kind == "batch" and one.group == group)
        for group in sorted({one.group for one in every if one.group is not None})
    }
    if unit.group is not None:
        own = by_group[unit.group]
        return (Pool(unit.group, own),) if sum(tray.n for tray in own) >= FEWEST_OTHERS else ()
    found = [Pool(group, trays) for group, trays in by_group.items() if trays]
    kin = tuple(one.tray for one in others if one.kind == unit.kind == "enterer")
    return (*found, Pool(None, kin)) if found and kin else tuple(found)


def most(tray: Tray, pattern: str) -> int:
    """Return how many ballots of a tray may have `pattern`: those counted, or as many as could be left unsaid."""
    if pattern in tray.patterns:
        return tray.patterns[pattern]
    listed = list(tray.patterns.values())
    unsaid = min(listed) if len(listed) >= PATTERNS else CELL - 1
    return min(unsaid, tray.n - sum(listed))


def _group(key: tuple[int, ...], batch_groups: Mapping[int, int]) -> int | None:
    groups = {batch_groups.get(number) for number in key}
    return groups.pop() if len(groups) == 1 else None


def _check(tray: Tray, persons: int) -> None:
    parts = [tray.straight, sum(tray.patterns.values()), *(person.n for person in tray.persons)]
    sums = [value for person in tray.persons for value in (person.total, person.squares)]
    whole = all(0 <= part <= tray.n for part in parts) and min(tray.patterns.values(), default=1) > 0
    if not whole or len(tray.persons) != persons or not all(map(isfinite, sums)):
        raise CountsError("tray_impossible")
