"""The same post in several villages: who lies clearly above or below the others. A screening, never a table of places.

Sources: DerSimonian and Laird (1986) for the common mean and the shrunken scores; Higgins, Thompson and Spiegelhalter
(2009) for where the score of one more village may lie, with Satterthwaite's degrees of freedom: villages differ, and
with many ballots nearly each differs from the mean for sure, so it is asked who lies outside what the others show;
Benjamini and Hochberg (1995) across villages; Mogstad et al. (2024) for the places a score may truly have.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr

from appraisal.domain.arrays import Floats, number
from appraisal.domain.beside.comparison import Peers
from appraisal.domain.beside.overview import PersonFigures
from appraisal.domain.errors import CountsError
from appraisal.domain.methods.multiplicity import adjust
from appraisal.domain.methods.ranks import rank_sets
from appraisal.domain.methods.shrinkage import Shrunken, shrink
from appraisal.domain.result import MIN_GROUP, rounded

SURE = 0.05
VILLAGES = 3  # with a score: of two, one above the other is one comparison said twice, and no screening


@dataclass(frozen=True)
class Holder:
    """Whoever holds a post in one village: score and SE in points, degrees of freedom."""

    village: str
    mean: float | None
    se: float | None
    degf: int


def holder(village: str, said: PersonFigures) -> Holder:
    """Return the holder of a post by the figures of one round; without a score under ten complete ballots."""
    enough = said.complete >= MIN_GROUP
    return Holder(village, said.mean if enough else None, said.se if enough else None, said.degf)


def compare(post: tuple[str, str], holders: Sequence[Holder]) -> tuple[Peers, ...]:
    """Return how each of `holders` of a `post` (both languages) stands among them; without SE nothing is said.

    Nor is anything under `VILLAGES` with a score and SE.

    Raises CountsError ``negative_variance`` for an SE below 0, ``not_finite`` for what is no number.
    """
    known = [place for place, one in enumerate(holders) if one.mean is not None and one.se is not None]
    if len(known) < VILLAGES:
        return tuple(_unknown(post, len(known)) for _ in holders)
    mean = np.array([holders[place].mean for place in known], dtype=np.float64)
    se = np.array([holders[place].se for place in known], dtype=np.float64)
    if not (np.isfinite(mean).all() and np.isfinite(se).all()):
        raise CountsError("not_finite", "scores of a post")
    sets = rank_sets(mean.tolist(), (se**2).tolist()) if (se >= 0).all() else None
    if sets is None:
        raise CountsError("negative_variance")
    drawn = shrink(mean.tolist(), [value if value > 0 else None for value in se.tolist()])
    above = mean - _others(mean)
    p = _tests(mean, se, np.array([holders[place].degf for place in known], dtype=np.float64))
    after = adjust(p)
    found = {
        place: Peers(
            post=post[0],
            post_en=post[1],
            villages=len(known),
            mean=rounded(drawn.mu if drawn else None),
            tau=rounded(drawn.tau2**0.5 if drawn else None),
            shrunken=rounded(_drawn(drawn, at, float(mean[at]))),
            p=rounded(p[at]),
            adjusted=rounded(after[at]),
            rank_from=sets.lower[at],
            rank_to=sets.upper[at],
            band=_band(float(above[at]), after[at]),
        )
        for at, place in enumerate(known)
    }
    return tuple(found.get(place) or _unknown(post, len(known)) for place in range(len(holders)))


def _unknown(post: tuple[str, str], villages: int) -> Peers:
    return Peers(*post, villages, None, None, None, None, None, None, None, "unknown")


def _others(values: Floats) -> Floats:
    """Mean of all the others, for each."""
    return (values.sum() - values) / (len(values) - 1)


def _tests(mean: Floats, se: Floats, degf: Floats) -> list[float | None]:
    """Two-sided p of each score as that of one more village like the others; None without a variance or freedom.

    Variance of its distance to their plain mean: own se², theirs, and τ² (1 + 1/k) of the k others, by moments.
    """
    k = len(se) - 1
    own, rest = se**2, _others(se**2) / k
    tau2 = np.maximum(_variance_of_others(mean) - _others(se**2), 0)
    between = tau2 * (1 + 1 / k)
    parts = np.divide(own**2, degf, out=np.zeros_like(own), where=degf > 0)
    spread = parts + _others(parts) / k**3 + between**2 / (k - 1)
    varies = (spread > 0) & ((degf > 0) | (se == 0))
    wide = own + rest + between
    df = np.divide(wide**2, spread, out=np.ones_like(spread), where=varies)
    t = np.divide(np.abs(mean - _others(mean)), np.sqrt(wide), out=np.zeros_like(mean), where=varies)
    return [number(value) if holds else None for value, holds in zip(2 * stdtr(df, -t), varies, strict=True)]


def _variance_of_others(values: Floats) -> Floats:
    """Variance of all the others, for each."""
    k = len(values) - 1
    away = values - values.mean()  # so that large means lose no digits
    squares, sums = (away**2).sum() - away**2, away.sum() - away
    return np.maximum((squares - sums**2 / k) / (k - 1), 0)


def _drawn(drawn: Shrunken | None, at: int, mean: float) -> float:
    """The shrunken score; a census has nothing to be drawn by."""
    one = None if drawn is None else drawn.scores[at]
    return mean if one is None else one


def _band(above: float, adjusted: float | None) -> str:
    if adjusted is None:
        return "unknown"
    if adjusted > SURE:
        return "not_apart"
    return "above" if above > 0 else "below"
