"""Which groups an officer's page, and the bulletin's turnout, may show by themselves."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

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
        ((9,), OfficeView((False,), pooled=False, beside=False, score=False, enough=False)),
        ((5, 4), OfficeView((False, False), pooled=False, beside=False, score=False, enough=False)),
    ],
)
def test_office_view_leaves_out_pooled_figures_where_two_sums_would_tell_two_groups(ballots, view):
    assert office_view(ballots) == view


@pytest.mark.parametrize(
    ("ballots", "weights", "view"),
    [
        # as many hidden groups as sums and one more, but the sums say the same of two of them
        ((30, 30, 5), (0.4, 0.4, 0.2), OfficeView((False, True, False), pooled=False, beside=False)),
        ((30, 30, 5), (0.5, 0.3, 0.2), OfficeView((False, False, False), pooled=True, beside=False)),
        ((30, 30, 5), (0.41, 0.39, 0.2), OfficeView((False, True, False), pooled=False, beside=False)),
        ((60, 30, 5), (0.4, 0.4, 0.2), OfficeView((False, False, False), pooled=True, beside=False)),
        ((90, 45, 45, 5), (0.4, 0.2, 0.2, 0.2), OfficeView((True, False, True, False), pooled=False, beside=False)),
        # the weighted sum is that of the small group alone
        ((30, 5), (0.0, 1.0), OfficeView((False, False), pooled=True, beside=False, score=False)),
        ((30, 30, 5), (0.0, 0.0, 1.0), OfficeView((False, True, False), pooled=True, beside=False, score=False)),
    ],
)
def test_office_view_looks_at_the_coefficients_not_at_how_many_sums_there_are(ballots, weights, view):
    assert office_view(ballots, weights) == view


sizes = st.sampled_from([0, 1, 3, 5, 9, 10, 20, 30, 30, 60, 300])
parts = st.sampled_from([0.0, 0.1, 0.2, 0.2, 0.3, 0.4])


def solved(rows, aim):
    """Tell whether a multiple of the rows is the aim: by rank, not as the program does it."""
    return np.linalg.matrix_rank(np.vstack([rows, aim]), tol=1e-9) == np.linalg.matrix_rank(rows, tol=1e-9)


@given(st.lists(st.tuples(sizes, parts), min_size=1, max_size=6))
def test_no_hidden_group_nor_few_ballots_can_be_solved_for_from_what_an_office_page_shows(groups):
    ballots, weights = zip(*groups, strict=True)
    view = office_view(ballots, weights)
    hidden = [g for g, shown in enumerate(view.groups) if not shown and ballots[g]]
    assert {g for g, n in enumerate(ballots) if 0 < n < 10} <= set(hidden)
    if not (view.enough and hidden):
        assert view.beside or not (view.pooled or view.score)
        return
    n, sums = np.array(ballots, float)[hidden], []
    sums += [np.array(weights)[hidden]] if view.score else []
    sums += [n] if view.pooled else []
    assert (len(sums) > 0, view.beside) == (any(sums_of > 0 for sums_of in (view.score, view.pooled)), False)
    for size in range(1, len(hidden) + 1):
        for some in combinations(range(len(hidden)), size):
            aim = np.where(np.isin(np.arange(len(hidden)), some), n, 0)
            if sums and (size == 1 or aim.sum() < 10):
                assert not solved(np.array(sums), aim), (ballots, weights, view)


def test_views_take_an_untold_group_that_voted_for_a_small_one():
    chance = np.random.default_rng(5)
    views = [views_of(released(*honest(chance, sizes, abstain=0)).result) for sizes in ((60, 20), (60, 9), (60, 0))]
    assert views == [
        (OfficeView((True, True), pooled=True),),
        (OfficeView((False, False), pooled=False, beside=False),),
        (OfficeView((True, True), pooled=True),),
    ]
