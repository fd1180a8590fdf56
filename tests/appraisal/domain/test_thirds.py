from dataclasses import replace

import numpy as np
import pytest

from appraisal.domain.thirds import denominator, one_thirds
from ballotbox.domain.rules import Denominator, OneThird, Rules
from tests.support.specs import make_spec


def about(persons=1, items=1, one_third_rule=True, **rules):
    spec = make_spec(persons=persons, items=items, groups=1)
    return replace(spec, version=2, rules=Rules(**rules), one_third_rule=one_third_rule)


@pytest.fixture
def given(make_counts):
    """One person, one item: 20 of 60 ballots in the worst grade, of a roll of 90 from which 66 came."""
    return make_counts([[[[40, 0, 0, 20]]]], n_roll=np.array([90.0]), n_returned=np.array([66.0]))


@pytest.mark.parametrize(
    ("of", "n", "says"), [("valid", 60, "reached"), ("returned", 66, "not_reached"), ("roll", 90, "not_reached")]
)
def test_one_third_is_of_what_the_round_says(given, of, n, says):
    (found,) = one_thirds(about(denominator=Denominator(of)), given)
    assert (found.item, found.x, found.n, found.says) == ("i0", 20, n, says)
    assert found.share == round(20 / n, 6)


@pytest.mark.parametrize(("comparison", "says"), [(">=", "reached"), (">", "not_reached")])
def test_one_third_exactly_is_reached_or_not_as_the_round_compares(given, comparison, says):
    (found,) = one_thirds(about(one_third=OneThird(comparison)), given)
    assert found.says == says


def test_one_third_has_binomial_and_hypergeometric_tails(make_counts):
    cells = [[[[1, 0, 0, 2]]]]
    (found,) = one_thirds(about(), make_counts(cells, n_roll=np.array([6.0]), n_returned=np.array([3.0])))
    # 3 (1/3)^2 (2/3) + (1/3)^3 = 7/27; of a roll of six with two marked: C(2,2) C(4,1) / C(6,3) = 1/5
    assert (found.binomial, found.hypergeometric, found.adjusted) == (round(7 / 27, 6), 0.2, round(7 / 27, 6))
    assert found.says == "reached"


def test_one_third_is_sure_where_chance_does_not_make_it(make_counts):
    cells = [[[[10, 0, 0, 90]]], [[[90, 0, 0, 10]]]]
    sure, never = one_thirds(about(persons=2), make_counts(cells, n_roll=np.array([300.0])))
    assert (sure.says, never.says) == ("reached_surely", "not_reached")
    assert sure.adjusted <= 0.05 < never.adjusted


def test_one_third_of_everybody_is_a_fact(make_counts):
    (found,) = one_thirds(about(), make_counts([[[[4, 0, 0, 2]]]]))
    assert (found.hypergeometric, found.says) == (1.0, "reached_surely")


def test_one_third_may_be_off_and_may_judge_nobody(given, make_counts):
    assert one_thirds(about(one_third_rule=False), given)[0].says == "off"
    (nobody,) = one_thirds(about(), make_counts([[[[0, 0, 0, 0]]]], n_roll=np.array([9.0])))
    assert (nobody.x, nobody.n, nobody.share, nobody.binomial, nobody.says) == (0, 0, None, None, "nobody")


def test_one_third_looks_at_the_item_it_names(make_counts):
    given = make_counts([[[[0, 0, 0, 10]], [[10, 0, 0, 0]]]], n_roll=np.array([30.0]))
    last, first = (
        one_thirds(about(items=2), given)[0],
        one_thirds(about(items=2, one_third=OneThird(item="i0")), given)[0],
    )
    assert [(one.item, one.x) for one in (last, first)] == [("i1", 0), ("i0", 10)]


def test_denominator_counts_every_ballot_once(given):
    assert [denominator(of, given, np.array(60.0)).item() for of in ("valid", "returned", "roll")] == [60, 66, 90]
