from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraisal.domain.errors import CountsError
from appraisal.domain.methods.rates import (
    binomial_upper,
    clopper_pearson,
    grade_shares,
    hypergeometric_upper,
    jeffreys,
    one_third,
    wilson,
    wilson_corrected,
)

METHODS = [wilson, wilson_corrected, clopper_pearson, jeffreys]
pairs = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_wilson_of_newcombe_1998():
    low, high = wilson(81, 263)
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)


@pytest.mark.parametrize("method", METHODS)
def test_interval_without_ballots_is_none(method):
    assert method(0, 0) is None


@pytest.mark.parametrize(("x", "n", "code"), [(3, 2, "more_than_all"), (-1, 2, "negative_count")])
@pytest.mark.parametrize("method", METHODS)
def test_interval_of_impossible_counts_is_refused(method, x, n, code):
    with pytest.raises(CountsError) as caught:
        method(x, n)
    assert caught.value.code == code


@given(pairs, st.sampled_from(METHODS))
def test_interval_holds_the_share_and_mirrors(pair, method):
    x, n = pair
    low, high = method(x, n)
    assert 0 <= low <= x / n <= high <= 1
    assert method(n - x, n) == (pytest.approx(1 - high, abs=1e-9), pytest.approx(1 - low, abs=1e-9))


def test_binomial_tail_is_exact():
    assert binomial_upper(0, 5, 1 / 3) == 1
    assert binomial_upper(5, 5, 1 / 3) == pytest.approx(3.0**-5, rel=1e-12)
    assert binomial_upper(4, 5, 1 / 3) == pytest.approx(11 / 243, rel=1e-12)


@given(st.integers(1, 40), st.data())
def test_hypergeometric_tail_counts_the_draws(roll, data):
    marked, drawn = (data.draw(st.integers(0, roll)) for _ in range(2))
    x = data.draw(st.integers(0, drawn))
    ways = sum(comb(marked, k) * comb(roll - marked, drawn - k) for k in range(x, drawn + 1))
    exact = ways / comb(roll, drawn)
    assert hypergeometric_upper(x, roll, marked, drawn) == pytest.approx(exact, rel=1e-10)


def test_one_third_in_a_census_is_a_fact():
    assert one_third(11, 30, 30).hypergeometric == 0
    assert one_third(10, 30, 30).hypergeometric == 1


def test_one_third_refuses_more_ballots_than_the_roll():
    with pytest.raises(CountsError) as caught:
        one_third(5, 20, 10)
    assert caught.value.code == "more_than_all"


def test_grade_shares_of_the_usual_denominator():
    shares = grade_shares([3, 1, 0])
    assert [(s.count, s.of, s.share) for s in shares] == [(3, 4, 0.75), (1, 4, 0.25), (0, 4, 0)]
    assert shares[0].interval == wilson(3, 4)


def test_grade_shares_of_the_roll():
    assert [s.share for s in grade_shares([3, 1], of=16)] == [0.1875, 0.0625]


def test_grade_shares_without_ballots_are_none():
    assert [(s.share, s.interval) for s in grade_shares([0, 0])] == [(None, None)] * 2


def test_grade_shares_refuse_too_small_a_denominator():
    with pytest.raises(CountsError) as caught:
        grade_shares([3, 1], of=3)
    assert caught.value.code == "more_than_all"
