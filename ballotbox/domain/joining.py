"""Small numbers joined before anything is summed: no sum in the counts, and no difference of sums, is of few ballots.

A thief knows the batch of a slip (from the database) and may know its channel (the carrier knows who texted). Sums by
batch, by channel and by enterer are taken of the same ballots, so each is also looked at against the others.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

SECRET = 10  # ballots under which nothing stands by itself
CHANNELS = range(3)  # web, SMS, paper
PAPER = 2
Numbers = tuple[int, ...]
Place = TypeVar("Place")
Spot = tuple[int, int, int, int]  # group, batch, channel, enterer (0: nobody)


@dataclass(frozen=True)
class Joined:
    """What stands by itself in a count.

    `batches` and `enterers` are the trays, as ascending numbers; `channels[group][channel]` is the channel in whose
    cells a channel's ballots stand; `entered[group]` tells whether its ballots are in the trays of enterers.
    """

    batches: tuple[Numbers, ...]
    channels: tuple[Numbers, ...]
    enterers: tuple[Numbers, ...]
    entered: tuple[bool, ...]


def join(spots: Mapping[Spot, int], groups: int) -> Joined:
    """Return what stands by itself, from the number of ballots of each group, batch, channel and enterer.

    Batches are joined within their group; a group under ten has no tray: its sums stand in its composite. Enterers
    are compared over groups in which every tray holds none or at least ten on paper, and of each channel that stands;
    they are joined until each has none or at least ten in every such tray. Everything that can be worked out is then
    made of whole pieces of ten. Who is joined with nobody (ballots by web and SMS) has no tray.
    """
    batches = [key for group in range(groups) for key in neighbours(_batches(spots, group))]
    tray = {batch: key for key in batches for batch in key}
    channels, entered = [], []
    for group in range(groups):
        places: Counter[tuple[Numbers, int]] = Counter()
        for (_g, batch, channel, _e), n in _of(spots, group):
            places[tray.get(batch, ()), channel] += n
        stands = standing(places)
        channels.append(stands)
        entered.append(bool(places) and _whole(places, stands))
    held: dict[int, Counter[Numbers]] = defaultdict(Counter)
    for (group, batch, _c, enterer), n in spots.items():
        if entered[group]:
            held[enterer][tray[batch]] += n
    enterers = tuple(key for key in neighbours(held) if 0 not in key)
    return Joined(tuple(batches), tuple(channels), enterers, tuple(entered))


def neighbours(held: Mapping[int, Mapping[Place, int]]) -> list[Numbers]:
    """Join numbers in ascending order until each key has at least ten of everything that it `held`, by place.

    A rest joins those before it. Nothing is returned where all together have fewer.
    """

    def enough(key: Numbers) -> bool:
        together: Counter[Place] = Counter()
        for number in key:
            together.update(held[number])
        return min(together.values(), default=0) >= SECRET

    keys: list[Numbers] = []
    rest: Numbers = ()
    for number in sorted(held):
        rest = (*rest, number)
        if enough(rest):
            keys.append(rest)
            rest = ()
    while rest and not enough(rest):
        if not keys:
            return []
        rest = keys.pop() + rest
    return [*keys, rest] if rest else keys


def standing(places: Mapping[tuple[Numbers, int], int]) -> Numbers:
    """Return for each channel where its cells stand, from one group's ballots by tray and channel.

    A channel stands by itself where in the trays that hold it beside others the smaller parts are together at least
    ten ballots, or none. Whatever is added to and taken from each other of sums by tray and by channel, what is left
    is then of at least ten: it is a cut of the graph of trays and channels, and no cut is smaller than those parts.
    What does not stand joins the largest (the first of equals); where that does not stand with it, all do.
    """
    by_channel: Counter[int] = Counter()
    for (_tray, channel), n in places.items():
        by_channel[channel] += n
    largest = max(CHANNELS, key=lambda channel: by_channel[channel])
    stands = tuple(c if _stands(places, {c}) else largest for c in CHANNELS)
    if _stands(places, {c for c in CHANNELS if stands[c] == largest}):
        return stands
    return (largest,) * len(CHANNELS)


def _stands(places: Mapping[tuple[Numbers, int], int], channels: set[int]) -> bool:
    inside: Counter[Numbers] = Counter()
    outside: Counter[Numbers] = Counter()
    for (tray, channel), n in places.items():
        (inside if channel in channels else outside)[tray] += n
    smaller = (inside & outside).total()
    return smaller == 0 or smaller >= SECRET


def _whole(places: Mapping[tuple[Numbers, int], int], stands: Numbers) -> bool:
    atoms: Counter[tuple[Numbers, int, bool]] = Counter()
    for (tray, channel), n in places.items():
        atoms[tray, stands[channel], channel == PAPER] += n  # on paper by itself: enterers have nothing else
    return min(atoms.values()) >= SECRET and all(tray for tray, *_ in atoms)


def _of(spots: Mapping[Spot, int], group: int) -> Iterable[tuple[Spot, int]]:
    return ((spot, n) for spot, n in spots.items() if spot[0] == group)


def _batches(spots: Mapping[Spot, int], group: int) -> dict[int, Counter[int]]:
    held: dict[int, Counter[int]] = defaultdict(Counter)
    for (_g, batch, _c, _e), n in _of(spots, group):
        held[batch][group] += n
    return held
