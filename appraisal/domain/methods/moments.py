"""Ballots of each group reduced to number, mean and sum of squares: all that a stratified score needs."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from appraisal.domain.arrays import Floats, counts, floats
from appraisal.domain.errors import CountsError


@dataclass(frozen=True, eq=False)
class Moments:
    """Number, mean and centred sum of squares; arrays of one shape, the last axis is the group.

    The mean of a group without ballots is 0 here and must not be read.
    """

    n: Floats
    mean: Floats
    squares: Floats

    def variance(self) -> Floats:
        """Sample variance with divisor n - 1; NaN below two ballots."""
        return np.divide(self.squares, self.n - 1, out=np.full_like(self.n, np.nan), where=self.n > 1)


def of_counts(table: Floats, values: Floats) -> Moments:
    """Moments of `values[k]` under counts `table[..., k]`.

    The squares are centred before they are summed, so that a million equal ballots give exactly 0.
    """
    n = table.sum(axis=-1)
    mean = np.divide(table @ values, n, out=np.zeros_like(n), where=n > 0)
    deviations = values - mean[..., None]
    return Moments(n, mean, (table * deviations**2).sum(axis=-1))


def from_histogram(values: Any, table: Any) -> Moments:
    """One cadre's composite histogram: scores `values[v]`, ballots `table[group][v]`.

    Raises CountsError ``unknown_shape``, ``negative_count``, ``not_whole``.
    """
    scores, ballots = floats(values, "composite values", 1), counts(table, "composite counts", 2)
    if ballots.shape[1] != len(scores):
        raise CountsError("unknown_shape", "composite counts and values differ in length")
    return of_counts(ballots, scores)


def from_sums(n: Any, total: Any, squared: Any) -> Moments:
    """Groups known by number of ballots, sum and sum of squares of the composite only (arrays [group]).

    Raises CountsError ``moments_impossible`` where no such ballots exist.
    """
    number = counts(n, "composite n", 1)
    sums, squares = floats(total, "composite sum", 1), floats(squared, "composite sum of squares", 1)
    if not number.shape == sums.shape == squares.shape:
        raise CountsError("unknown_shape", "composite sums differ in length")
    mean = np.divide(sums, number, out=np.zeros_like(number), where=number > 0)
    centred = squares - number * mean**2
    # Cancellation leaves about 1e-15 of the squares; anything below that is a wrong sum, not rounding.
    if (centred < -1e-9 * (1 + squares)).any() or ((number == 0) & ((sums != 0) | (squares != 0))).any():
        raise CountsError("moments_impossible", "sum of squares too small for n and sum")
    return Moments(number, mean, np.where(centred < 1e-12 * (1 + squares), 0.0, centred))


def join_groups(parts: list[Moments]) -> Moments:
    """Moments of successive groups of one cadre, in order: histograms beside sums."""
    fields = (np.concatenate([getattr(part, name) for part in parts]) for name in ("n", "mean", "squares"))
    return Moments(*fields)


def stack_cadres(parts: list[Moments]) -> Moments:
    """One `Moments` [cadre, group] from one [group] per cadre.

    Raises CountsError ``no_cadres``, or ``unknown_shape`` where cadres differ in their groups.
    """
    if not parts:
        raise CountsError("no_cadres", "composite")
    if len({part.n.shape for part in parts}) > 1:
        raise CountsError("unknown_shape", "composite groups differ between cadres")
    return Moments(*(np.stack([getattr(part, name) for part in parts]) for name in ("n", "mean", "squares")))
