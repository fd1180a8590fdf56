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
    within, between = 100 / 25 + 100 / 100, 3 * (1 + (25**2 + 75**2) / 100**2)
    degf = (within + between) ** 2 / (within**2 / 24)
    tail = stats.t(degf).sf(7 / (within + between) ** 0.5)
    assert (found.expected, found.high, found.two_sided) == (83, pytest.approx(tail), pytest.approx(2 * tail))


def test_mean_estimates_the_variance_between_four_others_and_knows_how_unsure_it_is():
    found = predictive.mean(90, 25, [(70, 25), (90, 25), (70, 25), (90, 25)], 100)
    spread = (25 * 4 * 100 - 100 * 3) / (100 - 25)  # DerSimonian-Laird
    within, between = 100 / 25 + 100 / 100, spread * 1.25
    degf = (within + between) ** 2 / (within**2 / 24 + between**2 / 3)
    assert found.high == pytest.approx(stats.t(degf).sf(10 / (within + between) ** 0.5))


def test_of_six_others_the_farthest_is_left_out_and_the_spread_widened():
    others = [(80.0, 25), (82.0, 25), (78.0, 25), (80.0, 25), (80.0, 25), (40.0, 25)]
    found, near = predictive.mean(90, 25, others, 100), predictive.mean(90, 25, others[:5], 100)
    assert found == near  # their spread is under the floor, so that there is nothing to widen
    seen = [(10, 40), (12, 40), (8, 40), (10, 40), (10, 40), (40, 40)]
    assert predictive.share(20, 40, seen) == predictive.share(20, 40, seen[:5])


def test_spread_of_what_is_left_is_widened():
    others = [(70.0, 25), (90.0, 25), (70.0, 25), (90.0, 25), (80.0, 25), (20.0, 25)]
    spread = (25 * 4 * 100 - 100 * 4) / (125 - 25) * (1 + 5.5 / 6)
    within, between = 100 / 25 + 100 / 125, spread * 1.2
    degf = (within + between) ** 2 / (within**2 / 24 + between**2 / 4)
    tail = stats.t(degf).sf(10 / (within + between) ** 0.5)
    assert predictive.mean(90, 25, others, 100).high == pytest.approx(tail)


def test_mean_of_the_others_is_no_surprise():
    assert predictive.mean(80, 30, [(80, 30), (80, 60)], 50).two_sided == 1
