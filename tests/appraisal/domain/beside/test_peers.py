from math import nan, sqrt

import numpy as np
import pytest
from scipy.stats import t

from appraisal.domain.beside.peers import Holder, compare
from appraisal.domain.errors import CountsError

POST = ("村委会主任", "Village head")


def of(*scores, degf=50):
    return compare(POST, [Holder(f"v{at}", mean, se, degf) for at, (mean, se) in enumerate(scores)])


def test_peers_say_who_lies_clearly_above_and_below_the_others():
    found = of((95, 1), *[(80, 1)] * 16, (65, 1))
    assert [one.band for one in found] == ["above", *["not_apart"] * 16, "below"]
    assert {(one.post, one.post_en, one.villages) for one in found} == {(*POST, 18)}
    assert [(one.rank_from, one.rank_to) for one in found] == [(1, 1), *[(2, 17)] * 16, (18, 18)]


def test_peers_that_differ_are_tested_beyond_what_the_others_show():
    found = of((95, 2), (80, 1), (70, 1), (75, 1))[0]
    own, rest, between = 4.0, 1 / 3, (25 - 1) * (1 + 1 / 3)
    spread = own**2 / 50 + 3 * (1 / 50) / 3**4 + between**2 / 2
    wide = own + rest + between
    assert found.p == pytest.approx(2 * t.sf(20 / sqrt(wide), wide**2 / spread), abs=1e-6)
    assert found.band == "not_apart"


def test_villages_that_merely_differ_are_seldom_called_unlike_the_others():
    chance = np.random.default_rng(1)
    rounds = [chance.normal(80, 6, 24) + chance.normal(0, 1, 24) for _ in range(200)]
    called = sum(one.band != "not_apart" for scores in rounds for one in of(*((score, 1) for score in scores)))
    assert called / (24 * 200) < 0.01


def test_peers_alike_are_tested_against_the_plain_mean_of_the_others():
    found = of((84, 2), (80, 1), (78, 3))[0]
    rest, own = (1 + 9) / 4, 4.0
    spread = own**2 / 50 + (1 / 50 + 81 / 50) / 16
    p = 2 * t.sf((84 - 79) / sqrt(own + rest), (own + rest) ** 2 / spread)
    assert found.p == pytest.approx(p, abs=1e-6)
    assert found.adjusted >= found.p


def test_peers_draw_scores_to_the_common_mean():
    found = of((90, 2), (80, 2), (70, 2))
    # Q = 2 * 100 / 4 = 50; tau^2 = (50 - 2) / (3/4 - 1/4) with weights 1/4: 96
    assert (found[0].mean, found[0].tau) == (80.0, round(sqrt(96), 6))
    share = 4 / (4 + 96)
    assert [one.shrunken for one in found] == [round(90 - share * 10, 6), 80.0, round(70 + share * 10, 6)]


def test_peers_correct_for_how_many_villages_there_are():
    among = of((84, 1), *[(80, 1)] * 40)[0]
    assert among.adjusted == pytest.approx(41 * among.p, rel=1e-2)  # rounded to six decimals first


def test_peers_without_an_se_are_unknown_and_hinder_nobody():
    found = of((95, 1), (None, None), (70, 1), (80, None), (82.5, 1))
    assert [one.band for one in found] == ["not_apart", "unknown", "not_apart", "unknown", "not_apart"]
    assert {one.villages for one in found} == {3}
    assert found[1].rank_from is found[1].p is found[1].shrunken is None


@pytest.mark.parametrize("scores", [[(95, 1)], [(95, 1), (60, 1)], [(95, 1), (60, 1), (80, None)]])
def test_peers_of_fewer_than_three_villages_with_a_score_are_unknown(scores):
    found = of(*scores)
    assert {one.band for one in found} == {"unknown"}
    assert {(one.mean, one.shrunken, one.adjusted, one.rank_from) for one in found} == {(None, None, None, None)}


def test_peers_of_nobody_are_none():
    assert compare(POST, []) == ()


def test_peers_take_a_census_as_it_is():
    census, survey, other = of((90, 0), (80, 1), (80, 1))
    assert (census.shrunken, census.band) == (90.0, "above")
    assert survey.band == other.band == "not_apart"
    assert {one.band for one in of((90, 0), (80, 0), (80, 0))} == {"unknown", "not_apart"}


def test_peers_without_degrees_of_freedom_are_not_tested():
    assert [one.p for one in of((90, 1), (80, 1), (70, 1), degf=0)] == [None] * 3


@pytest.mark.parametrize(("score", "code"), [((90, -1), "negative_variance"), ((nan, 1), "not_finite")])
def test_peers_refuse_what_cannot_be(score, code):
    with pytest.raises(CountsError) as caught:
        of(score, (80, 1), (70, 1))
    assert caught.value.code == code
