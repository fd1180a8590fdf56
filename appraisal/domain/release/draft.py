"""One person's figures as they might be published, and what an attacker would know and not know then.

Unknown are the answers x [group, grade]. The attacker is granted more than is published: every roll and turnout, how
many valid answers each group gave, the rounding, and how far one answer moves the score. With the turnouts
granted nothing joins one person's counts to another's, so each person is judged alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from appraisal.domain.arrays import Floats
from appraisal.domain.release.attacker import Aims, Known
from appraisal.domain.release.disclosure import PROTECTION, Joined
from appraisal.domain.release.truth import Truth
from appraisal.domain.result import MIN_GROUP

Ends = tuple[float, float]


@dataclass(frozen=True, eq=False)
class Draft:
    """What might be published of one person; None and empty where nothing is.

    - ``shares``: the grades of all groups together, joined.
    - ``rows``: by group, which of these cells are shown; groups that are not in it are hidden.
    - ``score``: rounded to a multiple of `step`; between which points that says the exact one lies: ``within``.
    - ``half``: the interval is score - half to score + half.
    - ``third``: whether the rule on the worst grade was reached; between which numbers of such answers that says
      theirs lies: ``worst``.
    """

    shares: tuple[Joined, ...]
    step: float = 0.1
    rows: Mapping[int, tuple[bool, ...]] = field(default_factory=dict)
    score: float | None = None
    within: Ends = (-np.inf, np.inf)
    half: float | None = None
    third: bool | None = None
    worst: Ends = (-np.inf, np.inf)


class _Facts:
    """Collects facts as rows of a matrix."""

    def __init__(self, truth: Truth) -> None:
        self.truth = truth
        self.rows: list[Floats] = []
        self.ends: list[tuple[float, float]] = []

    def add(self, row: Floats, low: float, high: float) -> None:
        self.rows.append(row.ravel())
        self.ends.append((low, high))

    def near(self, row: Floats, value: float, ends: Ends) -> None:
        """Add that a figure of `value`, which `row` moves, lies between `ends`."""
        now = float((row * self.truth.cells).sum())
        self.add(row, ends[0] - value + now, ends[1] - value + now)

    def percent(self, row: Floats, total: float) -> None:
        now = float((row * self.truth.cells).sum())
        shown = round(100 * now / total)
        self.add(row, (shown - 0.5) * total / 100, (shown + 0.5) * total / 100)

    def known(self) -> Known:
        low, high = np.array(self.ends).T
        return Known(np.array(self.rows), low, high)


def known(truth: Truth, draft: Draft) -> Known:
    """Return everything that an attacker knows of the answers once `draft` is published."""
    facts, one = _Facts(truth), np.zeros_like(truth.cells)
    for group, n in enumerate(truth.answers):
        facts.add(_mark(one, group, slice(None)), n, n)
    for place, cell in enumerate(draft.shares):
        grades = slice(cell.first, cell.last + 1)
        facts.percent(_mark(one, slice(None), grades), float(truth.answers.sum()))
        for group, shown in draft.rows.items():
            if shown[place]:
                facts.percent(_mark(one, group, grades), float(truth.answers[group]))
    facts.add(_mark(one, slice(None), slice(-1, None)), *draft.worst)
    if truth.mean is not None:
        facts.near(points_of(truth), truth.mean, draft.within)
    return facts.known()


def points_of(truth: Truth) -> Floats:
    """Points that each answer [group, grade] adds to the weighted score."""
    return np.asarray(truth.pull[:, None] * truth.scores)


def _mark(like: Floats, group: int | slice, grades: slice) -> Floats:
    row = np.zeros_like(like)
    row[group, grades] = 1
    return row


def hidden(truth: Truth, draft: Draft) -> list[tuple[int, int]]:
    """Return the [group, grade] whose count is not itself published, or told by a published 0."""
    told = np.zeros(truth.cells.shape, dtype=bool)
    filled = [cell for cell in draft.shares if cell.count]
    voted = np.flatnonzero(truth.answers)
    told[truth.answers == 0] = True
    for place, cell in enumerate(draft.shares):
        grades, single = slice(cell.first, cell.last + 1), cell.first == cell.last
        # nobody gave it; everybody gave it; only one group voted, and the whole is its row
        if cell.count == 0 or (single and (len(filled) == 1 or len(voted) == 1)):
            told[:, grades] = True
        for group, shown in draft.rows.items():
            if shown[place] and (single or truth.cells[group, grades].sum() == 0):
                told[group, grades] = True
    return [(int(group), int(grade)) for group, grade in np.argwhere(~told)]


def aims(truth: Truth, draft: Draft) -> tuple[Aims, list[tuple[int, int]]]:
    """Return what must stay hidden, and of each the [group, grade] it is about (-1: all).

    These are all hidden cells; each grade joined away, over all groups; of groups under ten (and of all of them
    together, while they are under ten) the cells and the sum of points. Widths are in answers.
    """
    cells, one = hidden(truth, draft), np.zeros_like(truth.cells)
    found: list[tuple[Floats, float, tuple[int, int]]] = []
    for group, grade in cells:
        found.append((_mark(one, group, slice(grade, grade + 1)), truth.answers[group], (group, grade)))
    for cell in draft.shares or (Joined(0, len(truth.scores) - 1, int(truth.cells.sum())),):
        for grade in range(cell.first, cell.last + 1) if cell.first < cell.last and cell.count else ():
            found.append((_mark(one, slice(None), slice(grade, grade + 1)), cell.count, (-1, grade)))
    found += _small_groups(truth, {group for group, _ in cells})
    width = np.array([min(PROTECTION * truth.items, n) for _, n, _ in found], dtype=np.float64)
    sums = np.array([row.ravel() for row, _, _ in found]).reshape(len(found), one.size)
    return Aims(sums, width), [about for _, _, about in found]


def _small_groups(truth: Truth, groups: set[int]) -> list[tuple[Floats, float, tuple[int, int]]]:
    few = [g for g in sorted(groups) if truth.answers[g] < MIN_GROUP * truth.items]
    step = float(np.abs(np.diff(truth.scores)).min())
    found = []
    for size in range(1, len(few) + 1):
        for some in combinations(few, size):
            n = float(truth.answers[list(some)].sum())
            if n >= MIN_GROUP * truth.items:
                continue
            row = np.zeros_like(truth.cells)
            row[list(some)] = truth.scores / step
            found.append((row, n, (some[0], -1)))
    return found
