"""The common scale of the score charts of one round."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import floor

STEP = 10  # points between two ticks
USUAL_FROM = 60.0  # where the axis begins unless somebody's interval lies lower


@dataclass(frozen=True)
class Axis:
    """An axis from `least` to `most` points."""

    least: float
    most: float

    @property
    def ticks(self) -> tuple[float, ...]:
        """Every tenth point, both ends included."""
        first = floor(self.least / STEP) * STEP
        inside = [float(tick) for tick in range(first, floor(self.most) + 1, STEP)]
        return tuple(tick for tick in inside if self.least <= tick <= self.most)

    def clip(self, value: float) -> float:
        """Return `value`, or the end of the axis it lies beyond."""
        return min(max(value, self.least), self.most)


def axis(values: Iterable[float | None], scale: tuple[float, float]) -> Axis:
    """Return the axis that holds all `values` in points (None is skipped), up to the best score."""
    lowest = min((value for value in values if value is not None), default=USUAL_FROM)
    start = min(USUAL_FROM, floor(max(lowest, scale[0]) / STEP) * STEP)
    return Axis(start if start < scale[1] else scale[0], scale[1])
