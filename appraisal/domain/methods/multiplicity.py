"""P-values adjusted for many tests. Source: R's ``p.adjust``; Benjamini and Hochberg (1995), Holm (1979)."""

from collections.abc import Callable, Sequence

import numpy as np

from appraisal.domain.arrays import Floats, Number, number
from appraisal.domain.errors import CountsError


def _step_up(p: Floats, factor: Floats) -> Floats:
    """Running minimum from the largest p down; `factor` is by descending rank."""
    return np.minimum.accumulate(factor * p)


def _benjamini_hochberg(p: Floats, harmonic: float = 1.0) -> Floats:
    n = len(p)
    return _step_up(p, harmonic * n / np.arange(n, 0, -1))


def _benjamini_yekutieli(p: Floats) -> Floats:
    return _benjamini_hochberg(p, float((1 / np.arange(1, len(p) + 1)).sum()))


def _hochberg(p: Floats) -> Floats:
    return _step_up(p, np.arange(1.0, len(p) + 1))


def _holm(p: Floats) -> Floats:
    return np.maximum.accumulate((np.arange(1.0, len(p) + 1) * p)[::-1])[::-1]


def _bonferroni(p: Floats) -> Floats:
    return len(p) * p


METHODS: dict[str, Callable[[Floats], Floats]] = {
    "BH": _benjamini_hochberg,
    "BY": _benjamini_yekutieli,
    "holm": _holm,
    "hochberg": _hochberg,
    "bonferroni": _bonferroni,
}


def adjust(p: Sequence[Number], method: str = "BH") -> tuple[Number, ...]:
    """Adjusted p-values in the given order; None stays None and does not count as a test.

    Raises CountsError ``unknown_method`` or ``not_a_probability``.
    """
    if method not in METHODS:
        raise CountsError("unknown_method", method)
    given = np.array([value for value in p if value is not None], dtype=np.float64)
    if not ((given >= 0) & (given <= 1)).all():
        raise CountsError("not_a_probability")
    order = np.argsort(-given, kind="stable")
    adjusted = np.empty_like(given)
    adjusted[order] = np.minimum(METHODS[method](given[order]), 1)
    rest = iter(adjusted)
    return tuple(None if value is None else number(next(rest)) for value in p)
