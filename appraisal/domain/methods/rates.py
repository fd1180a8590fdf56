"""Intervals for a share of ballots, and the rule of one third.

Sources: Wilson (1927); Newcombe (1998), Stat. Med. 17:857; Clopper and Pearson (1934); Brown, Cai and
DasGupta (2001) for Jeffreys. The same as R's ``prop.test``, ``binom.test`` and ``qbeta``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.special import betainc, betaincinv, gammaln, ndtri

from appraisal.domain.arrays import Floats
from appraisal.domain.errors import CountsError


def _check(x: float, n: float) -> None:
    if x < 0 or n < 0:
        raise CountsError("negative_count")
    if x > n:
        raise CountsError("more_than_all", f"{x} of {n}")


def _score_interval(x: float, n: float, z: float, correction: float) -> tuple[float, float]:
    def bound(side: float) -> float:
        share = x / n + side * correction / n
        root = z * sqrt(max(share * (1 - share), 0) / n + z * z / (4 * n * n))
        return (share + z * z / (2 * n) + side * root) / (1 + z * z / n)

    return (0.0 if x == 0 else max(bound(-1), 0.0), 1.0 if x == n else min(bound(1), 1.0))


def wilson(x: float, n: float, level: float = 0.95) -> tuple[float, float] | None:
    """Wilson score interval for x of n; None where n is 0.

    Raises CountsError ``negative_count`` or ``more_than_all``.
    """
    _check(x, n)
    return _score_interval(x, n, float(ndtri((1 + level) / 2)), 0.0) if n else None


def wilson_corrected(x: float, n: float, level: float = 0.95) -> tuple[float, float] | None:
    """Wilson's interval with continuity correction, as R's ``prop.test(correct=TRUE)``.

    That function never corrects by more than the distance from its null value of one half.
    """
    _check(x, n)
    return _score_interval(x, n, float(ndtri((1 + level) / 2)), min(0.5, abs(x - n / 2))) if n else None


def clopper_pearson(x: float, n: float, level: float = 0.95) -> tuple[float, float] | None:
    """Exact interval for x of n; None where n is 0."""
    _check(x, n)
    if not n:
        return None
    tail = (1 - level) / 2
    low = float(betaincinv(x, n - x + 1, tail)) if x else 0.0
    return (low, float(betaincinv(x + 1, n - x, 1 - tail)) if x < n else 1.0)


def jeffreys(x: float, n: float, level: float = 0.95) -> tuple[float, float] | None:
    """Interval from Jeffreys' prior, with bounds 0 at x = 0 and 1 at x = n; None where n is 0."""
    _check(x, n)
    if not n:
        return None
    tail = (1 - level) / 2
    low = float(betaincinv(x + 0.5, n - x + 0.5, tail)) if x else 0.0
    return (low, float(betaincinv(x + 0.5, n - x + 0.5, 1 - tail)) if x < n else 1.0)


def binomial_upper(x: float, n: float, p: float) -> float:
    """P(X >= x) for X binomial(n, p), to full precision in the far tail."""
    _check(x, n)
    return 1.0 if x <= 0 else float(betainc(x, n - x + 1, p))


def hypergeometric_upper(x: int, roll: int, marked: int, drawn: int) -> float:
    """P(X >= x) marked ballots among `drawn` without replacement from a roll with `marked` marked.

    Raises CountsError ``more_than_all`` where more are drawn or marked than the roll has.
    """
    _check(drawn, roll)
    _check(marked, roll)
    _check(x, drawn)
    least, most = max(0, drawn - (roll - marked)), min(marked, drawn)
    if x <= least:
        return 1.0
    if x > most:
        return 0.0
    # Forty standard deviations beyond the middle nothing is left that a float could hold.
    reach = 40 * sqrt(drawn * marked / roll * (1 - marked / roll) + 1)
    middle = drawn * marked / roll
    first, last = max(x, int(middle - reach)), min(most, int(max(x, middle) + reach))
    tail = np.arange(first, last + 1, dtype=np.float64)
    logs = _log_choose(marked, tail) + _log_choose(roll - marked, drawn - tail)
    return min(float(np.exp(logs - _log_choose(roll, np.float64(drawn))).sum()), 1.0)


def _log_choose(n: float, k: Floats | np.float64) -> Floats:
    return gammaln(n + 1.0) - gammaln(k + 1) - gammaln(n - k + 1)


@dataclass(frozen=True)
class Threshold:
    """The one-third rule for x of n ballots from a roll: p against "at most a third", two ways.

    ``binomial`` takes the ballots as drawn from endless voters; ``hypergeometric`` asks how probable this
    many would be if `limit` = floor(roll/3) of the roll thought so, and is a plain fact (0 or 1) in a census.
    """

    x: int
    n: int
    roll: int
    limit: int
    binomial: float
    hypergeometric: float


def one_third(x: int, n: int, roll: int, part: tuple[int, int] = (1, 3)) -> Threshold:
    """Test x of n ballots, roll given, against the part (numerator, denominator) of the roll.

    Raises CountsError ``negative_count`` or ``more_than_all``.
    """
    over, under = part
    limit = roll * over // under
    exact = binomial_upper(x, n, over / under)
    return Threshold(x, n, roll, limit, exact, hypergeometric_upper(x, roll, limit, n))


@dataclass(frozen=True)
class GradeShare:
    """Share of one grade with its Wilson interval; None where there is no denominator."""

    count: int
    of: int
    share: float | None
    interval: tuple[float, float] | None


def grade_shares(counts: Sequence[float], of: float | None = None) -> tuple[GradeShare, ...]:
    """Share and Wilson interval per grade.

    `of` is the denominator the round has set: valid answers (default), ballots returned, or the roll.
    """
    total = float(sum(counts)) if of is None else of
    _check(float(sum(counts)), total)
    return tuple(
        GradeShare(int(count), int(total), count / total if total else None, wilson(count, total)) for count in counts
    )
