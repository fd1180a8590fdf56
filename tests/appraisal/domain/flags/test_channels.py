import numpy as np
import pytest

from appraisal.domain.flags.channels import channels
from appraisal.domain.flags.flag import Subject
from ballotbox.domain.counts import RoundCounts


@pytest.fixture
def compared(make_counts):
    """Findings for one person from counts [group][channel][grade] of one item."""

    def find(*groups):
        table = np.array(groups, dtype=float)
        cells = ((tuple(tuple((*map(int, grades), 0, 0) for grades in group) for group in groups),),)
        returned = tuple(tuple(sum(grades) for grades in group) for group in groups)
        given = make_counts([[table.sum(axis=1)]])
        return channels(given, RoundCounts(cells, returned, (), {}, {}, {}, (), {}), (1,))

    return find


NONE = (0, 0, 0, 0)


def test_channel_far_from_the_others_within_its_group_is_found(compared):
    (found,) = compared([(10, 40, 40, 10), NONE, (90, 10, 0, 0)])
    assert (found.code, found.subject) == ("channel", Subject("channel", channel=1, person=1))
    assert (found.observed, found.expected, found.large) == (70, 98, True)
    # four grades, the two worst joined to 40 and 10 of 100: 96.67 on 3 − 1 degrees of freedom
    assert found.p == pytest.approx(np.exp(-(80**2 / 100 + 30**2 / 50 + 50**2 / 50) / 2), rel=1e-6)


def test_channels_that_groups_use_differently_are_no_effect(compared):
    """Pooled the web would be far worse: villagers use it, and are less content."""
    (found,) = compared([(100, 100, 700, 100), NONE, (10, 10, 70, 10)], [(90, 10, 0, 0), NONE, (900, 100, 0, 0)])
    assert (found.p, found.observed - found.expected, found.large) == (pytest.approx(1), pytest.approx(0), False)


def test_channel_with_under_ten_of_a_group_is_left_out(compared):
    assert compared([(10, 40, 40, 10), NONE, (9, 0, 0, 0)]) == []


def test_channels_without_variation_are_not_tested(compared):
    assert compared([(50, 0, 0, 0), NONE, (50, 0, 0, 0)]) == []
    assert compared([NONE, NONE, NONE]) == []


def test_five_marks_of_a_ballot_are_not_five_voters(make_counts):
    """Every ballot gives one grade to all five items: the same p as with one item."""
    one = ((50, 30, 20, 0, 0, 0), (*NONE, 0, 0), (30, 50, 20, 0, 0, 0))
    returned = ((100, 0, 100),)
    table = np.array([[row[:4] for row in one]], dtype=float).sum(axis=1)
    single, five = make_counts([[table]]), make_counts([[table] * 5])
    found = [
        channels(given, RoundCounts((((one,),) * items,), returned, (), {}, {}, {}, (), {}), (1,))[0].p
        for given, items in ((single, 1), (five, 5))
    ]
    assert found[0] == pytest.approx(found[1])
    assert found[0] == pytest.approx(np.exp(-(20**2 / 80 + 20**2 / 80) / 2))
