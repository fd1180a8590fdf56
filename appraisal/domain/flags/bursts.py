"""Hourly bursts: an hour with far more casts than the hours beside it and the same hour of other days.

Source: Przyborowski and Wilenski (1940) for two Poisson rates, conditional on their sum, widened to the beta-binomial
because people come together: where every hour has a gamma rate of shape `SHAPE`, the share of one among m + 1 is
Beta(SHAPE, m SHAPE). The evening peak is nobody's fault: only comparable hours are compared, and only an hour with
several times the busiest of them is shown.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from appraisal.domain.flags.flag import Finding, Subject
from appraisal.domain.flags.predictive import beta_binomial
from ballotbox.domain.hours import FEWEST

LEAST = 2.0  # times as many casts as in the busiest comparable hour
SHAPE = 10  # hours differ by a third of their mean by themselves

Hour = tuple[str, int]


def bursts(hours: Sequence[Hour], gatherings: Collection[str]) -> list[Finding]:
    """Test every hour, one-sided, but those in which people were called together.

    Hours with few casts are joined in the counts (to ten), so an entry of several hours is taken to hold all but nine
    of its casts in one hour where it is tested, and all of them where it is compared with.
    """
    found = []
    for at, (start, casts) in enumerate(hours):
        beside = _comparable(hours, at)
        if start not in gatherings and beside:
            sure, busiest = casts if _single(hours, at) else casts - FEWEST + 1, max(beside)
            p, large = _upper(sure, beside), sure >= LEAST * busiest
            found.append(Finding("burst", Subject("hour", hour=start), sure, busiest, p, large))
    return found


def _comparable(hours: Sequence[Hour], at: int) -> list[int]:
    """Casts of the entries before and after, and of those near the same hour of another day."""
    here = _moment(hours[at])
    return [
        casts
        for place, (start, casts) in enumerate(hours)
        if place != at and (abs(place - at) == 1 or _same_hour(here, datetime.fromisoformat(start)))
    ]


def _same_hour(here: datetime, there: datetime) -> bool:
    apart = (there - here) % timedelta(days=1)
    return here.date() != there.date() and min(apart, timedelta(days=1) - apart) <= timedelta(hours=1)


def _single(hours: Sequence[Hour], at: int) -> bool:
    """Tell whether an entry is surely one hour; the last may have taken in what came after it."""
    return at + 1 < len(hours) and _moment(hours[at + 1]) - _moment(hours[at]) == timedelta(hours=1)


def _moment(hour: Hour) -> datetime:
    return datetime.fromisoformat(hour[0])


def _upper(x: int, beside: Sequence[int]) -> float:
    """P(at least x of all these casts in one hour), where all hours are alike."""
    n, others = x + sum(beside), SHAPE * len(beside)
    return float(min(beta_binomial(n, SHAPE, others)[max(x, 0) :].sum(), 1.0))
