"""Scores of the same post elsewhere, drawn to their common mean by how unsure each is: for screening only.

Source: DerSimonian and Laird (1986), Control. Clin. Trials 7:177; the same as R metafor's
``rma(yi, vi, method="DL")``, which leaves out scores without a variance, takes tau^2 = 0 for a single score,
and declines where a variance is 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from appraisal.domain.arrays import Floats, Number, number


@dataclass(frozen=True)
class Shrunken:
    """Variance between scores (points squared), common mean, and each score drawn to it (None: unknown)."""

    tau2: float
    mu: float
    scores: tuple[Number, ...]


def _between(mean: Floats, variance: Floats) -> float:
    weight = 1 / variance
    total = weight.sum()
    about = mean - (weight * mean).sum() / total
    scale = float(total - (weight**2).sum() / total)
    excess = float((weight * about**2).sum()) - (len(mean) - 1)
    return max(excess / scale, 0.0) if len(mean) > 1 else 0.0


def shrink(means: Sequence[Number], ses: Sequence[Number]) -> Shrunken | None:
    """B mu + (1 - B) mean with B = se^2/(se^2 + tau^2); None where no score has an SE or one has SE 0."""
    known = [(m, s) for m, s in zip(means, ses, strict=True) if m is not None and s is not None]
    if not known or any(se <= 0 for _, se in known):
        return None
    mean, variance = np.array([m for m, _ in known]), np.array([s for _, s in known]) ** 2
    tau2 = _between(mean, variance)
    weight = 1 / (variance + tau2)
    mu = float((weight * mean).sum() / weight.sum())
    share = variance / (variance + tau2)
    rest = iter(share * mu + (1 - share) * mean)
    pairs = zip(means, ses, strict=True)
    drawn = tuple(None if m is None or s is None else number(next(rest)) for m, s in pairs)
    return Shrunken(tau2, mu, drawn)
