import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraisal.domain.errors import CountsError
from appraisal.domain.methods.agreement import krippendorff_alpha

VALUES = np.array([1.0, 2.0, 3.0])
units = st.lists(st.lists(st.integers(0, 6), min_size=3, max_size=3), min_size=1, max_size=6)


def test_alpha_is_one_where_all_agree_within_units():
    assert krippendorff_alpha(np.array([[4.0, 0, 0], [0, 3.0, 0]]), VALUES, "ordinal") == 1


def test_alpha_nominal_by_hand():
    # Coincidences: 1-1 twice, 1-2 once each way, 2-2 none. Do 2/4, De (2 x 3 x 1)/(4 x 3).
    assert krippendorff_alpha(np.array([[2.0, 0], [1.0, 1.0]]), VALUES[:2], "nominal") == pytest.approx(0.0)


@pytest.mark.parametrize("table", [[[30, 0, 0]], [[1, 0, 0], [0, 1, 0]], [[0, 0, 0]]])
def test_alpha_without_variation_or_pairs_is_none(table):
    assert krippendorff_alpha(np.array(table, dtype=float), VALUES, "ordinal") is None


def test_alpha_unit_with_one_rating_changes_nothing():
    table = np.array([[3.0, 1, 0], [0, 2, 2]])
    more = np.vstack([table, [0, 0, 1]])
    assert krippendorff_alpha(more, VALUES, "ordinal") == krippendorff_alpha(table, VALUES, "ordinal")


def test_alpha_ratio_needs_a_ratio_scale():
    with pytest.raises(CountsError) as caught:
        krippendorff_alpha(np.array([[3.0, 1, 0]]), VALUES - 1, "ratio")
    assert caught.value.code == "not_ratio"


@given(units)
def test_alpha_is_the_same_when_the_scale_is_read_backwards(table):
    counts = np.array(table, dtype=float)
    forth, back = (krippendorff_alpha(t, VALUES, "ordinal") for t in (counts, counts[:, ::-1]))
    assert back == pytest.approx(forth, abs=1e-12)


@given(units)
def test_alpha_never_exceeds_one(table):
    found = krippendorff_alpha(np.array(table, dtype=float), VALUES, "interval")
    assert found is None or found <= 1 + 1e-12
