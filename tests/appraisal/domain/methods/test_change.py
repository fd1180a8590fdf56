import pytest
from scipy import stats

from appraisal.domain.methods.change import change
from appraisal.domain.methods.strata import Estimate


def estimate(mean, se, degf=10, notes=()):
    return Estimate(mean, se, None, None, degf, (), notes)


def test_change_is_the_welch_test():
    found = change(estimate(80, 2, 9), estimate(86, 1.5, 19))
    expected = stats.ttest_ind_from_stats(86, 1.5 * 20**0.5, 20, 80, 2 * 10**0.5, 10, equal_var=False)
    degf = 6.25**2 / (4**2 / 9 + 2.25**2 / 19)
    assert found.difference == 6
    assert found.se == 2.5
    assert found.degf == pytest.approx(degf, rel=1e-12)
    assert found.p == pytest.approx(expected.pvalue, rel=1e-9)
    wide = float(stats.t.ppf(0.975, degf)) * 2.5
    assert found.ci95 == pytest.approx((6 - wide, 6 + wide), rel=1e-9)


def test_change_turned_round_has_the_same_p():
    there, back = estimate(80, 2, 9), estimate(86, 1.5, 19)
    assert change(there, back).p == change(back, there).p


def test_change_between_censuses_is_a_fact():
    found = change(estimate(80, 0, notes=("census",)), estimate(86, 0, notes=("census",)))
    assert (found.difference, found.se, found.p, found.fact) == (6, 0, None, True)


def test_change_of_unanimous_samples_is_not_tested():
    found = change(estimate(100, 0), estimate(100, 0))
    assert (found.se, found.p, found.fact) == (0, None, False)


def test_change_from_a_census_uses_the_other_degrees_of_freedom():
    assert change(estimate(80, 0, 0, ("census",)), estimate(86, 2, 12)).degf == 12


@pytest.mark.parametrize(
    ("before", "after", "difference"),
    [((None, None), (80, 1), None), ((80, None), (86, 1), 6), ((80, 1), (86, None), 6)],
)
def test_change_without_what_it_needs_is_none(before, after, difference):
    found = change(estimate(*before), estimate(*after))
    assert (found.difference, found.se, found.p) == (difference, None, None)


def test_change_without_degrees_of_freedom_has_no_p():
    assert change(estimate(80, 1, 0), estimate(86, 1, 5)).p is None
