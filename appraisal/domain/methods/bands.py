"""Bands for a score: said only as firmly as the interval allows.

No national limits exist, so the limits are settings of the round. That a band is stated only when the whole
95 % interval lies in it is ours; its ground is Goldstein and Spiegelhalter (1996), JRSS A 159:385,
on league tables: what an interval cannot tell apart is not told apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from appraisal.domain.arrays import Interval, Number
from appraisal.domain.errors import CountsError


@dataclass(frozen=True)
class BandLimit:
    """A band by name and its lower limit in points, which belongs to it."""

    name: str
    lower: float


USUAL = (BandLimit("优秀", 90), BandLimit("称职", 80), BandLimit("基本称职", 60), BandLimit("不称职", 0))


@dataclass(frozen=True)
class Band:
    """The bands that the interval touches, best first: one name is stated, no name cannot be said."""

    names: tuple[str, ...]
    point: str | None

    @property
    def stated(self) -> bool:
        """Whether the whole interval lies inside one band."""
        return len(self.names) == 1


def band(mean: Number, interval: Interval, limits: Sequence[BandLimit] = USUAL) -> Band:
    """Band of a score with its 95 % interval, both in points; `limits` from the best band down.

    Without an interval (one ballot of a larger roll) or a mean no band is named. An interval end beyond
    the scale belongs to the outermost band. Raises CountsError ``bands_not_descending``.
    """
    if not limits or any(a.lower <= b.lower for a, b in pairwise(limits)):
        raise CountsError("bands_not_descending")
    if mean is None:
        return Band((), None)
    point = limits[_place(mean, limits)].name
    if interval is None:
        return Band((), point)
    best, worst = _place(interval[1], limits), _place(interval[0], limits)
    return Band(tuple(limit.name for limit in limits[best : worst + 1]), point)


def _place(score: float, limits: Sequence[BandLimit]) -> int:
    # Nine digits: 90 is 90 even where adding weighted scores gave 89.99999999999999.
    rounded = float(f"{score:.9g}")
    return next((place for place, limit in enumerate(limits) if rounded >= limit.lower), len(limits) - 1)
