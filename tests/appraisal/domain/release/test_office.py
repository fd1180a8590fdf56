"""Which groups an officer's page, and the bulletin's turnout, may show by themselves."""

import numpy as np
import pytest

from appraisal.domain.release.office import OfficeView, apart, office_view, views_of
from tests.support.releases import honest, released


@pytest.mark.parametrize(
    ("ballots", "shown"),
    [
        ((300, 30, 40), (True, True, True)),
        ((300, 30, 0), (True, True, True)),
        ((300, 30, 9), (True, False, False)),
        ((300, 9, 9), (True, False, False)),
        ((300, 4, 4), (False, False, False)),  # the two together are still under ten
        ((300, 9), (False, False)),
        ((9,), (False,)),
    ],
)
def test_apart_hides_a_small_group_and_what_would_tell_it(ballots, shown):
    assert apart(ballots) == shown


def test_apart_hides_more_groups_than_there_are_sums():
    assert apart((300, 30, 40, 50, 9), sums=2) == (True, False, False, True, False)


@pytest.mark.parametrize(
    ("ballots", "view"),
    [
        ((300, 30), OfficeView((True, True), pooled=True)),
        ((300, 30, 40, 9), OfficeView((True, False, False, False), pooled=True, beside=False)),
        ((300, 9, 9, 9, 9, 9), OfficeView((True, *(False,) * 5), pooled=True, beside=False)),
        ((300, 9), OfficeView((False, False), pooled=False, beside=False)),
        ((9,), OfficeView((False,), pooled=True, beside=False)),
    ],
)
def test_office_view_leaves_out_pooled_figures_where_two_sums_would_tell_two_groups(ballots, view):
    assert office_view(ballots) == view


def test_views_take_an_untold_group_that_voted_for_a_small_one():
    chance = np.random.default_rng(5)
    views = [views_of(released(*honest(chance, sizes, abstain=0)).result) for sizes in ((60, 20), (60, 9), (60, 0))]
    assert views == [
        (OfficeView((True, True), pooled=True),),
        (OfficeView((False, False), pooled=False, beside=False),),
        (OfficeView((True, True), pooled=True),),
    ]
