"""Rounds of invented ballots with their release, without a database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from appraisal.domain.release.attacker import Attack, ranges
from appraisal.domain.release.release import release
from appraisal.domain.release.released import Release
from appraisal.domain.result import Ledger, Prints, RoundResult
from appraisal.domain.summary import summarise
from ballotbox.domain.counts import RoundCounts
from ballotbox.domain.layout import RoundSpec
from ballotbox.domain.record import Record
from ballotbox.domain.screen import Known
from ballotbox.domain.tally import tally
from tests.support.specs import make_spec

KEY = bytes(range(16))
LEDGER = Ledger(0, 0, 0, 0, 0, 0, 0, ())
PRINTS = Prints("", "", "")
Marks = tuple[int, ...]


@dataclass(frozen=True)
class Round:
    """A round as it was counted and released. `ballots` [group] are lists of reply keys, person by person."""

    spec: RoundSpec
    ballots: Sequence[Sequence[Marks]]
    counts: RoundCounts
    result: RoundResult
    release: Release

    def cells(self, person: int) -> np.ndarray:
        """True answers [group, grade], best first."""
        width = len(self.spec.scale.grades)
        return np.array(self.counts.cells[person]).sum(axis=(0, 2))[:, :width]


def no_attack(_known: object, sums: np.ndarray) -> np.ndarray:
    """An attacker who finds nothing: what is released then has small cells hidden and nothing beside them."""
    return np.tile((0.0, 1e9), (len(sums), 1))


def released(spec: RoundSpec, ballots: Sequence[Sequence[Marks]], attack: Attack = ranges) -> Round:
    """Count and release these ballots of each group."""
    batches = {group + 1: group for group in range(len(spec.groups))}
    plains = [Record(KEY, g, 1, g + 1, marks).pack() for g, some in enumerate(ballots) for marks in some]
    counts = tally(Known(spec, KEY, batches), plains, lambda _records: None)
    result = summarise(spec, counts, LEDGER, PRINTS)
    return Round(spec, ballots, counts, result, release(spec, counts, result, attack))


def weighted(spec: RoundSpec, weights: Sequence[float], rolls: Sequence[int]) -> RoundSpec:
    """Return `spec` with other weights and rolls of its groups."""
    groups = [
        replace(group, weight=weight, roll=roll)
        for group, weight, roll in zip(spec.groups, weights, rolls, strict=True)
    ]
    return replace(spec, groups=tuple(groups))


def honest(
    chance: np.random.Generator, sizes: Sequence[int], persons: int = 1, items: int = 1, abstain: float = 0.02
) -> tuple[RoundSpec, list[list[Marks]]]:
    """Return a round in which `sizes` people of each group vote honestly: persons and groups differ, some abstain."""
    weights = [0.4, 0.3, 0.2, 0.1][: len(sizes)]
    rolls = [max(10, int(n * 1.5)) for n in sizes]
    spec = make_spec(persons, items, len(sizes))
    spec = weighted(spec, [w / sum(weights) for w in weights], rolls)
    known = chance.dirichlet([6, 4, 1.5, 0.8], size=(persons, len(sizes)))
    ballots = [[_ballot(chance, known[:, g], items, abstain) for _ in range(n)] for g, n in enumerate(sizes)]
    return spec, ballots


def _ballot(chance: np.random.Generator, known: np.ndarray, items: int, abstain: float) -> Marks:
    marks = [
        0 if chance.random() < abstain else 4 - int(chance.choice(4, p=of_person))
        for of_person in known
        for _ in range(items)
    ]
    return tuple(marks)


def every_table(n: int, grades: int = 4) -> Iterator[tuple[int, ...]]:
    """Return every way in which `n` ballots can fall on the grades."""
    if grades == 1:
        yield (n,)
        return
    for first in range(n + 1):
        for rest in every_table(n - first, grades - 1):
            yield (first, *rest)
