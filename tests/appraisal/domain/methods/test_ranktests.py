import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from appraisal.domain.errors import CountsError
from appraisal.domain.methods.ranktests import mann_whitney, pairwise

group = st.lists(st.integers(0, 9), min_size=3, max_size=3)


@given(group, group)
def test_mann_whitney_agrees_with_ranked_rows(first, second):
    found = mann_whitney(np.array(first, dtype=float), np.array(second, dtype=float))
    rows = [np.repeat(np.arange(3), counts) for counts in (first, second)]
    if min(map(len, rows)) == 0 or len(np.unique(np.concatenate(rows))) == 1:
        assert (found.p_corrected, found.p_plain) == (None, None)
        return
    corrected, plain = (stats.mannwhitneyu(*rows, use_continuity=how, method="asymptotic") for how in (True, False))
    assert found.w == corrected.statistic
    assert found.p_corrected == pytest.approx(min(corrected.pvalue, 1), abs=1e-9)
    assert found.p_plain == pytest.approx(plain.pvalue, abs=1e-9)


def test_mann_whitney_refuses_other_grades():
    with pytest.raises(CountsError) as caught:
        mann_whitney(np.ones(3), np.ones(4))
    assert caught.value.code == "unknown_shape"


def test_pairwise_of_two_groups_is_the_one_test():
    table = np.array([[5.0, 1], [1, 5]])
    assert pairwise(table) == ((mann_whitney(*table).p_corrected,),)


def test_pairwise_is_a_lower_triangle():
    rows = pairwise(np.array([[5.0, 1], [1, 5], [3, 3]]))
    assert [[cell is None for cell in row] for row in rows] == [[False, True], [False, False]]
