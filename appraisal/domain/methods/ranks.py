"""Ranks of scores, and how sure they are."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from appraisal.domain.arrays import Number, floats
from appraisal.domain.errors import CountsError


def average_ranks(scores: Sequence[Number]) -> tuple[Number, ...]:
    """Rank of each score, highest first, ties averaged; None stays None and takes no rank.

    Scores that agree to nine digits are tied: what differs after that is how a computer adds.
    """
    present = np.array([float(f"{score:.9g}") for score in scores if score is not None])
    above = (present[:, None] < present).sum(axis=1)
    tied = (present[:, None] == present).sum(axis=1)
    rest = iter(above + (tied + 1) / 2)
    return tuple(None if score is None else float(next(rest)) for score in scores)


@dataclass(frozen=True)
class RankSets:
    """Ranks by score and, for each, the lowest and highest it may truly have; `critical` is z."""

    critical: float
    rank: tuple[int, ...]
    lower: tuple[int, ...]
    upper: tuple[int, ...]


def rank_sets(scores: Sequence[float], variances: Sequence[float], level: float = 0.95) -> RankSets:
    """Simultaneous confidence sets for ranks of independent scores with the given variances.

    Single-step Bonferroni over all K(K-1) one-sided differences; source: Mogstad, Romano, Shaikh and
    Wilhelm (2024), Rev. Econ. Stud. 91:476. Raises CountsError ``negative_variance``,
    ``not_a_probability``, ``unknown_shape`` or ``no_cadres``.
    """
    score, variance = floats(scores, "scores", 1), floats(variances, "variances", 1)
    size = len(score)
    if score.shape != variance.shape:
        raise CountsError("unknown_shape", "scores and variances differ in length")
    if not size:
        raise CountsError("no_cadres")
    if not 0 < level < 1:
        raise CountsError("not_a_probability", "level")
    if (variance < 0).any():
        raise CountsError("negative_variance")
    z = float(ndtri(1 - (1 - level) / (size * (size - 1)))) if size > 1 else 0.0
    ahead = score - score[:, None] > z * np.sqrt(variance[:, None] + variance)
    return RankSets(
        critical=z,
        rank=tuple(int(place) + 1 for place in (score > score[:, None]).sum(axis=1)),
        lower=tuple(int(place) + 1 for place in ahead.sum(axis=1)),
        upper=tuple(size - int(place) for place in ahead.sum(axis=0)),
    )
