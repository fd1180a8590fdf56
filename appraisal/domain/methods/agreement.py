"""Krippendorff's alpha from counts of values per unit.

Source: Krippendorff (2011), Computing Krippendorff's Alpha-Reliability. R's ``irr::kripp.alpha`` 0.84.1 takes
1 for m_u - 1 when nothing is missing and there are more than two raters; here it is always m_u - 1.
"""

from typing import Literal

import numpy as np

from appraisal.domain.arrays import Floats, Number, number
from appraisal.domain.errors import CountsError

Level = Literal["nominal", "ordinal", "interval", "ratio"]


def coincidences(units: Floats) -> Floats:
    """Coincidence matrix [value, value] of counts `units[unit, value]`; units with one rating drop out."""
    ratings = units.sum(axis=1)
    kept = units[ratings > 1]
    share = 1 / (kept.sum(axis=1) - 1)
    return (kept * share[:, None]).T @ kept - np.diag(share @ kept)


def distances(totals: Floats, values: Floats, level: Level) -> Floats:
    """Squared distance between values [value, value] at a level of measurement.

    Raises CountsError ``unknown_level``, or ``not_ratio`` for a ratio scale with values below or at 0.
    """
    if level == "nominal":
        return 1 - np.eye(len(values))
    if level == "ordinal":
        places = np.cumsum(totals) - totals / 2
        return (places[:, None] - places) ** 2
    if level == "interval":
        return (values[:, None] - values) ** 2
    if level != "ratio":
        raise CountsError("unknown_level", str(level))
    if (values <= 0).any():
        raise CountsError("not_ratio", "values must be above 0")
    return ((values[:, None] - values) / (values[:, None] + values)) ** 2


def krippendorff_alpha(units: Floats, values: Floats, level: Level) -> Number:
    """Alpha of counts `units[unit, value]`, values in ascending or descending order.

    None where nothing can be said: fewer than two ratings in every unit, or one value only.
    """
    matrix = coincidences(units)
    totals = matrix.sum(axis=0)
    squared = distances(totals, values, level)
    expected = float(totals @ squared @ totals)
    if expected <= 0:
        return None
    return number(1 - (totals.sum() - 1) * float((matrix * squared).sum()) / expected)
