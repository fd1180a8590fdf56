import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from appraisal.domain.methods.kruskal import kruskal_test, midranks

counts = st.lists(st.lists(st.integers(0, 12), min_size=3, max_size=3), min_size=2, max_size=4)


def test_midranks_average_over_ties():
    assert midranks(np.array([2.0, 3.0, 1.0])).tolist() == [1.5, 4, 6]


def test_kruskal_two_groups_by_hand():
    # Ranks 1.5 1.5 | 3.5 3.5: sums 3 and 7, H = 1.6 before ties, divided by 1 - 12/60.
    found = kruskal_test(np.array([[2.0, 0.0], [0.0, 2.0]]))
    assert (found.statistic, found.df) == (pytest.approx(3.0), 1)


@pytest.mark.parametrize("table", [[[3, 0], [4, 0]], [[3, 2]], [[3, 2], [0, 0]], [[0, 0], [0, 0]]])
def test_kruskal_without_variation_or_second_group_is_none(table):
    found = kruskal_test(np.array(table, dtype=float))
    assert (found.statistic, found.p) == (None, None)


def test_kruskal_leaves_out_an_empty_group():
    with_empty = kruskal_test(np.array([[5.0, 1.0], [0.0, 0.0], [1.0, 5.0]]))
    assert with_empty == kruskal_test(np.array([[5.0, 1.0], [1.0, 5.0]]))


@given(counts)
def test_kruskal_agrees_with_ranked_rows(table):
    rows = [np.repeat(np.arange(3), group) for group in table if sum(group)]
    found = kruskal_test(np.array(table, dtype=float))
    if len(rows) > 1 and len(np.unique(np.concatenate(rows))) > 1:
        expected = stats.kruskal(*rows)
        assert found.statistic == pytest.approx(expected.statistic, abs=1e-9)
        # Near H = 0 the p of one degree of freedom moves with the root of H; rounded below 0, scipy has no p there.
        reference = 1.0 if np.isnan(expected.pvalue) else expected.pvalue
        assert found.p == pytest.approx(reference, abs=1e-6)
    else:
        assert found.statistic is None
