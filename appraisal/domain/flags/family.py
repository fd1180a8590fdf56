"""How the tests of a round share its 5 %: Holm within a family, weighted Bonferroni between families.

Sources: Holm (1979), Scand. J. Stat. 6:65; Rosenthal and Rubin (1983), Psychol. Bull. 94:540 for the weights.
The families are fixed beforehand; one that has nothing to test keeps its part, which makes the round's rate smaller.
"""

from __future__ import annotations

from collections.abc import Iterable

from appraisal.domain.flags.flag import ROUND, Finding
from appraisal.domain.methods.multiplicity import adjust

SHARES = {
    "burst": 0.1,
    "identical": 0.35,
    "lines": 0.1,
    "means": 0.15,
    "channel": 0.1,
    "conflict": 0.1,
    "digits": 0.1,
}


def family(code: str) -> str | None:
    """Return the family of a flag's code, which begins with its name; None for accounting, which has no p."""
    name = code.partition("_")[0]
    return name if name in SHARES else None


def corrected(findings: Iterable[Finding]) -> tuple[tuple[Finding, float | None], ...]:
    """Return each finding with its p after every correction: comparable with `ROUND` whatever the family."""
    found = list(findings)
    after: dict[int, float | None] = {}
    for name, share in SHARES.items():
        places = [at for at, one in enumerate(found) if family(one.code) == name]
        holm = adjust([found[at].p for at in places], "holm")
        after |= {at: None if p is None else min(p / share, 1.0) for at, p in zip(places, holm, strict=True)}
    return tuple((one, after.get(at)) for at, one in enumerate(found))


def raised(finding: Finding, p: float | None) -> bool:
    """Tell whether a finding becomes a flag: large enough to matter, and not to be put down to chance."""
    return finding.large and (p is None or p <= ROUND)
