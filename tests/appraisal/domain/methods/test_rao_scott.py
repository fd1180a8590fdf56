import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2

from appraisal.domain.errors import CountsError
from appraisal.domain.methods.rao_scott import RaoScott, combined, homogeneity
from appraisal.domain.methods.tables import independence

TABLE = np.array([[30.0, 50, 20], [45, 40, 15]])
NOTHING = RaoScott(None, None, None, 0, None)


def test_rao_scott_with_design_effects_of_one_is_pearson():
    found, plain = homogeneity(TABLE, np.ones((2, 3))), independence(TABLE)
    assert (found.effect, found.df) == (pytest.approx(1), plain.df)
    assert (found.pearson, found.corrected, found.p) == pytest.approx((plain.statistic, plain.statistic, plain.p))


@given(st.integers(2, 25))
def test_rao_scott_counts_equal_marks_of_one_ballot_once(marks):
    found, once = homogeneity(TABLE * marks, np.full((2, 3), float(marks))), homogeneity(TABLE, np.ones((2, 3)))
    assert (found.corrected, found.p) == pytest.approx((once.corrected, once.p))


def test_rao_scott_unequal_design_effects_by_hand():
    # pooled shares .5 .5, n 40 and 60: (1 - .4)(.5 * 1 + .5 * 1) + (1 - .6)(.5 * 2 + .5 * 4) = 0.6 + 1.2, df 1
    found = homogeneity(np.array([[16.0, 24], [34, 26]]), np.array([[1.0, 1], [2, 4]]))
    assert (found.effect, found.pearson) == (pytest.approx(1.8), pytest.approx(2.6666667))
    assert found.corrected == pytest.approx(1.4814815)


def test_rao_scott_holds_its_level_where_ballots_repeat_themselves():
    rng, rejected = np.random.default_rng(5), []
    for _ in range(500):
        # five marks a ballot: three copies of the first and two free ones, so that the design effect is 1 + 6/5 = 2.2
        first, free = rng.integers(0, 3, 120), rng.integers(0, 3, (120, 2))
        marks = np.column_stack([first, first, first, free])
        table = np.array([np.bincount(part.ravel(), minlength=3) for part in (marks[:60], marks[60:])], dtype=float)
        rejected.append(homogeneity(table, np.full((2, 3), 2.2)).p < 0.05)
    assert np.mean(rejected) == pytest.approx(0.05, abs=0.02)


@pytest.mark.parametrize(
    "table", [np.zeros((0, 3)), np.zeros((2, 3)), np.array([[4.0, 5]]), np.array([[3.0, 0], [2, 0]])]
)
def test_rao_scott_of_a_table_that_cannot_vary_is_nothing(table):
    assert homogeneity(table, np.ones(table.shape)) == NOTHING


@pytest.mark.parametrize(
    ("table", "effects", "code"),
    [
        (TABLE, np.ones((3, 2)), "unknown_shape"),
        (TABLE, np.zeros((2, 3)), "not_positive"),
        (-TABLE, np.ones((2, 3)), "negative_count"),
    ],
)
def test_rao_scott_refuses(table, effects, code):
    with pytest.raises(CountsError) as caught:
        homogeneity(table, effects)
    assert caught.value.code == code


def test_combined_adds_strata_and_leaves_out_those_without_a_test():
    one = homogeneity(TABLE, np.full((2, 3), 2.0))
    found = combined([one, NOTHING, one])
    assert (found.corrected, found.effect, found.df) == (pytest.approx(2 * one.corrected), pytest.approx(2), 4)
    assert found.p == pytest.approx(chi2(4).sf(2 * one.corrected))
    assert combined([NOTHING]) == NOTHING
