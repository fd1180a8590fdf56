import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraisal.domain.errors import CountsError
from appraisal.domain.methods.ranks import average_ranks, rank_sets

scores = st.lists(st.integers(0, 100), min_size=1, max_size=10)


def test_average_ranks_tie_and_skip_what_is_missing():
    assert average_ranks([80, None, 90, 80]) == (2.5, None, 1, 2.5)


def test_average_ranks_tie_what_differs_only_by_rounding():
    assert average_ranks([0.1 + 0.2, 0.3]) == (1.5, 1.5)


def test_average_ranks_of_nothing():
    assert average_ranks([]) == ()
    assert average_ranks([None]) == (None,)


@given(scores)
def test_average_ranks_sum_like_a_permutation(values):
    assert sum(average_ranks(values)) == len(values) * (len(values) + 1) / 2


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=10, unique=True))
def test_average_ranks_of_different_scores_are_a_permutation(values):
    assert sorted(average_ranks(values)) == list(range(1, len(values) + 1))


def test_rank_sets_without_variance_are_the_ranks():
    found = rank_sets([70, 90, 80], [0, 0, 0])
    assert found.rank == found.lower == found.upper == (3, 1, 2)


def test_rank_sets_of_unsure_scores_say_nothing():
    found = rank_sets([70, 90, 80], [400, 400, 400])
    assert (found.lower, found.upper) == ((1, 1, 1), (3, 3, 3))


def test_rank_sets_of_one():
    found = rank_sets([70], [4])
    assert (found.rank, found.lower, found.upper) == ((1,), (1,), (1,))


@given(scores, st.integers(0, 30))
def test_rank_sets_hold_the_rank(values, variance):
    found = rank_sets(values, [variance] * len(values))
    assert all(low <= r <= up for low, r, up in zip(found.lower, found.rank, found.upper, strict=True))


@pytest.mark.parametrize(
    ("score", "variance", "code"),
    [([1], [-1], "negative_variance"), ([1, 2], [1], "unknown_shape"), ([], [], "no_cadres")],
)
def test_rank_sets_refuse(score, variance, code):
    with pytest.raises(CountsError) as caught:
        rank_sets(score, variance)
    assert caught.value.code == code


def test_rank_sets_refuse_a_level_that_is_none():
    with pytest.raises(CountsError) as caught:
        rank_sets([1, 2], [1, 1], level=1.5)
    assert caught.value.code == "not_a_probability"
