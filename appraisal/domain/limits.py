"""Which band limits a round has."""

from __future__ import annotations

from itertools import pairwise

from appraisal.domain.methods.bands import USUAL, BandLimit
from ballotbox.domain.layout import RoundSpec

USUAL_SCORES = (100.0, 80.0, 60.0, 40.0)  # the scale for which `bands.USUAL` are the customary limits


def limits(spec: RoundSpec) -> tuple[BandLimit, ...]:
    """Return a round's band limits, named by position: its own, the customary ones, or halfway between grades."""
    scores = [grade.score for grade in spec.scale.grades]
    if spec.rules.bands.lower:
        lower = list(spec.rules.bands.lower)
    elif tuple(scores) == USUAL_SCORES:
        lower = [limit.lower for limit in USUAL]
    else:
        lower = [(a + b) / 2 for a, b in pairwise(scores)] + [min(0.0, scores[-1])]
    return tuple(BandLimit(str(place), value) for place, value in enumerate(lower))
