"""What a count hands over: the settings of a round and its counts, checked when they are put together."""

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from appraisal.domain import arrays
from appraisal.domain.arrays import Floats
from appraisal.domain.errors import CountsError
from appraisal.domain.methods.moments import Moments


class EmptyGroup(StrEnum):
    """What a weighted score does when a group gave no valid ballot."""

    MISSING = "missing"
    REWEIGHT = "reweight"


@dataclass(frozen=True, eq=False)
class CountsInput:
    """Settings and counts of one round, in product terms.

    - ``grade_scores`` [grade]: score of each grade, best grade first.
    - ``groups`` names; ``group_weight`` [group] sums to 1; ``n_roll`` and ``n_returned`` [group].
    - ``item_names``; ``item_weight`` [item] sums to 1.
    - ``cells`` [cadre, item, group, grade]: valid answers (abstentions are in no cell).
    - ``composite`` [cadre, group]: moments of the per-ballot score over ballots complete on that cadre.
    - ``empty_group``: MISSING states no score when a weighted group is empty; REWEIGHT spreads its weight
      over the others in proportion, and the result says so.

    Raises CountsError with one of: ``unknown_shape no_groups no_cadres no_items unknown_grade not_finite
    negative_count not_whole weights_not_one scores_not_descending returned_exceeds_roll
    valid_exceeds_returned composite_exceeds_valid composite_out_of_range``.
    """

    grade_scores: Floats
    groups: tuple[str, ...]
    group_weight: Floats
    n_roll: Floats
    n_returned: Floats
    item_names: tuple[str, ...]
    item_weight: Floats
    cells: Floats
    composite: Moments
    empty_group: EmptyGroup = field(default=EmptyGroup.MISSING)

    def __post_init__(self) -> None:
        checked = {
            "grade_scores": arrays.floats(self.grade_scores, "grade_scores", 1),
            "n_roll": arrays.counts(self.n_roll, "n_roll", 1),
            "n_returned": arrays.counts(self.n_returned, "n_returned", 1),
            "cells": arrays.counts(self.cells, "cells", 4),
        }
        for name, array in checked.items():
            object.__setattr__(self, name, array)
        _check_shapes(self)
        object.__setattr__(self, "group_weight", arrays.shares(self.group_weight, "group_weight"))
        object.__setattr__(self, "item_weight", arrays.shares(self.item_weight, "item_weight"))
        _check_sums(self)


def _check_shapes(given: CountsInput) -> None:
    cadres, items, groups, grades = given.cells.shape
    for size, code in ((len(given.groups), "no_groups"), (cadres, "no_cadres"), (items, "no_items")):
        if size == 0:
            raise CountsError(code)
    if grades != len(given.grade_scores) or grades < 2:
        raise CountsError("unknown_grade", f"{grades} counted, {len(given.grade_scores)} on the scale")
    if (np.diff(given.grade_scores) > 0).any():
        raise CountsError("scores_not_descending", "the best grade comes first")
    lengths = (len(given.groups), len(given.n_roll), len(given.n_returned), len(given.group_weight))
    if set(lengths) != {groups} or {len(given.item_names), len(given.item_weight)} != {items}:
        raise CountsError("unknown_shape", "names, weights and cells differ in length")
    if given.composite.n.shape != (cadres, groups):
        raise CountsError("unknown_shape", "composite is not [cadre, group]")


def _check_sums(given: CountsInput) -> None:
    valid = given.cells.sum(axis=-1)
    complete, mean = given.composite.n, given.composite.mean
    if (given.n_returned > given.n_roll).any():
        raise CountsError("returned_exceeds_roll")
    if (valid > given.n_returned).any():
        raise CountsError("valid_exceeds_returned")
    # A complete ballot is a valid answer to every item, so no item can have fewer answers than that.
    if (complete > valid.min(axis=1)).any():
        raise CountsError("composite_exceeds_valid")
    low, high = given.grade_scores.min() - 1e-6, given.grade_scores.max() + 1e-6
    if ((complete > 0) & ((mean < low) | (mean > high))).any():
        raise CountsError("composite_out_of_range")
