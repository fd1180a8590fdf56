"""The counts of one person behind the figures to be published, and how each answer moves the score."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from appraisal.domain.arrays import Floats
from appraisal.domain.counts import CountsInput
from appraisal.domain.methods.moments import Moments
from appraisal.domain.methods.strata import half_widths, stratified
from appraisal.domain.result import Score


@dataclass(frozen=True, eq=False)
class Truth:
    """The counts of one person.

    - ``cells`` [group, grade]: valid answers, `items` of each complete ballot; ``scores`` [grade].
    - ``pull`` [group]: points that one answer of a score of 1 adds to the weighted score.
    - ``mean``, ``half``: the weighted score and half its interval's width, as signed.
    - ``even``: half the width if every group's scores were spread as those of all ballots together are.
    """

    cells: Floats
    items: int
    scores: Floats
    pull: Floats
    mean: float | None = None
    half: float | None = None
    even: float | None = None

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
        even=None if half is None else _even(given, place),
    )


def _even(given: CountsInput, place: int) -> float:
    """The interval's formula with one variance, that of all ballots: nearly public where the shares of grades are."""
    n, mean, squares = (part[place] for part in vars(given.composite).values())
    variance = (squares + n * (mean - n @ mean / n.sum()) ** 2).sum() / max(n.sum() - 1, 1)
    as_whole = Moments(n, mean, variance * np.maximum(n - 1, 0))
    half, _normal = half_widths(stratified(as_whole, given.n_roll, given.group_weight, given.empty_group))
    return float(half)
