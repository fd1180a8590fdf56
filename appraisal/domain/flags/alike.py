"""Identical ballots and straight lines: their share in a tray against the trays beside it.

Honest people often agree, above all on the best grade for everybody: what is rare is a tray that agrees far more than
its neighbours. So the expectation is the share of the same pattern in the other trays, never a product of grades.
"""

from __future__ import annotations

from collections.abc import Sequence

from appraisal.domain.flags import predictive
from appraisal.domain.flags.flag import Finding
from appraisal.domain.flags.predictive import Tails
from appraisal.domain.flags.trays import Pool, Unit, most, pools

LEAST = 0.2  # difference of shares that is shown


def identical(every: Sequence[Unit], groups: Sequence[str]) -> list[Finding]:
    """Test of every tray the pattern that is most in excess, one-sided; `groups` are keys.

    Its p is multiplied by the patterns listed, among which it was picked. Which pattern it is, nobody is told. Where a
    tray of the others does not list it (fewer than five ballots, or not among its five commonest), that tray is taken
    to hold as many as it can without saying so.
    """
    found = []
    for unit in every:
        beside, listed = pools(unit, every), unit.tray.patterns
        if beside and listed:
            against = {pattern: [_shared(pool, pattern) for pool in beside] for pattern in listed}
            picked = max(listed, key=lambda pattern: (_excess(unit, pattern, against[pattern]), pattern))
            same, n = listed[picked], unit.tray.n
            tails = max((predictive.share(same, n, others) for others in against[picked]), key=lambda one: one.high)
            found.append(_finding("identical", unit, groups, same / n, tails, min(1.0, tails.high * len(listed))))
    return found


def _shared(pool: Pool, pattern: str) -> list[tuple[int, int]]:
    return [(most(tray, pattern), tray.n) for tray in pool.trays]


def _excess(unit: Unit, pattern: str, against: Sequence[Sequence[tuple[int, int]]]) -> float:
    """Share of a pattern in a tray less that in the pool that has most of it."""
    usual = max(sum(x for x, _ in others) / sum(n for _, n in others) for others in against)
    return unit.tray.patterns[pattern] / unit.tray.n - usual


def lines(every: Sequence[Unit], groups: Sequence[str]) -> list[Finding]:
    """Test the share of straight-lined ballots of every tray, two-sided."""
    found = []
    for unit in every:
        straight, n = unit.tray.straight, unit.tray.n
        against = [[(tray.straight, tray.n) for tray in pool.trays] for pool in pools(unit, every)]
        if against:
            tails = outside(straight / n, [predictive.share(straight, n, others) for others in against])
            found.append(_finding("lines", unit, groups, straight / n, tails, tails.two_sided))
    return found


def outside(value: float, found: Sequence[Tails]) -> Tails:
    """Return the comparison that says least; one that says nothing where `value` lies between them.

    A tray of mixed groups between two groups is a mixture of them.
    """
    if any(one.expected <= value for one in found) and any(one.expected >= value for one in found):
        return Tails(value, 1.0, 1.0)
    return max(found, key=lambda one: one.two_sided)


def _finding(code: str, unit: Unit, groups: Sequence[str], observed: float, found: Tails, p: float) -> Finding:
    large = abs(observed - found.expected) >= LEAST
    return Finding(f"{code}_{unit.kind}", unit.subject(groups), observed, found.expected, p, large)
