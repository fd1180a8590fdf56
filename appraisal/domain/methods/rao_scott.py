"""Pearson's test of counts from clusters: several marks of one ballot are not several voters.

Source: Rao and Scott (1981), J. Am. Stat. Assoc. 76:221, first-order correction for a test of homogeneity; the
design effects as of Kish (1965). With one mark a ballot it is Pearson's test.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc

from appraisal.domain.arrays import Floats, Number, number
from appraisal.domain.errors import CountsError


@dataclass(frozen=True)
class RaoScott:
    """Pearson's X², the mean generalized design effect, X² divided by it, degrees of freedom, p.

    None where the table cannot vary.
    """

    pearson: Number
    effect: Number
    corrected: Number
    df: int
    p: Number


def homogeneity(table: Floats, effects: Floats) -> RaoScott:
    """Test that the rows of counts [row, column] have the same shares; rows are fixed samples.

    `effects` [row, column] are design effects of the shares: the variance of each over that of as many independent
    marks. delta = Σ_ij (1 - n_i/n) p_ij (1 - p_ij) d_ij / p_j / ((rows-1)(columns-1)). Empty rows and columns drop out.
    Raises CountsError ``unknown_shape`` where the two differ in shape, ``negative_count``, or ``not_positive`` for an
    effect of 0 or less.
    """
    if table.shape != effects.shape or table.ndim != 2:
        raise CountsError("unknown_shape", "design effects are not one for each cell")
    if (table < 0).any():
        raise CountsError("negative_count")
    if (effects <= 0).any():
        raise CountsError("not_positive", "a design effect")
    rows, columns = table.sum(axis=1) > 0, table.sum(axis=0) > 0
    kept, deff = table[rows][:, columns], effects[rows][:, columns]
    if min(rows.sum(), columns.sum()) < 2:
        return RaoScott(None, None, None, 0, None)
    df = (int(rows.sum()) - 1) * (int(columns.sum()) - 1)
    n, pooled = kept.sum(axis=1, keepdims=True), kept.sum(axis=0) / kept.sum()
    share = kept / n
    pearson = float((n * (share - pooled) ** 2 / pooled).sum())
    # under the hypothesis every row has the pooled shares; each row's own would shrink where a row is small
    chance = (1 - n / kept.sum()) * (1 - pooled) * np.ones_like(share)
    effect = float((chance * deff).sum()) / df
    corrected = pearson / effect
    return RaoScott(number(pearson), number(effect), number(corrected), df, number(chdtrc(df, corrected)))


def combined(strata: list[RaoScott]) -> RaoScott:
    """Add the corrected statistics of independent strata, and their degrees of freedom."""
    known = [one for one in strata if one.corrected is not None]
    if not known:
        return RaoScott(None, None, None, 0, None)
    df = sum(one.df for one in known)
    pearson, corrected = sum(one.pearson or 0.0 for one in known), sum(one.corrected or 0.0 for one in known)
    effect = pearson / corrected if corrected > 0 else 1.0
    return RaoScott(pearson, effect, corrected, df, number(chdtrc(df, corrected)))
