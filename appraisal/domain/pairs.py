"""Every two persons of a round compared on the ballots they share, and what that says of each among all.

Sources: Cochran (1977), 5.3 for the covariance; Holm (1979) over all pairs; rank sets from the pairs told apart as
Mogstad, Romano, Shaikh and Wilhelm (2024), Rev. Econ. Stud. 91:476 (step-down), said only as a band.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from scipy.special import stdtr, stdtrit

from appraisal.domain.arrays import Floats
from appraisal.domain.counts import CountsInput
from appraisal.domain.figures import Pair
from appraisal.domain.methods.covariance import Cross, Paired, composite_covariance, paired
from appraisal.domain.methods.multiplicity import adjust
from appraisal.domain.methods.simpson import compare
from appraisal.domain.methods.strata import Estimate
from appraisal.domain.result import MIN_GROUP, rounded

SURE = 0.05


def pairs(given: CountsInput, cross: Cross, scores: Sequence[Estimate], people: Sequence[int]) -> tuple[Pair, ...]:
    """Return all pairs of `people` (numbers on the ballot) with their `scores`; raises as `composite_covariance`."""
    matrix = composite_covariance(given, cross)
    places = list(combinations(range(len(people)), 2))
    found = [paired((scores[a].mean, scores[b].mean), matrix, a, b) for a, b in places]
    tests = [_p(one, _degf(scores, pair)) for one, pair in zip(found, places, strict=True)]
    holm = adjust(tests, "holm")
    turned = _turned(given, places)
    return tuple(
        _pair(scores, pair, (people[pair[0]], people[pair[1]]), one, (p, after), around)
        for pair, one, p, after, around in zip(places, found, tests, holm, turned, strict=True)
    )


def _degf(scores: Sequence[Estimate], pair: tuple[int, int]) -> int:
    return min(scores[place].degf for place in pair)


def _p(one: Paired, degf: int) -> float | None:
    if one.difference is None or not one.se or degf < 1:
        return None
    return 2 * float(stdtr(degf, -abs(one.difference) / one.se))


def _pair(
    scores: Sequence[Estimate],
    places: tuple[int, int],
    people: tuple[int, int],
    one: Paired,
    p: tuple[float | None, float | None],
    turned: bool,
) -> Pair:
    fact = one.se is not None and all("census" in scores[place].notes for place in places)
    wide = None
    if fact:
        wide = 0.0
    elif p[0] is not None and one.se is not None:
        wide = float(stdtrit(_degf(scores, places), 0.975)) * one.se
    ends = (None, None) if wide is None or one.difference is None else (one.difference - wide, one.difference + wide)
    return Pair(
        first=people[0],
        second=people[1],
        difference=rounded(one.difference),
        se=rounded(one.se),
        low=rounded(ends[0]),
        high=rounded(ends[1]),
        p=rounded(p[0]),
        adjusted=rounded(p[1]),
        fact=fact,
        says=_says(rounded(one.difference), p[1], fact),
        turned=turned,
    )


def _says(difference: float | None, adjusted: float | None, fact: bool) -> str:
    if difference is None or (adjusted is None and not fact):
        return "unknown"
    if difference == 0 or (adjusted is not None and adjusted > SURE):
        return "not_apart"
    return "above" if difference > 0 else "below"


def _turned(given: CountsInput, places: Sequence[tuple[int, int]]) -> list[bool]:
    """Whether the pool turns the order of good grades (the better half of the scale) round, for each pair."""
    answers = given.cells.sum(axis=1)
    good = answers[..., : answers.shape[-1] // 2].sum(axis=-1)
    table = np.stack([good, answers.sum(axis=-1) - good], axis=-1)  # [person, group, good or not]
    large = (given.composite.n >= MIN_GROUP) & (table.sum(axis=-1) > 0)
    return [_turns(table[[a, b]][:, large[a] & large[b]]) for a, b in places]


def _turns(table: Floats) -> bool:
    return table.shape[1] > 1 and compare(np.moveaxis(table, 0, 2)).reversed


def standing(number: int, size: int, found: Sequence[Pair]) -> str | None:
    """Return in which half of `size` persons one stands for sure: ``upper``, ``lower``, ``open``; None of one alone."""
    own = [pair for pair in found if number in {pair.first, pair.second}]
    if all(pair.says == "unknown" for pair in own):
        return None
    sides = [(pair.says, pair.first == number) for pair in own]
    over = sum(side in {("above", True), ("below", False)} for side in sides)  # told apart, and better
    under = sum(side in {("below", True), ("above", False)} for side in sides)
    if 2 * (size - over) <= size:
        return "upper"
    return "lower" if 2 * (1 + under) > size + 1 else "open"
