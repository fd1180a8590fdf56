"""Flags of invented rounds, and in how many of them any was raised."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from appraisal.domain.flags.find import find_flags
from appraisal.domain.flags.flag import Beside, Flag
from appraisal.domain.result import Ledger
from ballotbox.domain.counts import RoundCounts
from demo.domain.synthetic.honest import honest
from demo.domain.synthetic.pile import Pile
from demo.domain.synthetic.stuffing import PLAIN, Manner, stuffed
from demo.domain.synthetic.village import spec

PRESETS = ("overall", "five_dimensions")
SIZES = (60, 400, 2000)
SEED = 20261125  # not one that thresholds were tried on


def ledger_of(counts: RoundCounts) -> Ledger:
    """The accounting of a box in which every sum adds up."""
    web, sms, paper = counts.by_channel
    return Ledger(counts.ballots, 0, web + sms, paper, counts.ballots, counts.ballots, 0, ())


def flags_of(pile: Pile) -> tuple[Flag, ...]:
    """Count `pile` as the product does, and return its flags."""
    about = spec(pile.preset, pile.rolls)
    counts = pile.counts(about)
    return find_flags(about, counts, ledger_of(counts), Beside(batch_groups=pile.batch_groups))


def honest_pile(preset: str, size: int, at: int, hamlets: float | None = None) -> Pile:
    """The honest round number `at` of this size; `hamlets` as in the generator."""
    return honest(np.random.default_rng([SEED, size, at]), size, preset, hamlets=hamlets)


def stuffed_pile(preset: str, size: int, at: int, style: str, share: float, manner: Manner = PLAIN) -> Pile:
    """The same round, stuffed."""
    return stuffed(np.random.default_rng([SEED, size, at, 1]), honest_pile(preset, size, at), style, share, manner)


def flagged(rounds: int, pile: Callable[[int], Pile]) -> Iterator[set[str]]:
    """The codes of the flags of each of `rounds` rounds."""
    return ({flag.code for flag in flags_of(pile(at))} for at in range(rounds))
