"""What may leave the office: no cell under five, no figure of fewer than ten ballots (product brief §4.7).

Small grades are joined with their neighbour instead of blanked out. What is published is then a complete
table of its own, so that nothing can be worked out by subtraction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from appraisal.domain.result import MIN_GROUP

MIN_CELL = 5  # answers under which a cell is not shown
PROTECTION = 3  # ballots: the least width of a hidden figure's range, so that one of 1 to 4 may be any of three
SCORED = 30  # ballots from which a score is published


@dataclass(frozen=True)
class Joined:
    """Neighbouring grades shown as one: positions `first` to `last` (0 = best) and their answers together."""

    first: int
    last: int
    count: int


def joined(counts: Sequence[int], least: int = MIN_CELL, total: int = MIN_GROUP) -> tuple[Joined, ...]:
    """Return the grades to be shown, best first, each 0 or at least `least`; none under `total` answers.

    From the worst grade upwards a cell of 1 to `least` - 1 is joined with the next better one; what is left
    over at the best end is joined downwards. Nothing is shown where only one cell would be left of several.
    """
    if sum(counts) < total:
        return ()
    cells: list[Joined] = []
    for place in range(len(counts) - 1, -1, -1):
        cell = Joined(place, place, counts[place])
        cells.append(_with(cells.pop(), cell) if cells and 0 < cells[-1].count < least else cell)
    while len(cells) > 1 and 0 < cells[-1].count < least:
        best = cells.pop()
        cells.append(_with(cells.pop(), best))
    return tuple(reversed(cells)) if len(cells) > 1 else ()


def small(count: int, least: int = MIN_CELL) -> bool:
    """Tell whether a count is one that must not be shown: 1 to `least` - 1."""
    return 0 < count < least


def _with(worse: Joined, better: Joined) -> Joined:
    return Joined(better.first, worse.last, better.count + worse.count)
