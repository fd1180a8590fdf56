"""What a reader of a published table with holes can work out about the holes.

Source: the attacker's problem of statistical disclosure control (Fischetti and Salazar 2001), solved as two
linear programs per hole. A hole with one possible value is no hole.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from appraisal.domain.arrays import Floats, counts
from appraisal.domain.errors import CountsError

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


def primary(table: Sequence[Sequence[int]], below: int = 5) -> tuple[Cell, ...]:
    """Cells [row, column] with counts above 0 and under `below`."""
    cells = counts(table, "table", 2)
    return tuple((int(row), int(column)) for row, column in np.argwhere((cells > 0) & (cells < below)))


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
    return tuple(
        Range(hole, float(cells[hole]), _extreme(matrix, left, place, 1), -_extreme(matrix, left, place, -1))
        for place, hole in enumerate(holes)
    )


def _extreme(matrix: Floats, left: Floats, place: int, sign: int) -> float:
    from scipy.optimize import linprog  # noqa: PLC0415 - slow to import, and only publication needs it

    aim = np.zeros(matrix.shape[1])
    aim[place] = sign
    return float(linprog(aim, A_eq=matrix, b_eq=left, bounds=(0, None), method="highs").fun)


def protect(table: Sequence[Sequence[int]], below: int = 5) -> tuple[Cell, ...]:
    """Primary cells and the complementary ones that must go with them, so that no hole is exposed.

    Greedy: while a hole is exposed, the smallest shown cell of its row or column that is not 0 goes too (a 0
    only when nothing else is left). Not the smallest set there is, but each result is checked by `attack`.
    """
    cells = counts(table, "table", 2)
    holes = list(primary(table, below))
    while exposed := [entry.cell for entry in attack(table, holes) if entry.exposed]:
        row, column = exposed[0]
        line = [(row, other) for other in range(cells.shape[1])]
        line += [(other, column) for other in range(cells.shape[0])]
        shown = [cell for cell in line if cell not in holes]
        if not shown:
            shown = [(r, c) for r in range(cells.shape[0]) for c in range(cells.shape[1]) if (r, c) not in holes]
        if not shown:
            break
        holes.append(min(shown, key=lambda cell: (cells[cell] == 0, cells[cell], cell)))
    return tuple(holes)
