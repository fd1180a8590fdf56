"""Two persons rated on the same ballots: covariance of their scores from the cross-products of the count.

Source: Cochran (1977), 5.3 for the covariance of two stratified means with finite-population correction; for
ballots complete on one person only, the overlap n_ab counts: cov = S_ab (n_ab/(n_a n_b) - 1/N).
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np

from appraisal.domain.arrays import Floats, Number, number
from appraisal.domain.counts import CountsInput
from appraisal.domain.errors import CountsError
from appraisal.domain.methods.strata import mean_variance


@dataclass(frozen=True, eq=False)
class Cross:
    """Ballots complete on both of two persons, arrays [group, cadre, cadre].

    ``n`` their number, ``total[g, a, b]`` the sum of a's score over them, ``product`` that of a times b.
    """

    n: Floats
    total: Floats
    product: Floats


def ballot_covariance(cross: Cross) -> Floats:
    """Sample covariance between two persons' ballots [group, cadre, cadre]; NaN below two ballots."""
    other = np.swapaxes(cross.total, 1, 2)
    about = cross.product - np.divide(cross.total * other, cross.n, out=np.zeros_like(cross.product), where=cross.n > 0)
    return np.divide(about, cross.n - 1, out=np.full_like(cross.product, np.nan), where=cross.n > 1)


def composite_covariance(given: CountsInput, cross: Cross) -> Floats:
    """Covariance matrix [cadre, cadre] of the policy-weighted composites, points squared; NaN where unknown.

    The diagonal is se^2. Raises CountsError ``unknown_shape`` or ``cross_exceeds_complete``.
    """
    complete = given.composite.n.T
    groups, cadres = complete.shape
    if not cross.n.shape == cross.total.shape == cross.product.shape == (groups, cadres, cadres):
        raise CountsError("unknown_shape", "cross-products are not [group, cadre, cadre]")
    if (cross.n > np.minimum(complete[:, :, None], complete[:, None, :])).any():
        raise CountsError("cross_exceeds_complete")
    pairs = complete[:, :, None] * complete[:, None, :]
    overlap = np.divide(cross.n, pairs, out=np.full_like(pairs, np.nan), where=pairs > 0)
    roll = given.n_roll[:, None, None]
    shared = overlap - np.divide(1.0, roll, out=np.zeros_like(roll), where=roll > 0)
    whole = (cross.n > 0) & (cross.n >= roll)
    parts = np.where(whole, 0.0, ballot_covariance(cross) * shared)
    weight = given.group_weight
    matrix = np.where(weight[:, None, None] > 0, weight[:, None, None] ** 2 * parts, 0.0).sum(axis=0)
    np.fill_diagonal(matrix, (weight**2 * mean_variance(given.composite, given.n_roll)).sum(axis=-1))
    return matrix


@dataclass(frozen=True)
class Paired:
    """Difference of two persons' scores with the SE that knows they share ballots."""

    difference: Number
    se: Number


def paired(means: tuple[Number, Number], matrix: Floats, a: int, b: int) -> Paired:
    """Score of a less score of b; `matrix` from `composite_covariance`."""
    first, second = means
    if first is None or second is None:
        return Paired(None, None)
    variance = float(matrix[a, a] + matrix[b, b] - 2 * matrix[a, b])
    return Paired(first - second, None if number(variance) is None else sqrt(max(variance, 0.0)))
