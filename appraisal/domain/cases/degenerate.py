"""Kind degenerate of the case file: one group that is hardly there."""

from typing import Any

import numpy as np

from appraisal.domain.arrays import Floats, counts
from appraisal.domain.cases.input import a_list, need
from appraisal.domain.counts import EmptyGroup
from appraisal.domain.errors import CountsError
from appraisal.domain.methods.moments import of_counts
from appraisal.domain.methods.rates import wilson
from appraisal.domain.methods.strata import Estimate, estimates

# The words of the case file for what a person must be told.
WHY = {
    "one_ballot": "survey: 'At least one stratum contains only one PSU' -> report no SE",
    "unanimous": "Wald SE is 0; show the Wilson interval instead; alpha undefined (irr returns 1)",
    "missing_group": "empty group: no estimate; re-normalising the weights is a policy choice that must be shown",
    "census": "census: fpc = 0",
    "census_of_one": "census of one: fpc = 0",
}


def usual_scores(grades: int) -> Floats:
    """Scores 100, 80, 60, 40 ... of the usual scale, for cases that name none."""
    return np.linspace(100.0, 120.0 - 20.0 * grades, grades)


def _reason(score: Estimate, ballots: int) -> str | None:
    if "census" in score.notes:
        return "census_of_one" if ballots == 1 else "census"
    if score.notes:
        return score.notes[0]
    return "unanimous" if score.se == 0 else None


def _absent(value: float | None) -> Any:
    """The case file writes a single value that does not exist as [null]."""
    return [None] if value is None else value


def _one(case: Any) -> dict[str, Any]:
    table = counts(need(case, "counts"), "counts", 1)
    roll = counts([need(case, "N")], "N", 1)
    if table.sum() > roll[0]:
        raise CountsError("returned_exceeds_roll")
    moments = of_counts(table[None, None], usual_scores(len(table)))
    score = estimates(moments, roll, np.ones(1), EmptyGroup.MISSING)[0]
    reason = _reason(score, int(table.sum()))
    found: dict[str, Any] = {"mean": _absent(score.mean), "se": _absent(score.se)}
    if reason == "unanimous":
        found["wilson_p_top"] = list(wilson(table[0], float(table.sum())) or (None, None))
    return found | {"why": reason and WHY[reason]}


def degenerate(inputs: Any) -> list[dict[str, Any]]:
    """Mean and SE of each small case, and why there is no more."""
    return [_one(case) for case in a_list(need(inputs, "cases"), "cases")]
