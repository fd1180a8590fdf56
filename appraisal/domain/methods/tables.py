"""Contingency tables: chi-squared, trend in a share, and strata pooled by Mantel and Haenszel.

Sources: Pearson (1900); Armitage (1955) as R's ``prop.trend.test``; Mantel and Haenszel (1959) as R's
``mantelhaen.test(correct=FALSE)``.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc

from appraisal.domain.arrays import Floats, Number, number
from appraisal.domain.errors import CountsError


@dataclass(frozen=True)
class ChiSquared:
    """Statistic, degrees of freedom, p; None where the table cannot vary."""

    statistic: Number
    df: int
    p: Number


def _chi_squared(statistic: float, df: int) -> ChiSquared:
    value = number(statistic)
    if value is None or df < 1:
        return ChiSquared(None, df, None)
    return ChiSquared(value, df, number(chdtrc(df, value)))


def independence(table: Floats) -> ChiSquared:
    """Pearson's test of counts [row, column]; empty rows and columns drop out."""
    kept = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    if kept.size == 0:
        return ChiSquared(None, 0, None)
    expected = np.outer(kept.sum(axis=1), kept.sum(axis=0)) / kept.sum()
    df = (kept.shape[0] - 1) * (kept.shape[1] - 1)
    return _chi_squared(float(((kept - expected) ** 2 / expected).sum()), df)


def goodness(observed: Floats) -> ChiSquared:
    """Pearson's test that all cells [cell] are equally probable."""
    total = float(observed.sum())
    if total == 0:
        return ChiSquared(None, len(observed) - 1, None)
    expected = total / len(observed)
    return _chi_squared(float(((observed - expected) ** 2).sum() / expected), len(observed) - 1)


def trend(x: Floats, n: Floats) -> ChiSquared:
    """Cochran-Armitage test for a linear trend of x/n over groups 1, 2, ...

    Raises CountsError ``more_than_all`` where x exceeds n.
    """
    if (x > n).any():
        raise CountsError("more_than_all")
    size = float(n.sum())
    share = float(x.sum()) / size if size else 0.0
    place = np.arange(1.0, len(n) + 1)
    about = place - float(n @ place) / size if size else place
    spread = share * (1 - share) * float(n @ about**2)
    return _chi_squared(float(x @ about) ** 2 / spread if spread > 0 else np.nan, 1)


@dataclass(frozen=True)
class MantelHaenszel:
    """Test of no difference within strata, and the common odds ratio."""

    statistic: Number
    p: Number
    odds_ratio: Number


def mantel_haenszel(strata: Floats) -> MantelHaenszel:
    """Counts [stratum, row, column], 2 by 2 in every stratum; strata of fewer than two drop out.

    Raises CountsError ``unknown_shape``.
    """
    if strata.ndim != 3 or strata.shape[1:] != (2, 2):
        raise CountsError("unknown_shape", "strata must be 2 by 2")
    kept = strata[strata.sum(axis=(1, 2)) > 1]
    size, rows, columns = kept.sum(axis=(1, 2)), kept.sum(axis=2), kept.sum(axis=1)
    off = float((kept[:, 0, 0] - rows[:, 0] * columns[:, 0] / size).sum())
    spread = float((rows.prod(axis=1) * columns.prod(axis=1) / (size**2 * (size - 1))).sum())
    test = _chi_squared(off**2 / spread if spread > 0 else np.nan, 1)
    across = float((kept[:, 0, 1] * kept[:, 1, 0] / size).sum())
    ratio = float((kept[:, 0, 0] * kept[:, 1, 1] / size).sum()) / across if across > 0 else np.nan
    return MantelHaenszel(test.statistic, test.p, number(ratio))
