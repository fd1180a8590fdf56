"""The counts of one person behind the figures to be published, and how each answer moves score and interval."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from appraisal.domain.arrays import Floats
from appraisal.domain.counts import CountsInput
from appraisal.domain.result import Score

Ends = tuple[tuple[float, float], tuple[float, float]]  # between which points the lower, and the upper end lies


@dataclass(frozen=True, eq=False)
class Truth:
    """The counts of one person.

    - ``cells`` [group, grade]: valid answers, `items` of each complete ballot; ``scores`` [grade].
    - ``pull`` [group]: points that one answer of a score of 1 adds to the weighted score.
    - ``mean``, ``half``: the weighted score and half its interval's width, as signed.
    - ``slope`` [group, grade]: how `half` changes with each answer; None where no counts of answers tell it.
    """

    cells: Floats
    items: int
    scores: Floats
    pull: Floats
    mean: float | None = None
    half: float | None = None
    slope: Floats | None = None

    @property
    def answers(self) -> Floats:
        """Valid answers by group."""
        return np.asarray(self.cells.sum(axis=1))


def truth_of(given: CountsInput, place: int, score: Score) -> Truth:
    """Return the counts of the person at `place`, with the signed `score`."""
    items, cells = len(given.item_weight), given.cells[place].sum(axis=0)
    by_item = given.cells[place].sum(axis=-1)
    per_answer = np.divide(given.item_weight[:, None], by_item, out=np.zeros_like(by_item), where=by_item > 0)
    half = None if score.low is None or score.high is None else (score.high - score.low) / 2
    return Truth(
        cells=cells,
        items=items,
        scores=given.grade_scores,
        pull=given.group_weight * per_answer.sum(axis=0) / items,
        mean=score.mean,
        half=half,
        slope=_slope(given, cells, half, score.se) if half and score.se and items == 1 else None,
    )


def _slope(given: CountsInput, cells: Floats, half: float, se: float) -> Floats:
    """How half the interval's width changes with each answer [group, grade], the ballots of each group fixed.

    The derivative of t √(Σ W² (1 - n/N) s² / n). Of several items the counts of answers do not tell the variance.
    """
    n, s = cells.sum(axis=1), given.grade_scores
    per_square = given.group_weight**2 * (1 - n / np.maximum(given.n_roll, 1)) / np.maximum(n * (n - 1), 1)
    mean = np.divide(cells @ s, n, out=np.zeros_like(n), where=n > 0)
    slope: Floats = half / se / (2 * se) * per_square[:, None] * (s**2 - 2 * mean[:, None] * s)
    return slope


def ends_of(band: tuple[int, int] | None, limits: tuple[float, ...]) -> Ends | None:
    """Between which points the interval's lower and upper end lie, given the best and worst grade it touches."""
    if band is None:
        return None
    lower = [*limits[:-1], -np.inf]
    low, high = ((lower[place], limits[place - 1] if place else np.inf) for place in reversed(band))
    return low, high
