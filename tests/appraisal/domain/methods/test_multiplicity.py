import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraisal.domain.errors import CountsError
from appraisal.domain.methods.multiplicity import METHODS, adjust

ps = st.lists(st.floats(0, 1), min_size=1, max_size=12)


def test_adjust_bh_by_hand():
    assert adjust([0.04, 0.01, 0.03]) == pytest.approx((0.04, 0.03, 0.04))


def test_adjust_leaves_none_and_does_not_count_it():
    assert adjust([0.02, None, 0.5], "bonferroni") == (0.04, None, 1.0)
    assert adjust([None, None]) == (None, None)
    assert adjust([]) == ()


@pytest.mark.parametrize(
    ("p", "method", "code"), [([0.5], "luck", "unknown_method"), ([1.5], "BH", "not_a_probability")]
)
def test_adjust_refuses(p, method, code):
    with pytest.raises(CountsError) as caught:
        adjust(p, method)
    assert caught.value.code == code


@given(ps, st.sampled_from(sorted(METHODS)))
def test_adjusted_never_smaller_and_in_the_same_order(p, method):
    found = adjust(p, method)
    assert all(after >= before - 1e-15 for before, after in zip(p, found, strict=True))
    assert [x for _, x in sorted(zip(p, found, strict=True))] == sorted(found)


@given(ps)
def test_adjusted_bh_is_the_mildest(p):
    rest = [adjust(p, method) for method in ("BY", "hochberg", "bonferroni")]
    assert all(a <= b + 1e-12 for other in rest for a, b in zip(adjust(p), other, strict=True))
