import numpy as np
import pytest

from appraisal.domain.counts import CountsInput
from appraisal.domain.errors import CountsError
from appraisal.domain.methods.covariance import Cross, composite_covariance, paired
from appraisal.domain.methods.moments import from_histogram, stack_cadres

# Three ballots of a roll of 6, two persons: (100, 80), (80, 60), (60, 100).
SCORES = np.array([[100.0, 80], [80, 60], [60, 100]])


def cross(ballots):
    size = len(ballots)
    total = np.repeat(ballots.sum(axis=0)[:, None], 2, axis=1)
    return Cross(np.full((1, 2, 2), float(size)), total[None], (ballots.T @ ballots)[None])


def counts(make_counts, roll=6.0) -> CountsInput:
    cells = [[[[1, 1, 1, 0]]], [[[1, 1, 1, 0]]]]
    return make_counts(cells, n_roll=np.array([roll]))


def test_covariance_is_that_of_the_ballots(make_counts):
    found = composite_covariance(counts(make_counts), cross(SCORES))
    expected = np.cov(SCORES.T) * (1 - 3 / 6) / 3
    np.testing.assert_allclose(found, expected, rtol=1e-12)


def test_covariance_of_a_census_is_zero(make_counts):
    assert not composite_covariance(counts(make_counts, 3.0), cross(SCORES)).any()


def test_paired_difference_is_that_of_single_ballots(make_counts):
    found = paired((80.0, 80.0), composite_covariance(counts(make_counts), cross(SCORES)), 0, 1)
    difference = SCORES[:, 0] - SCORES[:, 1]
    assert (found.difference, found.se) == (0, pytest.approx((difference.var(ddof=1) / 3 / 2) ** 0.5))


def test_paired_without_a_mean_is_none():
    found = paired((None, 80.0), np.zeros((2, 2)), 0, 1)
    assert (found.difference, found.se) == (None, None)


def test_covariance_without_a_shared_pair_is_unknown(make_counts):
    alone = Cross(np.array([[[3.0, 1], [1, 3]]]), np.zeros((1, 2, 2)), np.zeros((1, 2, 2)))
    matrix = composite_covariance(counts(make_counts), alone)
    assert np.isnan(matrix[0, 1])
    assert paired((80.0, 80.0), matrix, 0, 1).se is None


def test_covariance_refuses_more_pairs_than_ballots(make_counts):
    few = counts(make_counts)
    part = stack_cadres([from_histogram([100], [[2]])] * 2)
    with pytest.raises(CountsError) as caught:
        composite_covariance(make_counts(few.cells, n_roll=np.array([6.0]), composite=part), cross(SCORES))
    assert caught.value.code == "cross_exceeds_complete"


def test_covariance_refuses_other_shapes(make_counts):
    with pytest.raises(CountsError) as caught:
        composite_covariance(counts(make_counts), Cross(np.ones((1, 3, 3)), SCORES, SCORES))
    assert caught.value.code == "unknown_shape"
