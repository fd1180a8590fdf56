"""Styles of stuffing: somebody holds the slips of a batch, or of several, and fills in all of them alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from ballotbox.domain.scale import ABSTAIN, BLANK
from demo.domain.synthetic.pile import Ints, Keys, Pile
from demo.domain.synthetic.village import HOURS, OPENS

AnyInts = TypeVar("AnyInts", Ints, Keys)
TOP, NEXT, LOWEST = 4, 3, 1
RIVAL = 1  # place of the person pushed down
MOSTLY = 0.8  # of random tops, how many marks are the best grade
WAKING = [hour for hour in range(HOURS) if 8 <= (8 + hour) % 24 < 22]


def identical(rng: np.random.Generator, marks: Keys) -> Keys:  # noqa: ARG001 – every style is called alike
    """Return the best grade for everybody, on every ballot."""
    return np.full_like(marks, TOP)


def random_tops(rng: np.random.Generator, marks: Keys) -> Keys:
    """Return best grades with some second ones strewn in, so that no two ballots need be the same."""
    found: Keys = np.where(rng.random(marks.shape) < MOSTLY, TOP, NEXT).astype(np.uint8)
    return found


def rival_down(rng: np.random.Generator, marks: Keys) -> Keys:  # noqa: ARG001 – every style is called alike
    """Return ordinary ballots on which one person has the lowest grade."""
    pushed = marks.copy()
    pushed[:, RIVAL] = LOWEST
    return pushed


STYLES: dict[str, Callable[[np.random.Generator, Keys], Keys]] = {
    "identical": identical,
    "random_tops": random_tops,
    "rival_down": rival_down,
}


@dataclass(frozen=True)
class Manner:
    """How it is done. `spread`: with slips of every batch, not batch by batch. `hurried`: all within one waking hour.

    `typed`: on paper, all typed in by one person; otherwise by web.
    """

    spread: bool = False
    hurried: bool = False
    typed: bool = False


PLAIN = Manner()


def stuffed(rng: np.random.Generator, pile: Pile, style: str, share: float, manner: Manner = PLAIN) -> Pile:
    """Return `pile` with `share` of its ballots, villagers' slips, filled in by somebody else in `style`."""
    wanted = round(share * len(pile))
    rows = _spread(rng, pile, wanted) if manner.spread else _batchwise(rng, pile, wanted)
    ordinary = pile.marks[rows].copy()
    ordinary[ordinary == BLANK] = ABSTAIN  # the web leaves nothing blank
    channel, enterer = (3, 1) if manner.typed else (1, 0)
    rush = int(OPENS.timestamp()) // 3600 + int(rng.choice(WAKING))
    return replace(
        pile,
        marks=_placed(pile.marks, rows, STYLES[style](rng, ordinary)),
        channel=_placed(pile.channel, rows, channel),
        enterer=_placed(pile.enterer, rows, enterer),
        hour=_placed(pile.hour, rows, rush) if manner.hurried else pile.hour,
    )


def _placed(column: AnyInts, rows: Ints, values: AnyInts | int) -> AnyInts:
    """Return a copy of `column` with `values` in `rows`."""
    changed = column.copy()
    changed[rows] = values
    return changed


def _spread(rng: np.random.Generator, pile: Pile, wanted: int) -> Ints:
    return rng.choice(np.flatnonzero(pile.group == 0), wanted, replace=False)


def _batchwise(rng: np.random.Generator, pile: Pile, wanted: int) -> Ints:
    of_villagers = [batch for batch, group in pile.batch_groups.items() if group == 0]
    order = rng.permutation(of_villagers)
    rows = np.concatenate([np.flatnonzero(pile.batch == batch) for batch in order])
    return rows[:wanted]
