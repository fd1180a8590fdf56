"""Which figures of a person may stand on the office's pages, and which groups by themselves (product brief §4.7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np

from appraisal.domain.arrays import Floats
from appraisal.domain.release.disclosure import PROTECTION
from appraisal.domain.release.subtraction import freedom
from appraisal.domain.result import MIN_GROUP, PersonResult, RoundResult

GRADES = 4  # of the usual scale
HAIR = 1e-9


def apart(ballots: Sequence[int], sums: int = 1, least: int = MIN_GROUP) -> tuple[bool, ...]:
    """Tell of each group whether a figure of its own may stand on a page together with `sums` over all groups.

    A group of 1 to `least` - 1 `ballots` may not. Whoever subtracts the shown groups from each sum has `sums`
    equations for the hidden ones: so there are more hidden groups than that, of `least` ballots together, the
    smallest being taken. Where there are not enough groups none is shown. A group without ballots hides nothing.
    Of sums whose coefficients are known `office_view` says more.
    """
    hidden = {place for place, n in enumerate(ballots) if 0 < n < least}
    others = sorted((n, place) for place, n in enumerate(ballots) if n >= least)
    while hidden and others and (len(hidden) <= sums or sum(ballots[place] for place in hidden) < least):
        hidden.add(others.pop(0)[1])
    return tuple(place not in hidden for place in range(len(ballots)))


@dataclass(frozen=True)
class OfficeView:
    """What the office's pages may show of one person: each group by itself, and figures of all answers pooled.

    `pooled` is False where weighted and pooled figures, two sums over all groups, would give a small group away;
    `beside` is, where any group is hidden: the score under other weights, its bounds and the weighted shares are more
    sums, and what stands is rounded (`appraisal.domain.release.told`). `score` is False where the weighted figures by
    themselves tell a small group, `enough` under ten complete ballots: then nothing is told at all.
    """

    groups: tuple[bool, ...]
    pooled: bool
    beside: bool = True
    score: bool = True
    enough: bool = True


@lru_cache(maxsize=1024)
def office_view(
    ballots: tuple[int, ...],
    weights: tuple[float, ...] | None = None,
    small: frozenset[int] | None = None,
    grades: int = GRADES,
) -> OfficeView:
    """Return what may be shown of a person with these valid `ballots` by group, beside the weighted score.

    `weights` of the groups (None: equal ones), `small` those that must not be shown (None: of 1 to 9 ballots),
    `grades` of the scale. Follows from turnout alone, so that what is missing tells nothing.
    """
    first = frozenset(g for g, n in enumerate(ballots) if 0 < n < MIN_GROUP) if small is None else small
    if sum(ballots) < MIN_GROUP:
        return OfficeView((False,) * len(ballots), pooled=False, beside=False, score=False, enough=False)
    if not first:
        return OfficeView((True,) * len(ballots), pooled=True)
    rows = {"weighted": np.array(weights or (1.0,) * len(ballots)), "pooled": np.array(ballots, dtype=np.float64)}
    for sums in (("weighted", "pooled"), ("weighted",), ("pooled",)):
        shown = _grown(first, ballots, np.array([rows[name] for name in sums]), grades)
        if shown is not None:
            return OfficeView(shown, pooled="pooled" in sums, beside=False, score="weighted" in sums)
    return OfficeView((False,) * len(ballots), pooled=False, beside=False, score=False)


def _grown(small: frozenset[int], ballots: Sequence[int], sums: Floats, grades: int) -> tuple[bool, ...] | None:
    """Hide the `small` groups and the next smallest, until the `sums` tell none; None where all are not enough."""
    hidden = set(small)
    others = sorted((n, place) for place, n in enumerate(ballots) if n and place not in small)
    while not _safe(sorted(hidden), ballots, sums, grades):
        if not others:
            return None
        hidden.add(others.pop(0)[1])
    return tuple(place not in hidden for place in range(len(ballots)))


def _safe(hidden: Sequence[int], ballots: Sequence[int], sums: Floats, grades: int) -> bool:
    """Ten ballots together, and no hidden group, nor some of under ten together, known to three ballots by a grade."""
    n = np.array([ballots[place] for place in hidden], dtype=np.float64)
    if n.sum() < MIN_GROUP:
        return False
    left, step = sums[:, hidden], PROTECTION / (grades - 1)
    return all(freedom(left, n * some) >= min(float(n @ some), step) - HAIR for some in _aims(n))


def _aims(n: Floats) -> Iterator[Floats]:
    """Every group, and every few of under ten ballots together, as 0 and 1 by group."""
    few = [place for place, some in enumerate(n) if 0 < some < MIN_GROUP]
    sets: list[tuple[int, ...]] = [(int(place),) for place in np.flatnonzero(n)]
    sets += [some for size in range(2, len(few) + 1) for some in combinations(few, size)]
    for some in sets:
        if len(some) == 1 or n[list(some)].sum() < MIN_GROUP:
            yield np.isin(np.arange(len(n)), some).astype(np.float64)


def views_of(result: RoundResult) -> tuple[OfficeView, ...]:
    """Return what the office's pages may show of each person of `result`.

    A group whose ballots the result itself does not tell counts as a small one of as many ballots as it sent.
    """
    weights = tuple(group.weight for group in result.turnout.groups)
    return tuple(_view(person, result, weights) for person in result.persons)


def _view(person: PersonResult, result: RoundResult, weights: tuple[float, ...]) -> OfficeView:
    size = len(person.groups)
    if not result.turnout.returned:
        return OfficeView((True,) * size, pooled=True, enough=False)
    if person.complete < MIN_GROUP:
        return OfficeView((False,) * size, pooled=False, beside=False, score=False, enough=False)
    ballots = ballots_of(person, result)
    small = frozenset(g for g, one in enumerate(person.groups) if one.complete is None and ballots[g])
    views = [
        office_view(some, weights, small, len(result.bands)) for some in _possible(ballots, small, person.complete)
    ]
    return OfficeView(
        groups=tuple(all(view.groups[g] for view in views) for g in range(size)),
        pooled=all(view.pooled for view in views),
        beside=not small,
        score=all(view.score for view in views),
    )


def _possible(ballots: tuple[int, ...], small: frozenset[int], complete: int) -> list[tuple[int, ...]]:
    """What the ballots may be where some abstained and the result does not tell in which of the `small` groups."""
    less = sum(ballots) - complete
    if not less:
        return [ballots]
    return [tuple(max(n - less, 1) if place == one else n for place, n in enumerate(ballots)) for one in sorted(small)]


def ballots_of(person: PersonResult, result: RoundResult) -> tuple[int, ...]:
    """Return the complete ballots on a person by group, as far as the result tells; else those the group sent."""
    left = person.complete - sum(group.complete or 0 for group in person.groups)
    return tuple(
        min(group.returned, left) if one.complete is None else one.complete
        for one, group in zip(person.groups, result.turnout.groups, strict=True)
    )
