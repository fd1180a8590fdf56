"""Honest rounds: what every voter thinks, nobody stuffing. Pure and seeded: the generator is passed in.

A ballot's marks hang together: within a person (the same opinion on every item) and between persons (halo, the
voter's mood). Some voters give one grade to everything. Groups, channels and the hamlets that batches go to
differ somewhat, and in every round by other amounts. All figures are settings below, in units of the latent
feeling, whose grades are cut at `CUTS`; one grade is about one unit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ballotbox.domain.presets import PRESETS
from ballotbox.domain.scale import ABSTAIN, BLANK
from demo.domain.synthetic.casting import batches, channels, enterers, hours, sizes
from demo.domain.synthetic.pile import Ints, Keys, Pile
from demo.domain.township import POSTS

Floats = npt.NDArray[np.float64]
CUTS = (-0.9, -0.1, 1.0)  # up to the first: key 1; above the last: key 4
MOOD, OWN, NOISE = 0.7, 0.5, 0.4  # sd of a voter's mood (halo), of the opinion on a person, on one item of it
VILLAGE = (0.8, 0.35)  # mean and sd of a village's contentment
STANDING = 0.4  # sd of the persons' standing in it
GROUP, GROUP_PERSON = 0.25, 0.15  # sd between groups, and of a group's view of one person
HAMLETS = 0.3  # the largest sd between the hamlets of an ordinary village
CHANNEL = 0.15  # sd between channels: older people vote on paper
STRAIGHT = (0.1, 0.45)  # how many ballots give one grade to everything, from the fewest to the most of a village
ABSTAINING, LEFT_BLANK = 0.04, 0.01  # persons not known; marks left empty on paper
UNEVEN = 10  # shape of the gamma by which batches differ in that


@dataclass(frozen=True)
class Mood:
    """What differs from round to round: spread between batches, and how many give one grade to everything."""

    batch: float
    straight: float


def honest(rng: np.random.Generator, ballots: int, preset: str = "overall", hamlets: float | None = None) -> Pile:
    """Return an honest round of `ballots` ballots (60 and up); `preset` is one of the product's.

    `hamlets` is the sd between batches, which go to hamlets; drawn anew for every round where it is None.
    """
    items = len(PRESETS[preset].items)
    returned, rolls = sizes(rng, ballots)
    group = np.repeat(np.arange(len(returned)), returned)
    batch, batch_groups = batches(rng, returned)
    channel = channels(rng, group, sms=items == 1)
    drawn = rng.uniform(0, HAMLETS)
    mood = Mood(batch=drawn if hamlets is None else hamlets, straight=rng.uniform(*STRAIGHT))
    feeling = _feelings(rng, mood, group, channel, batch)
    marks = _marks(rng, mood, feeling, items, batch)
    marks[rng.random(feeling.shape) < ABSTAINING] = ABSTAIN
    marks[(rng.random(marks.shape) < LEFT_BLANK) & (channel == 3)[:, None, None]] = BLANK
    enterer, hour = enterers(rng, group, channel), hours(rng, len(group))
    return Pile(preset, rolls, batch_groups, group, channel, batch, enterer, hour, marks)


def _feelings(rng: np.random.Generator, mood: Mood, group: Ints, channel: Ints, batch: Ints) -> Floats:
    """Return what each ballot thinks of each person [ballot, person]."""
    n, groups, persons = len(group), int(group.max()) + 1, len(POSTS)
    of_group = rng.normal(0, GROUP, groups)[:, None] + rng.normal(0, GROUP_PERSON, (groups, persons))
    of_batch = rng.normal(0, mood.batch, int(batch.max()) + 1)
    shared = of_batch[batch] + rng.normal(0, CHANNEL, 4)[channel] + rng.normal(0, MOOD, n)
    own = rng.normal(0, OWN, (n, persons))
    return rng.normal(rng.normal(*VILLAGE), STANDING, persons) + of_group[group] + shared[:, None] + own


def _marks(rng: np.random.Generator, mood: Mood, feeling: Floats, items: int, batch: Ints) -> Keys:
    """Return reply keys [ballot, person, item]; straight-liners go by their mean feeling, more in some batches."""
    felt = feeling[:, :, None] + rng.normal(0, NOISE, (*feeling.shape, items))
    share = mood.straight * rng.gamma(UNEVEN, 1 / UNEVEN, int(batch.max()) + 1)
    straight = rng.random(len(feeling)) < share[batch]
    felt[straight] = feeling[straight].mean(axis=1)[:, None, None]
    keys: Keys = (np.searchsorted(CUTS, felt) + 1).astype(np.uint8)
    return keys
