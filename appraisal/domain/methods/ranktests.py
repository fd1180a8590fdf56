"""Two groups compared by ranks, from grade counts; all pairs of groups.

Sources: Mann and Whitney (1947) with the tie-corrected normal approximation of R's
``wilcox.test(exact=FALSE)``; ``pairwise.wilcox.test``.
"""

from dataclasses import dataclass
from itertools import combinations
from math import sqrt

from scipy.special import ndtr

from appraisal.domain.arrays import Floats, Number, number
from appraisal.domain.errors import CountsError
from appraisal.domain.methods.kruskal import midranks
from appraisal.domain.methods.multiplicity import adjust


@dataclass(frozen=True)
class MannWhitney:
    """R's W of the first group, and two-sided p with and without continuity correction."""

    w: float
    p_corrected: Number
    p_plain: Number


def mann_whitney(first: Floats, second: Floats) -> MannWhitney:
    """Compare counts `first[grade]` and `second[grade]`; p is None without variation or with a group empty.

    Raises CountsError ``unknown_shape`` where the groups differ in their grades.
    """
    if first.shape != second.shape:
        raise CountsError("unknown_shape", "groups differ in their grades")
    totals = first + second
    a, b = float(first.sum()), float(second.sum())
    w = float(first @ midranks(totals)) - a * (a + 1) / 2
    size = a + b
    ties = float((totals**3 - totals).sum())
    spread = a * b / 12 * (size + 1 - ties / (size * (size - 1))) if size > 1 else 0.0
    if spread <= 1e-12 * size:
        return MannWhitney(w, None, None)
    off = abs(w - a * b / 2)
    plain = 2 * float(ndtr(-off / sqrt(spread)))
    corrected = 2 * float(ndtr(-(max(off, 0.5) - 0.5) / sqrt(spread)))
    return MannWhitney(w, number(corrected), number(plain))


def pairwise(table: Floats) -> tuple[tuple[Number, ...], ...]:
    """Benjamini-Hochberg adjusted p of every pair of groups of counts `table[group, grade]`.

    A lower triangle as R prints it: row i is group i + 1, column j is group j, None above the diagonal.
    """
    groups = len(table)
    pairs = list(combinations(range(groups), 2))
    adjusted = adjust([mann_whitney(table[i], table[j]).p_corrected for i, j in pairs])
    found = dict(zip(pairs, adjusted, strict=True))
    return tuple(tuple(found.get((j, i)) for j in range(groups - 1)) for i in range(1, groups))
