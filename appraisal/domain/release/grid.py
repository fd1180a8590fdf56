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

    def under(self, value: float | None) -> float | None:
        """Round down."""
        return value if value is None or not self.step else round(floor(value / self.step + HAIR) * self.step, 1) + 0.0

    def over(self, value: float | None) -> float | None:
        """Round up."""
        return value if value is None or not self.step else round(ceil(value / self.step - HAIR) * self.step, 1) + 0.0
