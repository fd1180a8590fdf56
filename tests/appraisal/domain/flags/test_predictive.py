import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from appraisal.domain.flags import predictive

TWO = [(10, 50), (10, 50)]


def strength(doubt):
    return 1 / doubt - 1


def test_share_by_hand_with_two_others_takes_the_least_correlation():
    found = predictive.share(20, 30, TWO)
    expected = 20.5 / 101
    size = strength(0.03 + 0.03 * 5000 / 100**2 + 0.97 / 100)
    law = stats.betabinom(30, expected * size, (1 - expected) * size)
    assert found.expected == expected
    assert (found.low, found.high) == (pytest.approx(law.cdf(20)), pytest.approx(law.sf(19)))


def test_share_estimates_the_correlation_from_four_others():
    # Kleinman: share .5, spread 50 * 4 * .16 = 32, chance .25; (32 - .25 * 3) / (.25 * (150 - 3)) = .8503
    found, rho = predictive.share(50, 50, [(5, 50), (45, 50), (5, 50), (45, 50)]), 31.25 / 36.75
    size = strength(min(rho + rho / 4 + (1 - rho) / 200, 0.9))
    assert found.high == pytest.approx(stats.betabinom(50, size / 2, size / 2).sf(49))


@given(st.integers(1, 200), st.data())
def test_share_tails_are_probabilities_that_cover_everything(n, data):
    x = data.draw(st.integers(0, n))
    others = data.draw(
        st.lists(st.integers(1, 300).flatmap(lambda m: st.tuples(st.integers(0, m), st.just(m))), min_size=1)
    )
    found = predictive.share(x, n, others)
    assert 0 <= found.low <= 1
    assert 0 <= found.high <= 1
    assert found.low + found.high >= 1 - 1e-9


def test_mean_by_hand_with_two_others_takes_the_least_correlation():
    found = predictive.mean(90, 25, [(80, 25), (84, 75)], 100)
    error = (100 / 25 + 100 / 100 + 3 * (1 + (25**2 + 75**2) / 100**2)) ** 0.5
    assert found.expected == 83
    assert found.high == pytest.approx(stats.t(24).sf(7 / error))
    assert found.two_sided == pytest.approx(2 * stats.t(24).sf(7 / error))


def test_mean_estimates_the_variance_between_four_others():
    # DerSimonian-Laird: Q = 4 * 25 * 100 / 100 = 100; (100 - 3) / (1/4 * (100 - 25)) * 100 / 100 …
    found = predictive.mean(90, 25, [(70, 25), (90, 25), (70, 25), (90, 25)], 100)
    between = (25 * 4 * 100 - 100 * 3) / (100 - 25)
    error = (100 / 25 + 100 / 100 + between * 1.25) ** 0.5
    assert found.high == pytest.approx(stats.t(24).sf(10 / error))


def test_mean_of_the_others_is_no_surprise():
    assert predictive.mean(80, 30, [(80, 30), (80, 60)], 50).two_sided == 1
