"""Tests of the literature as they stand there: bursts, identical ballots, last digits.

Sources: Przyborowski and Wilenski (1940) for two Poisson rates, as R's ``poisson.test``; binomial tail for
identical ballots; Beber and Scacco (2012), Polit. Anal. 20:211 for last digits (weak by itself).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from appraisal.domain.arrays import floats
from appraisal.domain.errors import CountsError
from appraisal.domain.methods.rates import binomial_upper
from appraisal.domain.methods.tables import ChiSquared, goodness


@dataclass(frozen=True)
class Burst:
    """Rate in the window over the rate before, one-sided p, and p after all windows that were looked at."""

    rate_ratio: float | None
    p: float
    p_adjusted: float


def burst(window: tuple[int, float], baseline: tuple[int, float], scanned: int = 1) -> Burst:
    """Compare (events, minutes) of a window with those of the baseline; `scanned` windows were looked at.

    Exact conditional binomial test. The ratio is None where the baseline has no event.
    Raises CountsError ``negative_count`` or ``no_time``.
    """
    (events, minutes), (before, length) = window, baseline
    if min(events, before) < 0 or scanned < 1:
        raise CountsError("negative_count")
    if not (0 < minutes < inf and 0 < length < inf):
        raise CountsError("no_time")
    p = binomial_upper(events, events + before, minutes / (minutes + length))
    ratio = (events / minutes) / (before / length) if before else None
    return Burst(ratio, p, min(p * scanned, 1.0))


@dataclass(frozen=True)
class Identical:
    """How many equal ballots a batch has, against ballots filled in independently of one another.

    ``match`` is the probability that two ballots agree, ``pairs`` the expected equal pairs in the batch,
    ``p_modal`` P(at least this many in the commonest pattern), ``p_any`` the sum over all patterns.
    """

    match: float
    pairs: float
    p_modal: float
    p_any: float


def identical(frequencies: Sequence[float], ballots: int, same: int) -> Identical:
    """`same` of `ballots` in a batch share a pattern; `frequencies` of patterns in the rest of the village.

    Raises CountsError ``not_a_probability`` or ``more_than_all``.
    """
    shares = floats(frequencies, "frequencies", 1)
    if (shares < 0).any() or float(shares.sum()) > 1 + 1e-6:
        raise CountsError("not_a_probability")
    match = float((shares**2).sum())
    tails = [binomial_upper(same, ballots, float(share)) for share in shares]
    modal = binomial_upper(same, ballots, float(shares.max()))
    return Identical(match, ballots * (ballots - 1) / 2 * match, modal, min(sum(tails), 1.0))


def last_digits(counts: Sequence[int]) -> ChiSquared:
    """Test that the ten last digits of tally sheets are equally common.

    Raises CountsError ``unknown_shape`` unless there are ten counts.
    """
    digits = floats(counts, "digits", 1)
    if len(digits) != 10:
        raise CountsError("unknown_shape", "ten digits")
    return goodness(digits)
