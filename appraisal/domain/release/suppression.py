"""What a reader of one published table with holes can work out about the holes: `attacker` for a plain table.

A hole with one possible value is no hole. What is published of a round is no plain table: `draft`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from appraisal.domain.arrays import Floats, counts
from appraisal.domain.errors import CountsError
from appraisal.domain.release.attacker import Known, ranges

Cell = tuple[int, int]


@dataclass(frozen=True)
class Range:
    """A suppressed cell, its true value, and what an attacker can bound it to (None: no upper bound)."""

    cell: Cell
    true: float
    low: float
    high: float | None

    @property
    def exposed(self) -> bool:
        """Whether the published table gives the value away."""
        return self.high is not None and self.high - self.low < 0.5


def _margins(table: Floats, holes: Sequence[Cell]) -> tuple[Floats, Floats]:
    """Equations A x = b on the holes: what each row and column has left without the known cells."""
    rows, columns = table.shape
    matrix = np.zeros((rows + columns, len(holes)))
    for place, (row, column) in enumerate(holes):
        matrix[row, place] = matrix[rows + column, place] = 1
    return matrix, matrix @ np.array([table[hole] for hole in holes])


def attack(table: Sequence[Sequence[int]], holes: Sequence[Cell], margins: bool = True) -> tuple[Range, ...]:
    """Bounds of every hole when row and column totals are published (or not: then only "0 or more").

    Raises CountsError ``unknown_cell`` for a hole outside the table, and those of `counts`.
    """
    cells = counts(table, "table", 2)
    if any(not (0 <= row < cells.shape[0] and 0 <= column < cells.shape[1]) for row, column in holes):
        raise CountsError("unknown_cell")
    if not margins:
        return tuple(Range(hole, float(cells[hole]), 0.0, None) for hole in holes)
    matrix, left = _margins(cells, holes)
    found = ranges(Known(matrix, left, left), np.eye(len(holes)))
    return tuple(
        Range(hole, float(cells[hole]), float(low), float(high)) for hole, (low, high) in zip(holes, found, strict=True)
    )
