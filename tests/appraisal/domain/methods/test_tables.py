import numpy as np
import pytest

from appraisal.domain.errors import CountsError
from appraisal.domain.methods.tables import goodness, independence, mantel_haenszel, trend


def test_independence_by_hand():
    found = independence(np.array([[10.0, 20], [20, 10]]))
    assert (found.statistic, found.df) == (pytest.approx(20 / 3), 1)


@pytest.mark.parametrize("table", [[[0, 0], [0, 0]], [[3, 0], [4, 0]], [[3, 4]]])
def test_independence_of_a_table_that_cannot_vary_is_none(table):
    found = independence(np.array(table, dtype=float))
    assert (found.statistic, found.p) == (None, None)


def test_goodness_of_equal_cells_is_zero():
    assert (goodness(np.full(10, 7.0)).statistic, goodness(np.full(10, 7.0)).p) == (0, 1)


def test_goodness_of_nothing_is_none():
    assert goodness(np.zeros(10)).statistic is None


def test_trend_by_hand():
    # Shares 0, 1/2, 1 of 2: covariance 2 squared over 1/4 times 4.
    assert trend(np.array([0.0, 1, 2]), np.full(3, 2.0)).statistic == pytest.approx(4.0)


@pytest.mark.parametrize(("x", "n"), [([0, 0], [5, 5]), ([5, 5], [5, 5]), ([0, 0], [0, 0])])
def test_trend_without_variation_is_none(x, n):
    assert trend(np.array(x, dtype=float), np.array(n, dtype=float)).statistic is None


def test_trend_refuses_more_than_all():
    with pytest.raises(CountsError) as caught:
        trend(np.array([3.0]), np.array([2.0]))
    assert caught.value.code == "more_than_all"


def test_mantel_haenszel_of_one_stratum_is_its_odds_ratio():
    assert mantel_haenszel(np.array([[[3.0, 1], [1, 2]]])).odds_ratio == 6


def test_mantel_haenszel_without_ballots_is_none():
    found = mantel_haenszel(np.zeros((2, 2, 2)))
    assert (found.statistic, found.p, found.odds_ratio) == (None, None, None)


def test_mantel_haenszel_refuses_other_shapes():
    with pytest.raises(CountsError) as caught:
        mantel_haenszel(np.zeros((2, 3, 2)))
    assert caught.value.code == "unknown_shape"
