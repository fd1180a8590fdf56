"""A result computed again from single ballots with nothing but numpy and scipy."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from scipy import stats

from appraisal.domain.methods.change import change
from appraisal.domain.methods.strata import Estimate
from tests.support.releases import honest, released

SCORES = np.array([np.nan, 40.0, 60.0, 80.0, 100.0])  # by reply key


@pytest.fixture(params=range(6), scope="module")
def played(request):
    chance = np.random.default_rng(request.param)
    sizes = chance.integers(12, 70, 2 + request.param % 3)
    return released(*honest(chance, [int(n) for n in sizes], persons=4, items=1 + request.param % 3, abstain=0))


def composites(played):
    """Points [ballot, person] of each group; every item weighs as the spec says."""
    items = np.array([item.weight for item in played.spec.items])
    return [
        SCORES[np.array(some)].reshape(len(some), len(played.spec.persons), len(items)) @ items
        for some in played.ballots
    ]


def stratified(played, values):
    """Mean and SE of values by group, with finite-population correction."""
    groups = list(zip(played.spec.groups, values, strict=True))
    mean = sum(g.weight * v.mean() for g, v in groups)
    se = sqrt(sum(g.weight**2 * (1 - len(v) / g.roll) * v.var(ddof=1) / len(v) for g, v in groups))
    return mean, se, sum(len(v) - 1 for _, v in groups)


def test_score_se_and_interval(played):
    for place, person in enumerate(played.result.persons):
        mean, se, df = stratified(played, [v[:, place] for v in composites(played)])
        half = stats.t.ppf(0.975, df) * se
        found = person.score
        assert (found.mean, found.se, found.low, found.high) == pytest.approx(
            (mean, se, mean - half, mean + half), abs=2e-6
        )
        assert found.degf == df


def test_pairs_are_differences_on_the_same_ballots_with_holm(played):
    values, pairs, p = composites(played), played.result.pairs, []
    for pair in pairs:
        mean, se, df = stratified(played, [v[:, pair.first - 1] - v[:, pair.second - 1] for v in values])
        assert (pair.difference, pair.se) == pytest.approx((mean, se), abs=2e-6)
        p.append(2 * stats.t.sf(abs(mean) / se, df))
        assert pair.p == pytest.approx(p[-1], abs=2e-6)
    order = np.argsort(p)
    stepped = np.maximum.accumulate(np.sort(p) * np.arange(len(p), 0, -1))
    holm = np.empty(len(p))
    holm[order] = np.minimum(stepped, 1)
    assert [pair.adjusted for pair in pairs] == pytest.approx(holm, abs=2e-6)


def test_grade_shares_have_wilson_intervals_at_the_number_of_ballots(played):
    for person in played.result.persons:
        for grade in person.grades:
            n, share = person.complete, grade.count / grade.of
            z = stats.norm.ppf(0.975)
            middle, half = share + z * z / (2 * n), z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
            ends = [(middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n)]
            assert (grade.low, grade.high) == pytest.approx(ends, abs=2e-6)


def test_one_third_rule_has_the_binomial_and_the_hypergeometric_tail(played):
    roll = sum(group.roll for group in played.spec.groups)
    for place, person in enumerate(played.result.persons):
        items = len(played.spec.items)
        last = np.concatenate([np.array(some)[:, place * items + items - 1] for some in played.ballots])
        x, n = int((last == 1).sum()), len(last)
        third = person.one_third
        assert (third.x, third.n) == (x, n)
        assert third.binomial == pytest.approx(stats.binom.sf(x - 1, n, 1 / 3), abs=2e-6)
        assert third.hypergeometric == pytest.approx(stats.hypergeom.sf(x - 1, roll, roll // 3, n), abs=2e-6)


def test_bounds_give_everybody_who_stayed_away_the_worst_and_the_best(played):
    for place, person in enumerate(played.result.persons):
        ends = []
        for end in (40.0, 100.0):
            full = [
                np.append(v[:, place], np.full(group.roll - len(v), end))
                for group, v in zip(played.spec.groups, composites(played), strict=True)
            ]
            ends.append(sum(group.weight * v.mean() for group, v in zip(played.spec.groups, full, strict=True)))
        assert (person.extremes.worst, person.extremes.best) == pytest.approx(ends, abs=2e-6)


def test_groups_are_compared_by_kruskal_and_wallis(played):
    for place, person in enumerate(played.result.persons):
        found = stats.kruskal(*[np.round(v[:, place], 6) for v in composites(played)])
        test = person.between_groups
        assert (test.statistic, test.p) == pytest.approx((found.statistic, found.pvalue), abs=2e-6)


def test_change_is_welch_with_satterthwaite(played):
    first, second = (person.score for person in played.result.persons[:2])
    one, two = (Estimate(s.mean, s.se, None, None, s.degf, (), ()) for s in (first, second))
    found, v = change(one, two), (first.se**2, second.se**2)
    df = sum(v) ** 2 / (v[0] ** 2 / first.degf + v[1] ** 2 / second.degf)
    t = (second.mean - first.mean) / sqrt(sum(v))
    assert (found.difference, found.degf) == pytest.approx((second.mean - first.mean, df), abs=1e-6)
    assert found.p == pytest.approx(2 * stats.t.sf(abs(t), df), abs=1e-9)


def test_agreement_is_krippendorffs(played):
    """Observed over expected disagreement of every pair of ballots, pair by pair."""
    keys = np.concatenate([np.array(some) for some in played.ballots])
    counts = np.array([np.bincount(column, minlength=5)[1:] for column in keys.T], dtype=float)
    total, n = counts.sum(axis=0), counts.sum()
    reach = np.cumsum(total)
    middle = reach - total / 2
    ordinal = (middle[:, None] - middle) ** 2  # grades between two, those at the ends by half
    for metric, found in ((ordinal, played.result.agreement.ordinal), (1 - np.eye(4), played.result.agreement.nominal)):
        observed = sum((np.outer(c, c) * metric).sum() / (c.sum() - 1) for c in counts) / n
        expected = (np.outer(total, total) * metric).sum() / (n * (n - 1))
        assert found == pytest.approx(1 - observed / expected, abs=2e-6)
