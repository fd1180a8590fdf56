import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraisal.domain.counts import EmptyGroup
from appraisal.domain.methods.moments import Moments, of_counts
from appraisal.domain.methods.strata import estimates, mean_variance, stratified, used_weights

SCORES = np.array([100.0, 80.0, 60.0, 40.0])
MISSING, REWEIGHT = EmptyGroup.MISSING, EmptyGroup.REWEIGHT
tables = st.lists(
    st.lists(st.integers(0, 30), min_size=4, max_size=4).filter(lambda row: sum(row) > 1),
    min_size=1,
    max_size=5,
)


def one(table, roll, weight, policy=MISSING):
    moments = of_counts(np.array([table], dtype=float), SCORES)
    return estimates(moments, np.array(roll, dtype=float), np.array(weight), policy)[0]


def test_estimate_two_groups_by_hand():
    # Group 1: 100, 80 of 8; group 2: 60, 40 of 4. s^2 = 200 in both.
    score = one([[1, 1, 0, 0], [0, 0, 1, 1]], [8, 4], [0.75, 0.25])
    assert score.mean == 80
    assert score.se == pytest.approx((0.5625 * 0.75 * 100 + 0.0625 * 0.5 * 100) ** 0.5, rel=1e-14)
    assert score.degf == 2
    assert score.ci_t[1] - 80 == pytest.approx(0.95 * (2 / 0.0975) ** 0.5 * score.se, rel=1e-12)
    assert score.ci_z[1] - 80 == pytest.approx(1.959963984540054 * score.se, rel=1e-12)
    assert (score.notes, score.missing) == ((), ())


def test_estimate_census_has_se_zero_and_says_so():
    score = one([[1, 1, 0, 0], [0, 0, 1, 1]], [2, 2], [0.5, 0.5])
    assert (score.mean, score.se, score.ci_t, score.notes) == (70, 0, (70, 70), ("census",))


def test_estimate_census_of_one_has_no_t_interval():
    score = one([[1, 0, 0, 0]], [1], [1.0])
    assert (score.mean, score.se, score.ci_t, score.ci_z, score.degf) == (100, 0, None, (100, 100), 0)


def test_estimate_one_ballot_of_larger_roll_has_no_se_and_says_so():
    score = one([[1, 0, 0, 0], [2, 2, 0, 0]], [4, 4], [0.5, 0.5])
    assert (score.mean, score.se, score.ci_t, score.ci_z) == (95, None, None, None)
    assert score.notes == ("one_ballot",)


def test_estimate_empty_group_is_missing_and_named():
    score = one([[2, 0, 0, 0], [0, 0, 0, 0]], [4, 4], [0.5, 0.5])
    assert (score.mean, score.se, score.missing, score.notes) == (None, None, (1,), ("missing_group",))
    assert score.degf == 1


def test_estimate_empty_group_is_reweighted_only_when_asked():
    score = one([[2, 0, 0, 0], [0, 2, 0, 0], [0, 0, 0, 0]], [4, 4, 4], [0.6, 0.2, 0.2], REWEIGHT)
    assert score.mean == pytest.approx(95, rel=1e-14)
    assert score.notes == ("missing_group", "reweighted")


def test_estimate_without_any_ballot_is_empty_under_both_policies():
    for policy in EmptyGroup:
        score = one([[0, 0, 0, 0]], [12], [1.0], policy)
        assert (score.mean, score.se, score.degf, score.notes) == (None, None, 0, ("missing_group",))


def test_estimate_group_of_weight_zero_counts_for_nothing():
    score = one([[1, 1, 0, 0], [0, 0, 0, 0]], [8, 4], [1.0, 0.0])
    assert (score.mean, score.degf, score.notes) == (90, 1, ())


def test_mean_variance_is_zero_nan_or_the_formula():
    n = np.array([4.0, 1.0, 1.0, 2.0])
    moments = Moments(n, n, np.array([9.0, 0.0, 0.0, 8.0]))
    found = mean_variance(moments, np.array([4.0, 1.0, 2.0, 4.0]))
    np.testing.assert_array_equal(found, [0, 0, np.nan, 2])


def test_used_weights_spread_the_empty_share_in_proportion():
    moments = Moments(np.array([[1.0, 0.0, 1.0]]), np.zeros((1, 3)), np.zeros((1, 3)))
    weights = used_weights(moments, np.array([0.3, 0.5, 0.2]), REWEIGHT)
    np.testing.assert_allclose(weights, [[0.6, 0, 0.4]], rtol=1e-15)


@given(tables, st.randoms(use_true_random=False))
def test_estimate_ignores_the_order_of_groups(table, random):
    size = len(table)
    order = random.sample(range(size), size)
    roll, weight = [sum(row) + 5 for row in table], [2 * (g + 1) / size / (size + 1) for g in range(size)]
    a = one(table, roll, weight)
    b = one([table[g] for g in order], [roll[g] for g in order], [weight[g] for g in order])
    assert (a.mean, a.se, a.degf) == (pytest.approx(b.mean), pytest.approx(b.se, abs=1e-12), b.degf)


@given(tables, st.floats(0.1, 10), st.floats(-50, 50))
def test_estimate_follows_a_rescaled_score(table, factor, shift):
    counts, roll = np.array([table], dtype=float), np.array([sum(row) + 5.0 for row in table])
    weight = np.full(len(table), 1 / len(table))
    plain = stratified(of_counts(counts, SCORES), roll, weight, MISSING)
    scaled = stratified(of_counts(counts, SCORES * factor + shift), roll, weight, MISSING)
    np.testing.assert_allclose(scaled.mean, plain.mean * factor + shift, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(scaled.se, plain.se * factor, rtol=1e-9, atol=1e-9)


@given(tables)
def test_estimate_census_always_has_se_zero(table):
    assert one(table, [sum(row) for row in table], [1 / len(table)] * len(table)).se == 0


@given(tables)
def test_estimate_equals_the_sum_over_single_ballots(table):
    roll, weight = [sum(row) + 7 for row in table], 1 / len(table)
    mean = variance = 0.0
    for counts, size in zip(table, roll, strict=True):
        ballots = np.repeat(SCORES, counts)
        mean += weight * ballots.mean()
        variance += weight**2 * (1 - len(ballots) / size) * ballots.var(ddof=1) / len(ballots)
    score = one(table, roll, [weight] * len(table))
    assert (score.mean, score.se) == (pytest.approx(mean), pytest.approx(variance**0.5, abs=1e-12))
