"""How an invented round comes in: group sizes and turnout, batches, channels, who types paper in, and the hours."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from demo.domain.synthetic.pile import Ints
from demo.domain.synthetic.village import HOURS, OPENS

SMALLEST = 12  # ballots of representatives and of party members, at least
CHANNELS = ((5.0, 2.0, 4.0), (6.0, 2.0, 2.0), (4.0, 1.0, 5.0))  # Dirichlet: villagers, representatives, party members
TURNOUT = ((0.4, 0.8), (0.7, 0.95), (0.6, 0.9))
BURSTY = 10  # shape of the gamma noise on every hour: people come together
# weight of each hour of the day in China, from midnight: quiet nights, a noon, and an evening peak
DAY = (0.1, 0, 0, 0, 0.1, 0.5, 1, 2, 3, 3, 3, 4, 4, 3, 2, 2, 3, 4, 7, 11, 12, 8, 4, 1)


def sizes(rng: np.random.Generator, ballots: int) -> tuple[Ints, tuple[int, ...]]:
    """Return ballots and rolls of villagers, representatives and party members."""
    few = [max(SMALLEST, round(ballots * rng.uniform(*share))) for share in ((0.05, 0.1), (0.08, 0.14))]
    returned = np.array([ballots - sum(few), *few])
    rolls = tuple(int(np.ceil(n / rng.uniform(*turnout))) for n, turnout in zip(returned, TURNOUT, strict=True))
    return returned, rolls


def batches(rng: np.random.Generator, returned: Ints) -> tuple[Ints, dict[int, int]]:
    """Return each ballot's batch, numbered from 1, and each batch's group: hamlets of 12 people and up."""
    rows: list[Ints] = []
    groups: dict[int, int] = {}
    for group, n in enumerate(returned.tolist()):
        parts = int(np.clip(n // max(12, rng.uniform(0.05, 0.15) * returned[0]), 1, 20))
        first = len(groups) + 1
        groups |= {first + at: group for at in range(parts)}
        rows.append(first + rng.choice(parts, n, p=rng.dirichlet(np.full(parts, 30.0))))
    return np.concatenate(rows), groups


def channels(rng: np.random.Generator, group: Ints, *, sms: bool) -> Ints:
    """Return each ballot's channel (1 web, 2 SMS, 3 paper), mixed differently in every group."""
    mix = np.array([rng.dirichlet(shape) for shape in CHANNELS])
    if not sms:
        mix[:, 0], mix[:, 1] = mix[:, 0] + mix[:, 1], 0
    return 1 + _draw(rng, mix[group])


def enterers(rng: np.random.Generator, group: Ints, channel: Ints) -> Ints:
    """Return who typed each paper ballot in: two or three people, who took more of one group than of another."""
    people = int(rng.integers(2, 4))
    shares = rng.dirichlet(np.full(people, 3.0), int(group.max()) + 1)
    found: Ints = np.where(channel == 3, 1 + _draw(rng, shares[group]), 0)
    return found


def hours(rng: np.random.Generator, ballots: int) -> Ints:
    """Return the hour of each cast, counted from 1970."""
    day = np.array(DAY)[(8 + np.arange(HOURS)) % 24] * rng.gamma(BURSTY, 1 / BURSTY, HOURS)
    first = int(OPENS.timestamp()) // 3600
    found: Ints = first + rng.choice(HOURS, ballots, p=day / day.sum())
    return found


def _draw(rng: np.random.Generator, shares: npt.NDArray[np.float64] | Sequence[Sequence[float]]) -> Ints:
    """Return one column per row of `shares`, whose rows sum to 1."""
    reached = np.cumsum(shares, axis=1)[:, :-1]
    found: Ints = (rng.random(len(reached))[:, None] > reached).sum(axis=1)
    return found
