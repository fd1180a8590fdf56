"""Hourly bursts: an hour with far more casts than the hours beside it and the same hour of other days.

Source: Przyborowski and Wilenski (1940) for two Poisson rates, conditional on their sum, widened to the beta-binomial
because people come together: where every hour has a gamma rate of shape `SHAPE`, the share of one among m + 1 is
Beta(SHAPE, m SHAPE). The evening peak is nobody's fault: only comparable hours are compared, and only an hour with
several times the busiest of them is shown.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

import numpy as np
import numpy.typing as npt

from appraisal.domain.errors import CountsError
from appraisal.domain.flags.flag import Finding, Subject
from appraisal.domain.flags.predictive import beta_binomial
from appraisal.domain.result import MIN_GROUP

LEAST = 2.0  # times as many casts as in the busiest comparable hour
SHAPE = 10  # hours differ by a third of their mean by themselves

DAY = 24

Hour = tuple[str, int]
Ints = npt.NDArray[np.int64]


def bursts(hours: Sequence[Hour], gatherings: Collection[str]) -> list[Finding]:
    """Test every hour, one-sided, but those in which people were called together.

    Hours with few casts are joined in the counts (to ten), so an entry of several hours is taken to hold all but nine
    of its casts in one hour where it is tested, and all of them where it is compared with. Raises CountsError
    ``unknown_hour`` or ``negative_count``.
    """
    starts, counts = _read(hours)
    found = []
    called = _read([(hour, 0) for hour in gatherings])[0]
    for at, (start, casts) in enumerate(hours):
        beside = counts[_comparable(starts, at)].tolist()
        if beside and not _holds(starts, at, called):
            sure, busiest = casts if _single(starts, at) else casts - MIN_GROUP + 1, max(beside)
            p, large = _upper(sure, beside), sure >= LEAST * busiest
            found.append(Finding("burst", Subject("hour", hour=start), sure, busiest, p, large))
    return found


def _read(hours: Sequence[Hour]) -> tuple[Ints, Ints]:
    """Return each entry's hour counted from 1970, and its casts."""
    try:
        starts = [int(datetime.fromisoformat(start).timestamp()) // 3600 for start, _ in hours]
    except (TypeError, ValueError) as error:
        raise CountsError("unknown_hour") from error
    if any(casts < 0 for _, casts in hours):
        raise CountsError("negative_count", "hours")
    return np.array(starts, dtype=np.int64), np.array([casts for _, casts in hours], dtype=np.int64)


def _comparable(starts: Ints, at: int) -> npt.NDArray[np.bool_]:
    """Tell which entries are compared with: those before and after, and those near the same hour of another day."""
    apart = np.abs(starts - starts[at])
    same_hour = (apart >= DAY - 1) & (np.minimum(apart % DAY, DAY - apart % DAY) <= 1)
    next_to = np.abs(np.arange(len(starts)) - at) == 1
    return np.asarray(same_hour | next_to)


def _holds(starts: Ints, at: int, called: Ints) -> bool:
    """Tell whether an entry, which reaches to the next, holds an hour in which people were called together."""
    end = starts[at + 1] if at + 1 < len(starts) else np.iinfo(np.int64).max
    return bool(((starts[at] <= called) & (called < end)).any())


def _single(starts: Ints, at: int) -> bool:
    """Tell whether an entry is surely one hour; the last may have taken in what came after it."""
    return at + 1 < len(starts) and bool(starts[at + 1] - starts[at] == 1)


def _upper(x: int, beside: Sequence[int]) -> float:
    """P(at least x of all these casts in one hour), where all hours are alike."""
    n, others = x + sum(beside), SHAPE * len(beside)
    return float(min(beta_binomial(n, SHAPE, others)[max(x, 0) :].sum(), 1.0))
