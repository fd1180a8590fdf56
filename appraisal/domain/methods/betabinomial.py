"""Shares of small villages drawn to the share of all: a beta prior fitted to the villages themselves.

Sources: Kleinman (1973), J. Am. Stat. Assoc. 68:46, moments with weights n; maximum likelihood of the
beta-binomial by Newton's method in the logarithms of both parameters.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import betaincinv, betaln, gammaln, polygamma, psi

from appraisal.domain.arrays import Floats, Interval, Number, interval, numbers
from appraisal.domain.errors import CountsError


@dataclass(frozen=True)
class Prior:
    """Beta prior: its two parameters."""

    alpha: float
    beta: float


@dataclass(frozen=True)
class Fit:
    """A prior, and what each village becomes under it; `neg_loglik` of the counts."""

    prior: Prior
    posterior_mean: tuple[Number, ...]
    ci95: tuple[Interval, ...]
    neg_loglik: float


@dataclass(frozen=True)
class BetaBinomial:
    """Pooled share, intra-village correlation, and both fits; None where the villages do not differ."""

    share: float
    rho: float
    moments: Fit | None
    likelihood: Fit | None


def _neg_loglik(x: Floats, n: Floats, prior: Prior) -> float:
    a, b = prior.alpha, prior.beta
    choose = gammaln(n + 1) - gammaln(x + 1) - gammaln(n - x + 1)
    return -float((choose + betaln(x + a, n - x + b) - betaln(a, b)).sum())


def _fit(x: Floats, n: Floats, prior: Prior) -> Fit:
    a, b = x + prior.alpha, n - x + prior.beta
    low, high = betaincinv(a, b, 0.025), betaincinv(a, b, 0.975)
    limits = tuple(interval(*pair) for pair in zip(low, high, strict=True))
    return Fit(prior, numbers(a / (a + b)), limits, _neg_loglik(x, n, prior))


def kleinman(x: Floats, n: Floats) -> tuple[float, float]:
    """Pooled share and moment estimator of the correlation (may be 0 or below: no spread beyond chance)."""
    total = n.sum()
    share = float(x.sum() / total)
    chance = share * (1 - share)
    spread = float((n * (x / n - share) ** 2).sum())
    inside, between = float((1 - n / total).sum()), float((n * (1 - n / total)).sum())
    scale = chance * (between - inside)
    return share, (spread - chance * inside) / scale if scale > 0 else 0.0


def _newton_step(x: Floats, n: Floats, a: float, b: float) -> Floats:
    """Step in (log a, log b) that climbs the likelihood; falls back to the gradient off the concave part."""
    da = float((psi(x + a) - psi(n + a + b)).sum() + len(x) * (psi(a + b) - psi(a)))
    db = float((psi(n - x + b) - psi(n + a + b)).sum() + len(x) * (psi(a + b) - psi(b)))
    both = float((len(x) * polygamma(1, a + b)) - polygamma(1, n + a + b).sum())
    daa = both + float(polygamma(1, x + a).sum() - len(x) * polygamma(1, a))
    dbb = both + float(polygamma(1, n - x + b).sum() - len(x) * polygamma(1, b))
    gradient = np.array([a * da, b * db])
    hessian = np.array([[a * a * daa + a * da, a * b * both], [a * b * both, b * b * dbb + b * db]])
    concave = hessian[0, 0] < 0 and np.linalg.det(hessian) > 0
    step: Floats = -np.linalg.solve(hessian, gradient) if concave else np.sign(gradient) * 0.5
    return np.clip(step, -1, 1)


def _maximum(x: Floats, n: Floats, start: Prior) -> Prior | None:
    """Newton with halved steps from the moment estimate; None where the likelihood rises without end."""
    place = np.log([start.alpha, start.beta])
    for _ in range(100):
        step = _newton_step(x, n, *np.exp(place))
        here = _neg_loglik(x, n, Prior(*np.exp(place)))
        while _neg_loglik(x, n, Prior(*np.exp(place + step))) > here + 1e-12 and abs(step).max() > 1e-9:
            step = step / 2
        place = place + step
        if abs(step).max() < 1e-9:
            return Prior(*(float(value) for value in np.exp(place)))
        if place.max() > 18:
            return None
    return None


def fit(x: Floats, n: Floats) -> BetaBinomial:
    """Fit villages with `x` of `n` ballots each; villages without ballots are refused.

    Raises CountsError ``no_ballots``, ``more_than_all`` or ``unknown_shape``.
    """
    if x.shape != n.shape or x.ndim != 1 or not len(x):
        raise CountsError("unknown_shape", "x and n differ in length")
    if (n <= 0).any():
        raise CountsError("no_ballots")
    if ((x < 0) | (x > n)).any():
        raise CountsError("more_than_all")
    share, rho = kleinman(x, n)
    if not (0 < rho < 1 and 0 < share < 1):
        return BetaBinomial(share, rho, None, None)
    size = 1 / rho - 1
    start = Prior(share * size, (1 - share) * size)
    best = _maximum(x, n, start)
    return BetaBinomial(share, rho, _fit(x, n, start), _fit(x, n, best) if best else None)
