import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraisal.domain.errors import CountsError
from appraisal.domain.methods.appraise import appraise
from appraisal.domain.methods.bounds import Bounds, composite_bounds, item_bounds


def test_bounds_half_silent_by_hand(make_counts):
    given_counts = make_counts([[[[2, 0, 0, 0]]]], n_roll=np.array([4.0]))
    assert composite_bounds(given_counts) == [Bounds(70, 100)]
    assert item_bounds(given_counts, 0) == [Bounds(70, 100)]


def test_bounds_empty_group_is_wholly_silent(make_counts):
    given_counts = make_counts([[[[2, 0, 0, 0], [0, 0, 0, 0]]]], n_roll=np.array([2.0, 5.0]))
    assert composite_bounds(given_counts) == [Bounds(70, 100)]


def test_bounds_of_a_census_are_the_score(make_counts):
    assert composite_bounds(make_counts([[[[1, 1, 0, 0]]]])) == [Bounds(90, 90)]


def test_bounds_refuse_an_empty_roll(make_counts):
    with pytest.raises(CountsError) as caught:
        composite_bounds(make_counts([[[[0, 0, 0, 0]]]]))
    assert caught.value.code == "empty_roll"


@given(st.lists(st.integers(0, 9), min_size=4, max_size=4).filter(any), st.integers(0, 50))
def test_bounds_hold_the_score(make_counts, counts, silent):
    given_counts = make_counts([[[counts]]], n_roll=np.array([sum(counts) + silent], dtype=float))
    found, mean = composite_bounds(given_counts)[0], appraise(given_counts).composites[0].score.mean
    assert found.worst - 1e-9 <= mean <= found.best + 1e-9
