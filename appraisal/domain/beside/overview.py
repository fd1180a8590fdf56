"""Many rounds at once, for a township or a county: turnout and scores from stored counts alone.

The figures are those of `appraisal.domain.summary`; the rounds are stacked into one array, since 324 villages are asked
for on one page. A group that a round does not have has no weight there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from appraisal.domain.arrays import Floats, interval, number
from appraisal.domain.counts import CountsInput, EmptyGroup
from appraisal.domain.errors import CountsError
from appraisal.domain.from_counts import from_counts
from appraisal.domain.limits import limits
from appraisal.domain.methods.bands import BandLimit, band
from appraisal.domain.methods.moments import Moments, of_counts
from appraisal.domain.methods.strata import half_widths, stratified
from appraisal.domain.release.grid import coarse
from appraisal.domain.result import MIN_GROUP, rounded
from ballotbox.domain.counts import Scored
from ballotbox.domain.layout import RoundSpec


@dataclass(frozen=True)
class PersonFigures:
    """Score of one person in points with SE, 95 % t interval, degrees of freedom, band; `items` are item means.

    `complete` ballots judge the person on every item. `step`: to how many points a page rounds the score, where a group
    of 1 to 9 ballots could be told from it; 0: not at all.
    """

    number: int
    mean: float | None
    se: float | None
    low: float | None
    high: float | None
    degf: int
    band: tuple[int, int] | None
    items: tuple[float | None, ...]
    complete: int
    step: float = 0.0


@dataclass(frozen=True)
class RoundFigures:
    """Turnout (share of the roll, threshold reached or not) and persons of one round."""

    round: str
    roll: int
    returned: int
    share: float | None
    reached: bool
    persons: tuple[PersonFigures, ...]


def overview(rounds: Sequence[tuple[RoundSpec, Scored]]) -> tuple[RoundFigures, ...]:
    """Return the figures of every round, in order; raises CountsError where spec and counts do not fit together."""
    return _figures([(spec, from_counts(spec, counts)) for spec, counts in rounds])


def readable(rounds: Iterable[tuple[RoundSpec, Scored | None]]) -> list[RoundFigures | None]:
    """Return the figures of every round, in order; None for each without counts or with counts that do not fit it."""
    givens = [(spec, _given(spec, counts)) for spec, counts in rounds]
    figures = iter(_figures([(spec, given) for spec, given in givens if given is not None]))
    return [None if given is None else next(figures) for _, given in givens]


def _given(spec: RoundSpec, counts: Scored | None) -> CountsInput | None:
    try:
        return None if counts is None else from_counts(spec, counts)
    except CountsError:
        return None


def _figures(rounds: Sequence[tuple[RoundSpec, CountsInput]]) -> tuple[RoundFigures, ...]:
    givens = [given for _, given in rounds]
    scores, items = iter(_persons(givens)), iter(_items(givens))
    return tuple(_round(spec, given, scores, items) for spec, given in rounds)


def _persons(givens: Sequence[CountsInput]) -> list[tuple[float, ...]]:
    """Mean, SE, half width of the interval and degrees of freedom of every person of every round."""
    rows = [(g.composite, g.n_roll, g.group_weight) for g in givens]
    found = _stratified([(m.n, m.mean, m.squares, roll, weight) for m, roll, weight in rows])
    return list(zip(*(column.tolist() for column in found), strict=True))


def _items(givens: Sequence[CountsInput]) -> list[list[float]]:
    """Item means of every person of every round."""
    rows = []
    for given in givens:
        moments = of_counts(given.cells.reshape(-1, *given.cells.shape[2:]), given.grade_scores)
        rows.append((moments.n, moments.mean, moments.squares, given.n_roll, given.group_weight))
    means = iter(_stratified(rows)[0].tolist())
    return [[next(means) for _ in given.item_names] for given in givens for _ in range(len(given.cells))]


def _stratified(rows: Sequence[tuple[Floats, ...]]) -> tuple[Floats, Floats, Floats, Floats]:
    """Mean, SE, half width, degrees of freedom of rows (n, mean, squares [row, group], roll, weight [group])."""
    groups = max((row[0].shape[1] for row in rows), default=1)
    stacked = [
        np.concatenate([_wide(np.broadcast_to(row[part], row[0].shape), groups) for row in rows] or [np.empty((0, 1))])
        for part in range(5)
    ]
    n, mean, squares, roll, weight = stacked
    found = stratified(Moments(n, mean, squares), roll, weight, EmptyGroup.MISSING)
    return found.mean, found.se, half_widths(found)[0], found.degf


def _wide(part: Floats, groups: int) -> Floats:
    lacking = groups - part.shape[1]
    return np.pad(part, ((0, 0), (0, lacking))) if lacking else part


def _round(
    spec: RoundSpec, given: CountsInput, scores: Iterator[tuple[float, ...]], items: Iterator[list[float]]
) -> RoundFigures:
    returned, bands = int(given.n_returned.sum()), limits(spec)
    return RoundFigures(
        round=spec.round,
        roll=spec.roll,
        returned=returned,
        share=rounded(returned / spec.roll) if spec.roll else None,
        reached=spec.reached(returned),
        persons=tuple(
            _person(bands, (person.number, int(ballots.sum()), _step(given, ballots)), next(scores), next(items))
            for person, ballots in zip(spec.persons, given.composite.n, strict=True)
        ),
    )


def _step(given: CountsInput, ballots: Floats) -> float:
    if not ((ballots > 0) & (ballots < MIN_GROUP)).any():
        return 0.0
    gap = float(np.ptp(given.grade_scores)) / (len(given.grade_scores) - 1)
    return coarse(given.group_weight.tolist(), ballots.tolist(), gap)


def _person(
    bands: Sequence[BandLimit], who: tuple[int, int, float], score: tuple[float, ...], items: Sequence[float]
) -> PersonFigures:
    """`who` is the number on the ballot, how many ballots are complete on the person, and the step of rounding."""
    mean, se, wide, degf = score
    ends = interval(mean - wide, mean + wide)
    names = band(number(mean), ends, bands).names
    low, high = ends or (None, None)
    return PersonFigures(
        number=who[0],
        mean=rounded(number(mean)),
        se=rounded(number(se)),
        low=rounded(low),
        high=rounded(high),
        degf=int(degf),
        band=(int(names[0]), int(names[-1])) if names else None,
        items=tuple(rounded(number(item)) for item in items),
        complete=who[1],
        step=who[2],
    )
