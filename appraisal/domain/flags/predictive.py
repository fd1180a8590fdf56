"""What a further tray would show if it were like the others: predictive tails that know trays differ by themselves.

Neighbours get slips of one batch and think alike, so that ballots of a tray are not independent draws. For shares:
the beta-binomial distribution, its correlation by Kleinman (1973), J. Am. Stat. Assoc. 68:46, from the other trays.
For means: the prediction interval of a random-effects model (Higgins, Thompson and Spiegelhalter 2009, J. R. Stat.
Soc. A 172:137), its variance between trays by DerSimonian and Laird (1986), its degrees of freedom by Satterthwaite
(1946). Few trays tell little about how much they differ, so neither is taken to be smaller than `FLOOR`: correlations
of 0.01 to 0.05 are usual for opinions within a neighbourhood. Without correlation, and with large others, the first is
the binomial tail.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
import numpy.typing as npt
from scipy.special import betaln, gammaln, stdtr

from appraisal.domain.arrays import Floats
from appraisal.domain.methods.betabinomial import kleinman

FLOOR = 0.03  # correlation of two ballots of one tray, at least
ENOUGH = 4  # trays from which their spread is estimated at all


@dataclass(frozen=True)
class Tails:
    """What the others lead one to expect, and P(at most) and P(at least) what was seen."""

    expected: float
    low: float
    high: float

    @property
    def two_sided(self) -> float:
        """Twice the smaller tail."""
        return min(1.0, 2 * min(self.low, self.high))


def share(x: int, n: int, others: Sequence[tuple[int, int]]) -> Tails:
    """Compare x of n ballots with the (x, n) of other trays.

    The share of the others (with half a ballot added on either side) is unsure itself: its variance is added.
    """
    seen, size = (np.array(column, dtype=np.float64) for column in zip(*others, strict=True))
    near, wider = _near(seen / size, size)
    seen, size = seen[near], size[near]
    total = float(size.sum())
    expected = (float(seen.sum()) + 0.5) / (total + 1)
    rho = max(kleinman(seen, size)[1] * wider, FLOOR) if len(size) >= ENOUGH else FLOOR
    doubt = rho + rho * float((size**2).sum()) / total**2 + (1 - rho) / total
    strength = 1 / min(doubt, 0.9) - 1
    mass = beta_binomial(n, expected * strength, (1 - expected) * strength)
    return Tails(expected, float(min(mass[: x + 1].sum(), 1.0)), float(min(mass[x:].sum(), 1.0)))


def beta_binomial(n: int, a: float, b: float) -> Floats:
    """Return P(X = k) for k = 0 … n."""
    k = np.arange(n + 1, dtype=np.float64)
    choose = gammaln(n + 1.0) - gammaln(k + 1) - gammaln(n - k + 1)
    mass: Floats = np.exp(choose + betaln(k + a, n - k + b) - betaln(a, b))
    return mass


def mean(value: float, n: int, others: Sequence[tuple[float, int]], variance: float) -> Tails:
    """Compare the mean of n ballots with the (mean, n) of other trays; `variance` of one ballot, above 0."""
    means, size = (np.array(column, dtype=np.float64) for column in zip(*others, strict=True))
    near, wider = _near(means, size)
    means, size = means[near], size[near]
    total, squares = float(size.sum()), float((size**2).sum())
    expected = float(means @ size) / total
    spread = _between(means, size, variance) * wider if len(size) >= ENOUGH else 0.0
    between = max(spread, FLOOR * variance) * (1 + squares / total**2)
    within = variance / n + variance / total
    # Satterthwaite: a spread estimated from few trays is unsure itself, one that was set is not
    unsure = within**2 / (n - 1) + (between**2 / (len(size) - 1) if spread > FLOOR * variance else 0.0)
    degf, error = (within + between) ** 2 / unsure, sqrt(within + between)
    low = float(stdtr(degf, (value - expected) / error))
    high = float(stdtr(degf, (expected - value) / error))
    return Tails(expected, low, high)


def _between(means: Floats, size: Floats, variance: float) -> float:
    """Return the variance between trays by DerSimonian and Laird, each mean having variance / size."""
    total = float(size.sum())
    about = means - float(means @ size) / total
    excess = float(size @ about**2) - variance * (len(means) - 1)
    return excess / (total - float((size**2).sum()) / total)


def _near(values: Floats, size: Floats) -> tuple[npt.NDArray[np.bool_], float]:
    """Tell which trays are compared with, and by how much their spread is to be widened.

    Two odd trays would hide each other, so of more than five the farthest from the mean is left out. What is left is
    less spread than the whole: of k normal values about 1 / (1 + 5.5 / k), which is put right again.
    """
    k = len(values)
    kept = np.ones(k, dtype=np.bool_)
    if k <= ENOUGH + 1:
        return kept, 1.0
    kept[np.argmax(np.abs(values - float(values @ size) / float(size.sum())))] = False
    return kept, 1 + 5.5 / k
