"""A reader who wants to know how few people voted: has the release, the rolls and the turnouts, and nothing of ours.

It shares no line with `appraisal.domain.release.attacker`: its own unknowns, its own reading of what each figure says,
one linear program at a time (scipy's linprog). Knows how many valid answers each group gave of each person, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from scipy.optimize import linprog

from appraisal.domain.release.disclosure import PROTECTION
from appraisal.domain.release.released import PersonRelease
from tests.support.releases import Round

Cell = tuple[int, int]


class Reader:
    """What is known of one person's answers [group, grade], as inequalities."""

    def __init__(self, played: Round, person: int) -> None:
        self.told: PersonRelease = played.release.persons[person]
        self.spec, self.items = played.spec, len(played.spec.items)
        cells = played.cells(person)
        self.shape, self.n = cells.shape, cells.sum(axis=1)
        self.rows: list[np.ndarray] = []
        self.most: list[float] = []
        self._read_shares()
        self._read_score(played, person)

    def _between(self, row: np.ndarray, low: float, high: float) -> None:
        self.rows += [row.ravel(), -row.ravel()]
        self.most += [high + 1e-7, -low + 1e-7]

    def _one(self, group: int | slice, grades: slice) -> np.ndarray:
        row = np.zeros(self.shape)
        row[group, grades] = 1
        return row

    def _read_shares(self) -> None:
        lines = [(slice(None), self.n.sum(), self.told.shares)]
        keys = [group.key for group in self.spec.groups]
        lines += [(keys.index(g.key), self.n[keys.index(g.key)], g.shares) for g in self.told.groups]
        for where, total, shares in lines:
            for share in shares:
                if share.percent is not None:
                    ends = [(share.percent + off) / 100 * total for off in (-0.5, 0.5)]
                    self._between(self._one(where, slice(share.first, share.last + 1)), *ends)

    def _read_score(self, played: Round, person: int) -> None:
        if self.told.score is None or self.items > 1:
            return  # of several items he would have to guess which answers stand on complete ballots
        weights = np.array([group.weight for group in self.spec.groups])
        per_ballot = np.divide(weights, self.n, out=np.zeros(len(self.n)), where=self.n > 0)
        self.mean = played.result.persons[person].score.mean
        points = per_ballot[:, None] * np.array([grade.score for grade in self.spec.scale.grades])
        self._between(points, *self._cell(self.range_of(points)))

    def _cell(self, possible: tuple[float, float]) -> tuple[float, float]:
        """What the score says: the smallest of the cells whose middle it is; outermost ones join up to three."""
        step, told = self.told.step, self.told.score
        first, last = (
            round((end + sign * step / 2) / step + sign * 0.4999999)
            for end, sign in zip(possible, (1, -1), strict=True)
        )
        found = []
        for joined in range(3):
            inner = [(place + 0.5) * step for place in range(first + joined, last - joined)]
            cuts = [possible[0], *inner, possible[1]]
            found += [(low, high) for low, high in pairwise(cuts) if abs((low + high) / 2 - told) <= step / 2 + 1e-6]
        found = found or [(told - step / 2, told + step / 2)]  # rounded without a thought for readers
        return min(
            (cell for cell in found if cell[0] - 1e-6 <= self.mean <= cell[1] + 1e-6),
            key=lambda cell: cell[1] - cell[0],
        )

    def range_of(self, row: np.ndarray) -> tuple[float, float]:
        """Return the least and the greatest value of a sum of answers."""
        sums = np.array([self._one(group, slice(None)).ravel() for group in range(self.shape[0])])
        rows = {"A_ub": np.array(self.rows), "b_ub": self.most} if self.rows else {}
        ends = []
        for sign in (1, -1):
            found = linprog(sign * row.ravel(), **rows, A_eq=sums, b_eq=self.n, method="highs")
            assert found.status == 0, found.message
            ends.append(sign * found.fun)
        return ends[0], ends[1]

    def width(self, group: int, grade: int) -> float:
        """Return how exactly a cell is known, in answers."""
        low, high = self.range_of(self._one(group, slice(grade, grade + 1)))
        return high - low

    def points_width(self, group: int) -> float:
        """Return how exactly the sum of a group's points is known."""
        row = np.zeros(self.shape)
        row[group] = [grade.score for grade in self.spec.scale.grades]
        low, high = self.range_of(row)
        return high - low


def small_cells(played: Round, person: int) -> Iterator[Cell]:
    """Every cell of 1 to 4 ballots, and every cell of a group of 1 to 9 that somebody or nobody is in."""
    items = len(played.spec.items)
    cells, zero = played.cells(person), _zeros(played, person)
    for group, row in enumerate(cells):
        for grade, n in enumerate(row):
            in_small = 0 < row.sum() < 10 * items
            if (0 < n < 5 * items or in_small) and not zero[grade]:
                yield group, grade


def _zeros(played: Round, person: int) -> list[bool]:
    """Grades of which the release itself says that nobody gave them, or everybody."""
    shares = played.release.persons[person].shares
    empty = played.cells(person).sum(axis=0) == 0
    told = {grade for share in shares if share.percent == 0 for grade in range(share.first, share.last + 1)}
    if any(share.percent == 100 and share.first == share.last for share in shares):
        return [True] * len(empty)  # it says that everybody was of one mind
    return [bool(empty[grade]) and grade in told for grade in range(played.cells(person).shape[1])]


def recovered(played: Round, width: float = PROTECTION) -> list[tuple[int, str]]:
    """Return every small cell, and every small group's sum of points, that is known better than to `width` ballots.

    A range in a group of fewer ballots cannot be wider than these.
    """
    items, found = len(played.spec.items), []
    step = float(-np.diff([grade.score for grade in played.spec.scale.grades]).max())
    for person in range(len(played.spec.persons)):
        reader = Reader(played, person)
        cells = list(small_cells(played, person))
        least = np.minimum(width * items, reader.n) - 1e-3
        found += [(person, f"cell {g} {k}") for g, k in cells if reader.width(g, k) < least[g]]
        groups = {g for g, _ in cells if reader.n[g] < 10 * items}
        found += [(person, f"group {g}") for g in groups if reader.points_width(g) < least[g] * step]
    return found
