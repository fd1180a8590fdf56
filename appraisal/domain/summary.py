"""From the statistics of a round to the result an officer signs."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from appraisal.domain.appraise import Appraisal, appraise
from appraisal.domain.arrays import Floats
from appraisal.domain.bands import USUAL, BandLimit, band
from appraisal.domain.counts import CountsInput
from appraisal.domain.from_counts import answers, from_counts
from appraisal.domain.moments import of_counts
from appraisal.domain.result import (
    MIN_GROUP,
    VERSION,
    GradeCount,
    GroupScore,
    GroupTurnout,
    ItemResult,
    Ledger,
    PersonResult,
    Prints,
    RoundResult,
    Score,
    Turnout,
    rounded,
)
from appraisal.domain.strata import Estimate, stratified
from ballotbox.domain.counts import RoundCounts
from ballotbox.domain.layout import RoundSpec
from ballotbox.domain.scale import Scale

USUAL_SCORES = (100.0, 80.0, 60.0, 40.0)  # the scale for which `bands.USUAL` are the customary limits


def summarise(spec: RoundSpec, counts: RoundCounts, ledger: Ledger, prints: Prints) -> RoundResult:
    """Return the whole result of a round; raises CountsError where spec and counts do not fit together."""
    given = from_counts(spec, counts)
    turnout = _turnout(spec, given)
    work = _Work(spec, given, appraise(given), _weighted(given), answers(counts))
    scores = [grade.score for grade in spec.scale.grades]
    return RoundResult(
        version=VERSION,
        round=spec.round,
        kind=spec.kind,
        scale=(min(scores), max(scores)),
        bands=tuple(limit.lower for limit in limits(spec.scale)),
        turnout=turnout,
        valid=turnout.reached and ledger.balanced,
        persons=tuple(work.person(place) for place in range(len(spec.persons))),
        ledger=ledger,
        prints=prints,
    )


def limits(scale: Scale) -> tuple[BandLimit, ...]:
    """Return the band limits of a scale, named by position: the customary ones, or halfway between grades."""
    scores = [grade.score for grade in scale.grades]
    if tuple(scores) == USUAL_SCORES:
        lower = [limit.lower for limit in USUAL]
    else:
        lower = [(a + b) / 2 for a, b in pairwise(scores)] + [min(0.0, scores[-1])]
    return tuple(BandLimit(str(place), value) for place, value in enumerate(lower))


def _turnout(spec: RoundSpec, given: CountsInput) -> Turnout:
    groups = tuple(
        GroupTurnout(g.key, g.name, g.name_en, rounded(g.weight) or 0.0, g.roll, int(n), _share(n, g.roll))
        for g, n in zip(spec.groups, given.n_returned, strict=True)
    )
    roll, returned = sum(g.roll for g in groups), sum(g.returned for g in groups)
    # a hair below, so that a third written with six digits does not turn 100 of 300 away
    reached = roll > 0 and returned >= spec.turnout_threshold * roll - 1e-3
    threshold = rounded(spec.turnout_threshold) or 0.0
    return Turnout(groups, roll, returned, _share(returned, roll), threshold, reached)


def _share(part: float, whole: float) -> float | None:
    return rounded(part / whole) if whole else None


def _weighted(given: CountsInput) -> Floats:
    """Share of every grade under the group weights [person, item, grade]; NaN where a group is empty."""
    size = len(given.grade_scores)
    shares = [
        stratified(of_counts(given.cells, one), given.n_roll, given.group_weight, given.empty_group).mean
        for one in np.eye(size)
    ]
    return np.stack(shares, axis=-1)


def _score(found: Estimate) -> Score:
    low, high = found.ci_t or (None, None)
    return Score(rounded(found.mean), rounded(found.se), rounded(low), rounded(high), found.degf, tuple(found.notes))


@dataclass(frozen=True, eq=False)
class _Work:
    spec: RoundSpec
    given: CountsInput
    found: Appraisal
    weighted: Floats
    answers: Floats

    def person(self, place: int) -> PersonResult:
        who, size = self.spec.persons[place], len(self.spec.scale.grades)
        composite = self.found.composites[place].score
        every = self.answers[place].sum(axis=(0, 1))
        return PersonResult(
            number=who.number,
            name=who.name,
            name_en=who.name_en,
            post=who.post,
            post_en=who.post_en,
            score=_score(composite),
            band=self._band(composite),
            grades=self._grades(every, self.given.item_weight @ self.weighted[place]),
            complete=sum(self.found.composites[place].n_complete),
            abstained=int(every[size]),
            blank=int(every[size + 1]),
            items=tuple(self._item(place, item) for item in range(len(self.spec.items))),
            groups=tuple(self._group(place, group) for group in range(len(self.spec.groups))),
        )

    def _band(self, score: Estimate) -> tuple[int, int] | None:
        names = band(score.mean, score.ci_t, limits(self.spec.scale)).names
        return (int(names[0]), int(names[-1])) if names else None

    def _grades(self, counts: Floats, weighted: Floats) -> tuple[GradeCount, ...]:
        grades = self.spec.scale.grades
        total = float(counts[: len(grades)].sum())
        return tuple(
            GradeCount(grade.name, grade.name_en, int(count), _share(count, total), _number(share))
            for grade, count, share in zip(grades, counts, weighted, strict=False)
        )

    def _item(self, place: int, item: int) -> ItemResult:
        what = self.spec.items[item]
        return ItemResult(
            what.name,
            what.name_en,
            rounded(what.weight) or 0.0,
            _score(self.found.items[place][item].score),
            self._grades(self.answers[place, item].sum(axis=0), self.weighted[place, item]),
        )

    def _group(self, place: int, group: int) -> GroupScore:
        what, composite = self.spec.groups[group], self.found.composites[place]
        complete = composite.n_complete[group]
        shown = complete >= MIN_GROUP
        mean = composite.group_mean[group] if shown else None
        return GroupScore(what.name, what.name_en, complete if shown else None, rounded(mean))


def _number(value: float) -> float | None:
    return None if np.isnan(value) else rounded(value)
