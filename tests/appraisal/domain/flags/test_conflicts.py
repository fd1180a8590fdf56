import pytest
from scipy import stats

from appraisal.domain.flags.conflicts import conflicts
from appraisal.domain.flags.flag import Subject


def test_conflict_by_hand_beyond_a_whole_grade(make_counts):
    # means 96 and 60: variances of one ballot 64 * 100/99 and 400 * 100/99
    (found,) = conflicts(make_counts([[[[80, 20, 0, 0], [0, 50, 0, 50]]]]), (1,))
    first, second = 64 / 99, 400 / 99
    degf = (first + second) ** 2 / ((first**2 + second**2) / 99)
    assert (found.code, found.subject) == ("conflict", Subject("group", groups=("g0", "g1"), person=1))
    assert (found.observed, found.expected, found.large) == (36, 20, True)
    assert found.p == pytest.approx(stats.t(degf).sf(16 / (first + second) ** 0.5))


def test_conflict_ordinary_differences_are_none(make_counts):
    (found,) = conflicts(make_counts([[[[500, 0, 0, 0], [0, 500, 0, 0]]]]), (1,))
    assert (found.observed, found.p, found.large) == (20, 1.0, False)


def test_conflict_of_groups_that_are_each_of_one_mind_is_a_fact(make_counts):
    (found,) = conflicts(make_counts([[[[20, 0, 0, 0], [0, 0, 20, 0]]]]), (1,))
    assert (found.observed, found.p, found.large) == (40, 0.0, True)


def test_conflict_with_a_group_under_ten_is_not_tested(make_counts):
    assert conflicts(make_counts([[[[9, 0, 0, 0], [0, 0, 20, 0]]]]), (1,)) == []
