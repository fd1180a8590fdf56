"""What the office's pages are given of a result."""

from __future__ import annotations

from dataclasses import asdict, replace

import numpy as np
import pytest

from appraisal.domain.beside.beyond import compared
from appraisal.domain.beside.comparison import Earlier
from appraisal.domain.release.told import told, told_beside
from appraisal.domain.result import Score
from tests.support.releases import honest, released, weighted
from tests.support.specs import make_spec


def of(*ballots, weights=(0.7, 0.3), persons=1, rolls=None):
    spec = weighted(make_spec(persons, 1, len(ballots)), weights, rolls or [max(60, 2 * len(some)) for some in ballots])
    return released(spec, ballots).result


def test_result_without_small_groups_is_told_as_it_is():
    result = released(*honest(np.random.default_rng(3), (60, 20), persons=3)).result
    assert told(result) == result
    beside = compared(result, make_spec().rules, {}, {}, {1: 90.0})
    assert told_beside(beside, result) == beside


def test_unanimous_small_group_does_not_show_by_a_share_that_is_its_weight():
    result = of([(4,)] * 40, [(1,)] * 5)  # all villagers best, all representatives worst
    exact, shown = result.persons[0], told(result).persons[0]
    assert [grade.weighted for grade in exact.grades] == [0.7, 0.0, 0.0, 0.3]
    assert {(grade.share, grade.low, grade.weighted, grade.weighted_se) for grade in shown.grades} == {(None,) * 4}
    assert {grade.weighted for item in shown.items for grade in item.grades} == {None}


def test_groups_of_one_mind_do_not_show_by_an_se_of_nothing():
    result = of([(4,)] * 40, [(1,)] * 5)
    assert (result.persons[0].score.mean, result.persons[0].score.se) == (82.0, 0.0)
    shown = told(result).persons[0]
    assert shown.score == Score(80.0, None, 75.0, 85.0, 43, ("office_rounded",))
    assert (shown.band, shown.by_people.mean, shown.extremes, shown.reweighted) == ((1, 2), None, None, None)


def figures(value):
    if isinstance(value, dict):
        return [figure for key, each in value.items() if key not in {"number", "weight"} for figure in figures(each)]
    if isinstance(value, list | tuple):
        return [figure for each in value for figure in figures(each)]
    return [value] if isinstance(value, float) else []


def test_person_under_ten_complete_ballots_has_no_figure_and_no_judgement():
    ballots = [[(4, 3)] * 5 + [(0, 3)] * 20, [(1, 3)] * 4 + [(0, 3)] * 20]
    result = of(*ballots, persons=2)
    first, second = told(result).persons
    assert figures(asdict(first)) == []
    assert (first.band, first.standing, first.not_competent, first.one_third.says) == (None, None, None, "nobody")
    assert second.score == result.persons[1].score
    assert [(pair.says, pair.difference, pair.adjusted) for pair in told(result).pairs] == [("unknown", None, None)]
    earlier = {1: [Earlier("r", "2025-11-01", Score(80.0, 1.0, 78.0, 82.0, 50, ()), True, True)]}
    beside = told_beside(compared(result, make_spec().rules, earlier, {}, {1: 100.0}), result).persons[0]
    assert (beside.change, beside.peers, beside.self_gap, beside.earlier) == (None, None, None, ())
    assert beside.in_a_row.says == "unknown"


def test_weighted_figure_of_a_small_group_alone_is_not_told():
    result = of([(4,)] * 40, [(2,)] * 5, weights=(0.0, 1.0))
    assert result.persons[0].score.mean == 60.0
    shown = told(result).persons[0]
    assert (shown.score.mean, shown.score.notes, shown.band) == (None, ("small_group",), None)
    assert shown.grades[0].share == result.persons[0].grades[0].share


def test_comparisons_are_no_finer_than_the_score():
    result = of([(4,)] * 20 + [(3,)] * 20, [(1,)] * 5)
    last = Earlier("r", "2025-11-01", Score(71.3, 1.0, 69.3, 73.3, 50, ()), None, False)
    beside = told_beside(compared(result, make_spec().rules, {1: [last]}, {}, {1: 91.0}), result).persons[0]
    change = beside.change
    assert (change.before, change.difference, change.se) == (70.0, 5.0, None)
    assert all(value % 5 == 0 for value in (change.low, change.high))
    assert beside.self_gap.difference == 15.0


@pytest.mark.parametrize("seed", range(12))
def test_other_whole_ballots_of_a_small_group_look_the_same(seed):
    """Enumerating whole ballots, the figures that stand leave the small group's points open by three grades."""
    chance = np.random.default_rng(seed)
    large, small = chance.integers(2, 5, 40), chance.integers(1, 5, 5)
    shown = told(of([(int(k),) for k in large], [(int(k),) for k in small])).persons[0]
    fits = set()
    for other in range(5, 21):  # keys 1 to 4 of five people, added up
        for rest in range(40, 161):
            score = 0.7 * (20 + 20 * rest / 40) + 0.3 * (20 + 20 * other / 5)
            if round(score / 5) * 5 == shown.score.mean:
                fits.add(other)
    assert max(fits) - min(fits) >= 3
    assert replace(shown.score, low=None, high=None).se is None
