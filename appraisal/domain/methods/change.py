"""Whether a score changed between two rounds.

Source: Welch (1947), Biometrika 34:28, with Satterthwaite's degrees of freedom. The two rounds are taken as
drawn independently: ballots are secret, so nobody's two ballots can be paired.
"""

from dataclasses import dataclass
from math import sqrt

from scipy.special import stdtr, stdtrit

from appraisal.domain.arrays import Interval, Number
from appraisal.domain.methods.strata import Estimate


@dataclass(frozen=True)
class Change:
    """New score less old, in points, with SE, 95 % interval and two-sided p.

    ``fact`` is True where both rounds are a census: there is nothing to test, p is None.
    """

    difference: Number
    se: Number
    ci95: Interval
    degf: Number
    p: Number
    fact: bool


def change(before: Estimate, after: Estimate) -> Change:
    """Test the change of one cadre's composite between two rounds; what cannot be had is None."""
    if before.mean is None or after.mean is None:
        return Change(None, None, None, None, None, fact=False)
    difference = after.mean - before.mean
    if before.se is None or after.se is None:
        return Change(difference, None, None, None, None, fact=False)
    se = sqrt(before.se**2 + after.se**2)
    if se == 0:
        fact = "census" in before.notes and "census" in after.notes
        return Change(difference, 0.0, None, None, None, fact=fact)
    degf = _satterthwaite(before, after)
    if degf is None:
        return Change(difference, se, None, None, None, fact=False)
    wide = float(stdtrit(degf, 0.975)) * se
    p = 2 * float(stdtr(degf, -abs(difference) / se))
    return Change(difference, se, (difference - wide, difference + wide), degf, p, fact=False)


def _satterthwaite(before: Estimate, after: Estimate) -> float | None:
    parts = [(one.se**2, one.degf) for one in (before, after) if one.se]
    if any(degf <= 0 for _, degf in parts):
        return None
    return float(sum(part for part, _ in parts) ** 2 / sum(part**2 / degf for part, degf in parts))
