import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraisal.domain.errors import CountsError
from appraisal.domain.methods.moments import from_histogram, from_sums, join_groups, stack_cadres


def test_histogram_gives_number_mean_and_squares():
    found = from_histogram([100, 80], [[1, 1], [3, 0], [0, 0]])
    assert found.n.tolist() == [2, 3, 0]
    assert found.mean.tolist() == [90, 100, 0]
    assert found.squares.tolist() == [200, 0, 0]
    np.testing.assert_array_equal(found.variance(), [200, 0, np.nan])


def test_sums_give_the_same_as_the_histogram():
    found = from_sums([2, 3, 0], [180, 300, 0], [16400, 30000, 0])
    assert found.n.tolist() == [2, 3, 0]
    assert found.mean.tolist() == [90, 100, 0]
    assert found.squares.tolist() == [200, 0, 0]


@given(st.lists(st.integers(0, 9), min_size=3, max_size=3))
def test_sums_agree_with_any_small_histogram(counts):
    values = np.array([98.75, 61.5, 40.25])
    full = from_histogram(values, [counts])
    sums = from_sums([sum(counts)], [values @ counts], [values**2 @ counts])
    np.testing.assert_allclose(sums.mean, full.mean, rtol=1e-12)
    np.testing.assert_allclose(sums.squares, full.squares, rtol=1e-9, atol=1e-6)


@pytest.mark.parametrize(("total", "squared"), [([180], [16000]), ([1], [1e9 * -1])])
def test_sums_that_no_ballots_can_have_are_refused(total, squared):
    with pytest.raises(CountsError) as caught:
        from_sums([2], total, squared)
    assert caught.value.code == "moments_impossible"


def test_sums_without_ballots_are_refused():
    with pytest.raises(CountsError) as caught:
        from_sums([0], [80], [6400])
    assert caught.value.code == "moments_impossible"


def test_groups_join_in_order():
    joined = join_groups([from_histogram([100], [[2]]), from_sums([3], [240], [19200])])
    assert (joined.n.tolist(), joined.mean.tolist()) == ([2, 3], [100, 80])


def test_cadres_with_other_groups_are_refused():
    with pytest.raises(CountsError) as caught:
        stack_cadres([from_histogram([100], [[2]]), from_histogram([100], [[2], [1]])])
    assert caught.value.code == "unknown_shape"
