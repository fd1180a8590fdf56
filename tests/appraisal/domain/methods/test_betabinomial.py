import numpy as np
import pytest

from appraisal.domain.errors import CountsError
from appraisal.domain.methods.betabinomial import fit, kleinman


def test_kleinman_equal_villages_by_hand():
    # Shares 0.2 and 0.8 of 10: spread 1.8, chance 0.25; (1.8 - 0.25)/(0.25 x 9).
    share, rho = kleinman(np.array([2.0, 8.0]), np.array([10.0, 10.0]))
    assert (share, rho) == (0.5, pytest.approx(1.55 / 2.25))


@pytest.mark.parametrize("x", [[5, 5, 5], [0, 0, 0], [10, 10, 10]])
def test_fit_of_villages_that_do_not_differ_has_no_prior(x):
    found = fit(np.array(x, dtype=float), np.full(3, 10.0))
    assert (found.moments, found.likelihood) == (None, None)


def test_fit_one_village_has_no_prior():
    assert fit(np.array([3.0]), np.array([10.0])).moments is None


def test_fit_likelihood_is_no_worse_than_moments():
    found = fit(np.array([2.0, 8, 5, 9, 1]), np.array([10.0, 12, 11, 10, 9]))
    assert found.likelihood.neg_loglik <= found.moments.neg_loglik


def test_fit_likelihood_without_a_maximum_is_none():
    # Hardly more spread than chance: the likelihood climbs towards a single share for all.
    found = fit(np.array([30.0, 40, 34]), np.array([100.0, 100, 100]))
    assert found.likelihood is None or found.likelihood.prior.alpha > 10


@pytest.mark.parametrize(
    ("x", "n", "code"), [([1], [0], "no_ballots"), ([3], [2], "more_than_all"), ([], [], "unknown_shape")]
)
def test_fit_refuses(x, n, code):
    with pytest.raises(CountsError) as caught:
        fit(np.array(x, dtype=float), np.array(n, dtype=float))
    assert caught.value.code == code
