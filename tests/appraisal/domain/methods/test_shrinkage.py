import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraisal.domain.methods.shrinkage import shrink

pairs = st.lists(st.tuples(st.floats(0, 100), st.floats(0.1, 10)), min_size=2, max_size=8)


def test_shrink_two_equal_variances_by_hand():
    # Q = 8, scale 1: tau^2 = 8 - 1 = 7; B = 1/8.
    found = shrink([80, 84], [1, 1])
    assert (found.tau2, found.mu) == (pytest.approx(7), pytest.approx(82))
    assert found.scores == pytest.approx((80.25, 83.75))


def test_shrink_without_spread_gives_the_common_mean():
    assert shrink([80, 80.1], [5, 5]).scores == pytest.approx((80.05, 80.05))


def test_shrink_one_score_is_itself():
    found = shrink([80], [2])
    assert (found.tau2, found.mu, found.scores) == (0, 80, (80,))


@pytest.mark.parametrize(("means", "ses"), [([], []), ([80, 90], [0, 1]), ([None], [None]), ([80], [None])])
def test_shrink_without_usable_variance_is_none(means, ses):
    assert shrink(means, ses) is None


def test_shrink_leaves_out_a_score_without_se():
    found = shrink([80, 70, 84], [1, None, 1])
    assert found.scores == (pytest.approx(80.25), None, pytest.approx(83.75))


@given(pairs)
def test_shrink_never_passes_the_mean(rows):
    means, ses = zip(*rows, strict=True)
    found = shrink(means, ses)
    for before, after in zip(means, found.scores, strict=True):
        assert min(before, found.mu) - 1e-9 <= after <= max(before, found.mu) + 1e-9
