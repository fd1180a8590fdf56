from math import sqrt

import numpy as np
import pytest
from scipy.stats import t

from appraisal.domain.figures import Pair
from appraisal.domain.methods.appraise import appraise
from appraisal.domain.methods.covariance import Cross
from appraisal.domain.methods.moments import of_counts
from appraisal.domain.pairs import pairs, standing

SCORES = np.array([100.0, 80.0, 60.0, 40.0])


def joint(make_counts, ballots, roll=40.0):
    """Two persons of one group: `ballots` as pairs of scores; with the cross-products that they come to."""
    table = np.array(ballots, dtype=float)
    cells = [[[[int((table[:, person] == score).sum()) for score in SCORES]]] for person in (0, 1)]
    given = make_counts(
        cells, n_roll=np.array([roll]), composite=of_counts(np.array(cells)[:, 0].astype(float), SCORES)
    )
    n, total = np.full((1, 2, 2), float(len(table))), np.zeros((1, 2, 2))
    total[0] = table.sum(axis=0)[:, None]
    return given, Cross(n, total, (table.T @ table)[None])


def of(given, cross):
    scores = [one.score for one in appraise(given).composites]
    return pairs(given, cross, scores, (1, 2))[0]


def test_pair_has_the_se_of_ballots_that_rate_both(make_counts):
    ballots = [(100, 80), (100, 100), (80, 60), (60, 60), (80, 80)] * 2
    found = of(*joint(make_counts, ballots))
    apart = np.array([a - b for a, b in ballots])
    se = sqrt((1 - 10 / 40) * apart.var(ddof=1) / 10)
    wide, p = t.ppf(0.975, 9) * se, 2 * t.sf(8 / se, 9)
    assert (found.first, found.second, found.difference, found.se) == (1, 2, 8.0, round(se, 6))
    assert (found.low, found.high) == (round(8 - wide, 6), round(8 + wide, 6))
    assert (found.p, found.adjusted, found.fact, found.says) == (round(p, 6), round(p, 6), False, "above")


def test_pair_of_equal_scores_is_not_apart(make_counts):
    found = of(*joint(make_counts, [(100, 60), (60, 100), (80, 80)] * 4))
    assert (found.difference, found.p, found.says) == (0.0, 1.0, "not_apart")


def test_pair_of_everybody_is_a_fact_without_a_test(make_counts):
    found = of(*joint(make_counts, [(60, 100), (60, 80), (80, 80)], roll=3.0))
    assert (found.difference, found.se, found.p, found.fact, found.says) == (-20.0, 0.0, None, True, "below")
    assert found.low == found.high == -20.0


@pytest.mark.parametrize("ballots", [[(100, 80)], [(100, 80)] * 9])
def test_pair_of_one_ballot_or_of_all_alike_is_unknown(make_counts, ballots):
    found = of(*joint(make_counts, ballots))
    assert (found.difference, found.p, found.says) == (20.0, None, "unknown")


def test_pair_without_cross_products_is_unknown(make_counts):
    given, _ = joint(make_counts, [(100, 80), (80, 80)] * 6)
    nothing = np.zeros((1, 2, 2))
    found = of(given, Cross(nothing, nothing, nothing))
    assert (found.difference, found.se, found.says) == (10.0, None, "unknown")


def test_pair_of_an_empty_group_is_unknown(make_counts):
    given = make_counts([[[[0, 0, 0, 0]]]] * 2, n_roll=np.array([9.0]))
    nothing = np.zeros((1, 2, 2))
    found = of(given, Cross(nothing, nothing, nothing))
    assert (found.difference, found.says, found.turned) == (None, "unknown", False)


def test_pair_is_turned_where_the_pool_reverses_the_order_of_all_groups(make_counts):
    # the first is better in both groups (90 % to 80 %, 30 % to 20 %), and worse in the pool of unequal numbers
    good = [[(18, 2), (24, 56)], [(64, 16), (4, 16)]]
    cells = [[[[a, 0, 0, b] for a, b in person]] for person in good]
    given = make_counts(
        cells, n_roll=np.array([200.0, 200.0]), n_returned=np.array([100.0, 100.0]),
        composite=of_counts(np.array(cells)[:, 0].astype(float), SCORES),
    )  # fmt: skip
    nothing = np.zeros((2, 2, 2))
    assert of(given, Cross(nothing, nothing, nothing)).turned


def pair(first, second, says):
    return Pair(first, second, None, None, None, None, None, None, fact=False, says=says, turned=False)


def test_standing_is_said_as_a_half_and_only_for_sure():
    found = [pair(1, 2, "above"), pair(1, 3, "above"), pair(2, 3, "not_apart")]
    assert [standing(number, 3, found) for number in (1, 2, 3)] == ["upper", "open", "open"]
    found = [pair(1, 2, "below"), pair(1, 3, "not_apart"), pair(2, 3, "above"), pair(1, 4, "below"),
             pair(2, 4, "not_apart"), pair(3, 4, "below")]  # fmt: skip
    assert [standing(number, 4, found) for number in (1, 2, 3, 4)] == ["lower", "upper", "lower", "upper"]


def test_standing_of_one_alone_or_of_what_is_unknown_is_not_said():
    assert standing(1, 1, []) is None
    assert standing(1, 2, [pair(1, 2, "unknown")]) is None
