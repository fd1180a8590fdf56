"""Best and worst a score could be if those who gave no valid ballot had voted.

Source: Manski (1990), worst-case bounds without assumptions on the missing.
"""

from dataclasses import dataclass

import numpy as np

from appraisal.domain.arrays import Floats, floats
from appraisal.domain.counts import CountsInput
from appraisal.domain.errors import CountsError
from appraisal.domain.methods.moments import Moments, of_counts


@dataclass(frozen=True)
class Bounds:
    """Lowest and highest weighted score possible over the whole roll, in points."""

    worst: float
    best: float


def bounds(moments: Moments, roll: Floats, weight: Floats, scale: tuple[float, float]) -> list[Bounds]:
    """One pair per row of moments [row, group]; the silent are given the lowest, then the highest score.

    An empty group needs no policy here: all of it is silent. Raises CountsError ``empty_roll`` where a
    weighted group has nobody on the roll.
    """
    if ((roll == 0) & (weight > 0)).any():
        raise CountsError("empty_roll")
    size = np.where(roll > 0, roll, 1.0)
    said = (moments.n / size * moments.mean) @ weight
    silent = (1 - moments.n / size) @ weight
    low, high = scale
    return [Bounds(float(s + q * low), float(s + q * high)) for s, q in zip(said, silent, strict=True)]


def composite_bounds(given: CountsInput) -> list[Bounds]:
    """Bounds of every cadre's composite; ballots incomplete on the cadre count as silent."""
    return bounds(given.composite, given.n_roll, given.group_weight, _scale(given))


def item_bounds(given: CountsInput, cadre: int) -> list[Bounds]:
    """Bounds of every item of one cadre; abstentions count as silent."""
    moments = of_counts(given.cells[cadre], given.grade_scores)
    return bounds(moments, given.n_roll, given.group_weight, _scale(given))


def _scale(given: CountsInput) -> tuple[float, float]:
    scores = floats(given.grade_scores, "grade_scores", 1)
    return float(scores.min()), float(scores.max())
