"""Item and composite scores of every cadre of a round."""

from dataclasses import dataclass, replace
from math import sqrt

import numpy as np

from appraisal.domain.arrays import Floats, Number, number, numbers
from appraisal.domain.counts import CountsInput, EmptyGroup
from appraisal.domain.methods.kruskal import RankTest, kruskal
from appraisal.domain.methods.moments import Moments, of_counts
from appraisal.domain.methods.strata import Estimate, estimates, stratified


@dataclass(frozen=True)
class Share:
    """Policy-weighted share of a grade (0 to 1) and its SE."""

    p: Number
    se: Number


@dataclass(frozen=True)
class ItemResult:
    """One item of one cadre: score, share of the first and the last grade, groups compared."""

    score: Estimate
    top: Share
    bottom: Share
    between_groups: RankTest


@dataclass(frozen=True)
class CompositeResult:
    """One cadre's composite.

    ``group_mean`` and ``n_complete`` by group (None: no complete ballot); ``population_mean`` weighs groups
    by their roll, over groups with complete ballots; ``se_if_independent`` is what forgetting that items
    share a ballot would give: shown as a warning, never used.
    """

    score: Estimate
    group_mean: tuple[Number, ...]
    n_complete: tuple[int, ...]
    population_mean: Number
    population_se: Number
    se_if_independent: Number


def _rows(table: Floats) -> Floats:
    """Cells [cadre, item, group, grade] as [cadre * item, group, grade]."""
    return table.reshape(-1, *table.shape[2:])


def _shares(given: CountsInput, grade: int) -> list[Share]:
    is_grade = np.zeros(len(given.grade_scores))
    is_grade[grade] = 1
    moments = of_counts(_rows(given.cells), is_grade)
    found = stratified(moments, given.n_roll, given.group_weight, given.empty_group)
    return [Share(number(p), number(se)) for p, se in zip(found.mean, found.se, strict=True)]


def item_results(given: CountsInput) -> tuple[tuple[ItemResult, ...], ...]:
    """Results [cadre][item]."""
    table = _rows(given.cells)
    moments = of_counts(table, given.grade_scores)
    scores = estimates(moments, given.n_roll, given.group_weight, given.empty_group)
    tests = [RankTest(number(h), max(int(df), 0), number(p)) for h, df, p in zip(*kruskal(table), strict=True)]
    last = len(given.grade_scores) - 1
    parts = zip(scores, _shares(given, 0), _shares(given, last), tests, strict=True)
    flat = [ItemResult(*part) for part in parts]
    items = len(given.item_names)
    return tuple(tuple(flat[start : start + items]) for start in range(0, len(flat), items))


def _population(moments: Moments, roll: Floats) -> list[Share]:
    """Mean and SE weighted by N_g over the groups that have complete ballots."""
    total = roll.sum()
    weight = roll / total if total else roll
    found = stratified(moments, roll, weight, EmptyGroup.REWEIGHT)
    return [Share(number(mean), number(se)) for mean, se in zip(found.mean, found.se, strict=True)]


def _independent(items: tuple[ItemResult, ...], weight: Floats) -> Number:
    ses = [item.score.se for item in items]
    known = [se for se in ses if se is not None]
    if len(known) < len(ses):
        return None
    return sqrt(sum((w * se) ** 2 for w, se in zip(weight.tolist(), known, strict=True)))


def composite_results(given: CountsInput, items: tuple[tuple[ItemResult, ...], ...]) -> tuple[CompositeResult, ...]:
    """Results [cadre]; `items` from `item_results`, for the warning only."""
    moments = given.composite
    means = np.where(moments.n > 0, moments.mean, np.nan)
    scores = estimates(moments, given.n_roll, given.group_weight, given.empty_group)
    pooled = _population(moments, given.n_roll)
    return tuple(
        CompositeResult(
            score=score,
            group_mean=numbers(means[cadre]),
            n_complete=tuple(int(n) for n in moments.n[cadre]),
            population_mean=pooled[cadre].p,
            population_se=pooled[cadre].se,
            se_if_independent=_independent(items[cadre], given.item_weight),
        )
        for cadre, score in enumerate(scores)
    )


def reweighted(given: CountsInput) -> CountsInput:
    """The same counts under the policy that spreads an empty group's weight, for the figure shown beside."""
    return replace(given, empty_group=EmptyGroup.REWEIGHT)
