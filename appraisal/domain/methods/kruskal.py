"""Kruskal-Wallis test between groups from grade counts.

Source: Kruskal and Wallis (1952), J. Am. Stat. Assoc. 47:583, with the correction for ties; the same as R's
``kruskal.test`` on the expanded rows. Groups are independent people; items and cadres are not, so the test is
used between groups only.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc

from appraisal.domain.arrays import Floats, Number, number


@dataclass(frozen=True)
class RankTest:
    """Statistic, degrees of freedom, p; None where grades or groups do not vary."""

    statistic: Number
    df: int
    p: Number


def midranks(totals: Floats) -> Floats:
    """Average rank of each grade [..., grade] when all ballots are ranked, grade 0 lowest."""
    return np.cumsum(totals, axis=-1) - (totals - 1) / 2


def kruskal(table: Floats) -> tuple[Floats, Floats, Floats]:
    """H, df and p of counts `table[..., group, grade]`; NaN without variation; empty groups are left out.

    Ranks are taken about their mean, so that a million tied ballots do not cancel.
    """
    totals, n = table.sum(axis=-2), table.sum(axis=-1)
    size = n.sum(axis=-1)
    about = midranks(totals) - (size[..., None] + 1) / 2
    sums = (table @ about[..., None])[..., 0]
    between = np.divide(sums**2, n, out=np.zeros_like(n), where=n > 0).sum(axis=-1)
    # (N^3 - N)/12 less the ties is the sum of squared midranks about their mean.
    within = (totals * about**2).sum(axis=-1)
    df = (n > 0).sum(axis=-1) - 1.0
    some = (within > 0) & (df > 0)
    h = np.divide(between * (size - 1), within, out=np.full_like(size, np.nan), where=some)
    return h, df, np.where(some, chdtrc(np.maximum(df, 1), np.where(some, h, 0.0)), np.nan)


def kruskal_test(table: Floats) -> RankTest:
    """The test for one table of counts [group, grade]."""
    h, df, p = kruskal(table)
    return RankTest(number(h), max(int(df), 0), number(p))
