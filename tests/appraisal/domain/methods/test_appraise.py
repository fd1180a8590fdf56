import dataclasses
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraisal.domain.counts import EmptyGroup
from appraisal.domain.methods.appraise import appraise
from appraisal.domain.methods.moments import of_counts
from appraisal.domain.methods.scores import reweighted


@st.composite
def rounds(draw):
    cadres, items, groups, grades = (draw(st.integers(1, top)) for top in (4, 3, 3, 3))
    shape = (cadres, items, groups, grades + 2)
    size = int(np.prod(shape))
    flat = draw(st.lists(st.integers(0, 4), min_size=size, max_size=size))
    return np.array(flat, dtype=float).reshape(shape), draw(st.integers(0, 3))


def finite(value):
    return json.dumps(dataclasses.asdict(value), allow_nan=False)


def scores_of(cells):
    return np.linspace(100, 40, cells.shape[-1])


@given(rounds(), st.sampled_from(EmptyGroup))
def test_appraisal_of_any_counts_has_no_nan(make_counts, given_round, policy):
    cells, silent = given_round
    roll = cells.sum(axis=-1).max(axis=(0, 1)) + silent
    # A grade that a group gave to every item can be the grade of a complete ballot.
    few = of_counts(np.minimum.reduce(cells, axis=1), scores_of(cells))
    finite(appraise(make_counts(cells, scores_of(cells), n_roll=roll, composite=few, empty_group=policy)))


@given(rounds())
def test_appraisal_ranks_and_tests_follow_permuted_cadres(make_counts, given_round):
    cells = given_round[0][:, :1]
    scores = scores_of(cells)
    plain, turned = (appraise(make_counts(table, scores)) for table in (cells, cells[::-1].copy()))
    assert turned.rank == plain.rank[::-1]
    assert turned.one_third.adjusted == plain.one_third.adjusted[::-1]
    assert turned.agreement.ordinal == pytest.approx(plain.agreement.ordinal, abs=1e-9)


@given(st.lists(st.integers(1, 9), min_size=4, max_size=4), st.integers(2, 5))
def test_appraisal_of_repeated_ballots_keeps_the_mean_and_lowers_the_se(make_counts, counts, times):
    roll = np.array([1000.0])
    once = appraise(make_counts([[[counts]]], n_roll=roll)).composites[0].score
    more = appraise(make_counts([[[[n * times for n in counts]]]], n_roll=roll)).composites[0].score
    assert more.mean == pytest.approx(once.mean)
    assert more.se < once.se


def test_appraisal_one_cadre_one_item_one_group(make_counts):
    result = appraise(make_counts([[[[3, 1, 0, 0]]]], n_roll=np.array([8.0])))
    assert result.turnout == (0.5,)
    assert result.composites[0].score.mean == 95
    assert result.composites[0].se_if_independent == result.composites[0].score.se
    assert result.rank == (1,)
    assert result.items[0][0].between_groups.statistic is None
    assert result.shrunken.mu == 95
    assert (result.one_third.x, result.one_third.n, result.one_third.p) == ((0,), (4,), (1.0,))


def test_appraisal_forty_cadres(make_counts):
    result = appraise(make_counts([[[[3 + c, 40 - c, 0, 0]]] for c in range(40)], n_roll=np.array([90.0])))
    assert result.rank == tuple(range(40, 0, -1))


def test_appraisal_without_ballots_is_empty(make_counts):
    result = appraise(make_counts([[[[0, 0, 0, 0]]]], n_roll=np.array([12.0])))
    assert (result.turnout, result.rank, result.agreement.ordinal) == ((0.0,), (None,), None)
    assert (result.one_third.p, result.one_third.adjusted, result.shrunken) == ((None,), (None,), None)


def test_appraisal_empty_roll_has_no_turnout(make_counts):
    result = appraise(make_counts([[[[0, 0, 0, 0]]]]))
    assert (result.turnout, result.turnout_total) == ((None,), None)


def test_appraisal_empty_group_is_shown_missing_with_the_reweighted_figure_beside(make_counts):
    counts = make_counts([[[[2, 0, 0, 0], [0, 0, 0, 0]]]], n_roll=np.array([4.0, 4.0]))
    missing = appraise(counts).composites[0]
    assert (missing.score.mean, missing.score.missing, missing.group_mean) == (None, (1,), (100, None))
    assert missing.population_mean == 100
    assert appraise(reweighted(counts)).composites[0].score.mean == 100


def test_appraisal_population_weights_follow_the_roll(make_counts):
    counts = make_counts([[[[2, 0, 0, 0], [0, 2, 0, 0]]]], n_roll=np.array([90.0, 10.0]))
    assert appraise(counts).composites[0].population_mean == pytest.approx(98)
