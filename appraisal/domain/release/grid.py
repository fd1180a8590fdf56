"""Points to which the office's pages round the figures of one person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

from appraisal.domain.release.disclosure import PROTECTION

HAIR = 1e-9
STEPS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0)  # points


def coarse(weights: Sequence[float], ballots: Sequence[float], gap: float) -> float:
    """Return the step at least as long as `PROTECTION` ballots a grade (`gap` points) up or down move in any group.

    5 at most: an officer needs some score. `weights` and `ballots` are by group; those without ballots move nothing.
    """
    pulls = [weight / n for weight, n in zip(weights, ballots, strict=True) if n]
    moved = PROTECTION * gap * max(pulls, default=0.0)
    return next((step for step in STEPS if step >= moved - HAIR), STEPS[-1])


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
