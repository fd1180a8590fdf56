"""Points to which the office's pages round the figures of one person."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

HAIR = 1e-9


@dataclass(frozen=True)
class Grid:
    """To which points figures of one person are rounded; 0 where they stand as they are."""

    step: float

    def near(self, value: float | None) -> float | None:
        """Round to the nearest multiple."""
        return value if value is None or not self.step else round(round(value / self.step) * self.step, 1) + 0.0

    def around(self, low: float | None, middle: float | None, high: float | None) -> tuple[float | None, float | None]:
        """Round the ends of an interval outwards; a step on either side at least, so that an SE of 0 does not show."""
        near = self.near(middle)
        if low is None or high is None or near is None or not self.step:
            return low, high
        under, over = floor(low / self.step + HAIR) * self.step, ceil(high / self.step - HAIR) * self.step
        return round(min(under, near - self.step), 1) + 0.0, round(max(over, near + self.step), 1) + 0.0
