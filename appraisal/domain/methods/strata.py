"""The weighted stratified mean and its standard error, with finite-population correction.

Source: Cochran, Sampling Techniques (3rd ed. 1977), 5.3-5.4 and 5.9; the same as R survey's
``svymean(svydesign(id=~1, strata=~group, fpc=~N_roll, weights=~W_g/n_g))``.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri, stdtrit

from appraisal.domain.arrays import Floats, Interval, Number, interval, number
from appraisal.domain.counts import EmptyGroup
from appraisal.domain.methods.moments import Moments


@dataclass(frozen=True)
class Estimate:
    """One score: mean, standard error, 95 % intervals, degrees of freedom, and what must be said beside it.

    ``notes`` may hold ``missing_group`` (a weighted group has no ballot), ``reweighted`` (its weight was
    spread over the others), ``one_ballot`` (no SE: a group has one ballot of a larger roll) and ``census``
    (SE 0: everybody on the roll of every group is in). ``missing`` are the indices of the empty groups.
    """

    mean: Number
    se: Number
    ci_t: Interval
    ci_z: Interval
    degf: int
    missing: tuple[int, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Strata:
    """Arrays of the leading shape of the moments: mean, se (NaN where there is none), degrees of freedom."""

    mean: Floats
    se: Floats
    degf: Floats


def used_weights(moments: Moments, weight: Floats, policy: EmptyGroup) -> Floats:
    """Weight of every group [..., group]; REWEIGHT takes it from empty groups, proportionally."""
    full = np.broadcast_to(weight, moments.n.shape)
    if policy is EmptyGroup.MISSING:
        return full
    kept = np.where(moments.n > 0, full, 0.0)
    total = kept.sum(axis=-1, keepdims=True)
    return np.divide(kept, total, out=full.copy(), where=total > 0)


def mean_variance(moments: Moments, roll: Floats) -> Floats:
    """Variance of group means, (1 - n/N) s^2 / n: 0 for a census, NaN for one ballot of a larger roll."""
    census = (moments.n > 0) & (moments.n >= roll)
    fraction = np.divide(moments.n, roll, out=np.ones_like(moments.n), where=roll > 0)
    per_ballot = np.divide(moments.variance(), moments.n, out=np.full_like(moments.n, np.nan), where=moments.n > 0)
    return np.where(census, 0.0, (1 - fraction) * per_ballot)


def stratified(moments: Moments, roll: Floats, weight: Floats, policy: EmptyGroup) -> Strata:
    """Weighted mean over the last axis, sum W_g y_g, with se sqrt(sum W_g^2 (1-n_g/N_g) s_g^2/n_g).

    A group of weight 0 counts for nothing, neither missing nor in the degrees of freedom (sum n - groups).
    """
    used = used_weights(moments, weight, policy)
    counts = used > 0
    mean = np.where(counts, used * np.where(moments.n > 0, moments.mean, np.nan), 0.0).sum(axis=-1)
    variance = np.where(counts, used**2 * mean_variance(moments, roll), 0.0).sum(axis=-1)
    degf = np.where(counts & (moments.n > 0), moments.n - 1, 0.0).sum(axis=-1)
    return Strata(mean, np.sqrt(variance), degf)


def half_widths(strata: Strata) -> tuple[Floats, Floats]:
    """Half widths of the 95 % t and normal intervals; NaN without degrees of freedom or without an SE."""
    df = np.where(strata.degf > 0, strata.degf, np.nan)
    return stdtrit(df, 0.975) * strata.se, ndtri(0.975) * strata.se


def _notes(n: Floats, roll: Floats, weight: Floats, policy: EmptyGroup) -> tuple[str, ...]:
    counts = weight > 0
    empty = bool((counts & (n == 0)).any())
    found = (
        ("missing_group", empty),
        ("reweighted", empty and policy is EmptyGroup.REWEIGHT and bool(n.any())),
        ("one_ballot", bool((counts & (n == 1) & (roll > 1)).any())),
        ("census", bool(((n >= roll) & (n > 0))[counts].all())),
    )
    return tuple(code for code, holds in found if holds)


def estimates(moments: Moments, roll: Floats, weight: Floats, policy: EmptyGroup) -> list[Estimate]:
    """`stratified` for moments [row, group], one `Estimate` per row, without NaN."""
    strata = stratified(moments, roll, weight, policy)
    wide, normal = half_widths(strata)
    return [
        Estimate(
            mean=number(mean),
            se=number(strata.se[row]),
            ci_t=interval(mean - wide[row], mean + wide[row]),
            ci_z=interval(mean - normal[row], mean + normal[row]),
            degf=int(strata.degf[row]),
            missing=tuple(int(group) for group in np.flatnonzero((moments.n[row] == 0) & (weight > 0))),
            notes=_notes(moments.n[row], roll, weight, policy),
        )
        for row, mean in enumerate(strata.mean)
    ]
