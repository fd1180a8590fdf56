"""Invented grades: voters with a mood of their own (halo) rate cadres of different standing."""

from __future__ import annotations

import random
from collections.abc import Sequence

STANDING = (0.9, 1.5, -0.2, 0.7, 0.4)  # of the five posts, in the order of the ballot
CUTS = ((1.0, 4), (-0.1, 3), (-0.9, 2))  # above the cut: this reply key
LOWEST, ABSTAIN = 1, 0
ABSTAIN_SHARE = 0.04


def ballot(rng: random.Random, persons: int, items: int) -> tuple[int, ...]:
    """Return one ballot's marks, persons in order and their items in order."""
    mood = rng.gauss(0, 0.6)
    marks: list[int] = []
    for person in range(persons):
        own = STANDING[person % len(STANDING)] + mood + rng.gauss(0, 0.5)
        unknown = rng.random() < ABSTAIN_SHARE
        marks += [ABSTAIN if unknown else _key(own + rng.gauss(0, 0.4)) for _ in range(items)]
    return tuple(marks)


def _key(feeling: float) -> int:
    return next((key for cut, key in CUTS if feeling > cut), LOWEST)


def sample(rng: random.Random, codes: Sequence[str], share: float) -> list[str]:
    """Return the codes of those who vote, in random order."""
    return rng.sample(list(codes), round(share * len(codes)))
