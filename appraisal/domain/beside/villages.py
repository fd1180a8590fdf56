"""One question asked of every village of a township: which of them to look at first, and no more often than is fair.

Source: Benjamini and Hochberg (1995), J. R. Stat. Soc. B 57:289. Of the villages named, at most `level` are expected to
be named by chance alone. A screening, never a ranking.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from appraisal.domain.arrays import Number
from appraisal.domain.errors import CountsError
from appraisal.domain.methods.multiplicity import adjust

LEVEL = 0.05  # share of false ones among those named


@dataclass(frozen=True)
class Screened:
    """One village: p of its own test, p among all villages (None: nothing was tested), and whether to look there."""

    village: str
    p: Number
    adjusted: Number
    look: bool


def screen(p: Mapping[str, Number], level: float = LEVEL) -> tuple[Screened, ...]:
    """Return the villages of `p` (name → p of the same test in each), in the order given; missing p are no tests.

    Raises CountsError ``not_a_probability`` for a p, or a level, that is none.
    """
    if not 0 < level < 1:
        raise CountsError("not_a_probability", "level")
    adjusted = adjust(list(p.values()), "BH")
    return tuple(
        Screened(village, own, after, after is not None and after <= level)
        for (village, own), after in zip(p.items(), adjusted, strict=True)
    )
