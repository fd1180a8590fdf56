"""What a result says of a person: shares, SE, small groups, who is not competent. Counts by hand."""

from dataclasses import replace
from math import sqrt

import pytest

from appraisal.domain.methods.rates import wilson
from appraisal.domain.persons import may_show
from appraisal.domain.result import Ledger, Prints
from appraisal.domain.summary import summarise
from ballotbox.domain.counts import RoundCounts
from ballotbox.domain.rules import Bands, Denominator, NotCompetent, Rules, Turnout
from tests.support.specs import make_spec

SCORES = (100, 80, 60, 40)


def ledger(ballots):
    return Ledger(ballots, 0, ballots, 0, ballots, ballots, 0, ())


def counts_of(answers, returned):
    """One person; `answers[item][group]` are grades, abstained, blank, all from the web; a ballot's items are alike."""
    first = answers[0]
    return RoundCounts(
        cells=(tuple(tuple((tuple(group), (0,) * 6, (0,) * 6) for group in item) for item in answers),),
        returned=tuple((n, 0, 0) for n in returned),
        composite=(
            tuple({float(s): n for s, n in zip(SCORES, group[:4], strict=True) if n} for group in first),
        ),
        cross={}, batches={}, enterers={}, hours=(), problems={},
    )  # fmt: skip


def result(answers, returned, roll=40, threshold=0.1, **rules):
    spec = make_spec(persons=1, items=len(answers), groups=len(returned), roll=roll)
    spec = replace(spec, version=2, rules=Rules(**rules), turnout_threshold=threshold)
    return summarise(spec, counts_of(answers, returned), ledger(sum(returned)), Prints("", "", ""))


GROUP = (12, 6, 0, 2, 3, 1)  # 20 valid of 24 returned, a roll of 40


@pytest.mark.parametrize(("of", "n"), [("valid", 20), ("returned", 24), ("roll", 40)])
def test_grades_are_shares_of_the_denominator_with_wilson_intervals(of, n):
    best = result([[GROUP]], [24], denominator=Denominator(of)).persons[0].grades[0]
    low, high = wilson(12, n)
    assert (best.count, best.of, best.share) == (12, n, 12 / n)
    assert (best.low, best.high) == (round(low, 6), round(high, 6))
    assert (best.weighted, best.weighted_se) == (0.6, round(sqrt((1 - 20 / 40) * 0.6 * 0.4 / 19), 6))


def test_grades_of_several_items_take_a_ballot_once():
    found = result([[GROUP], [GROUP]], [24]).persons[0]
    one, every = found.items[0].grades[0], found.grades[0]
    assert (every.count, every.of, every.share) == (24, 40, 0.6)
    assert (every.low, every.high, every.weighted_se) == (one.low, one.high, one.weighted_se)


def test_score_has_everything_beside_it():
    found = result([[GROUP, (0, 10, 0, 0, 0, 0)]], [24, 10]).persons[0]
    first = (12 * 100 + 6 * 80 + 2 * 40) / 20
    assert (found.score.mean, found.by_people.mean) == (first / 2 + 40, (first + 80) / 2)
    said, silent = (20 / 40 * first + 10 / 40 * 80) / 2, (20 / 40 + 30 / 40) / 2
    assert (found.extremes.worst, found.extremes.best) == (said + 40 * silent, said + 100 * silent)
    assert found.reweighted is None
    assert found.between_groups.df == 1


def test_empty_group_leaves_the_score_missing_and_the_reweighted_one_beside_it():
    found = result([[GROUP, (0,) * 6]], [24, 0]).persons[0]
    assert (found.score.mean, found.score.notes) == (None, ("missing_group",))
    assert (found.reweighted.mean, found.reweighted.notes) == (88.0, ("missing_group", "reweighted"))
    assert (found.standing, found.band) == (None, None)


def test_nobody_at_all_has_no_figure():
    found = result([[(0,) * 6, (0,) * 6]], [0, 0]).persons[0]
    assert (found.score.mean, found.reweighted, found.by_people.mean) == (None, None, None)
    assert found.grades[0].share is found.grades[0].low is found.grades[0].weighted is None
    assert (found.one_third.says, found.not_competent, found.between_groups.p) == ("nobody", None, None)
    assert (found.extremes.worst, found.extremes.best) == (40.0, 100.0)


@pytest.mark.parametrize(
    ("complete", "shown"),
    [
        ((30, 20, 10), (True, True, True)),
        ((30, 20, 9), (True, False, False)),
        ((30, 9, 8), (True, False, False)),
        ((30, 20, 0), (True, True, False)),  # nothing to subtract
        ((9, 30, 30), (False, False, True)),
        ((5,), (False,)),
        ((40,), (True,)),
    ],
)
def test_small_group_is_not_shown_nor_what_would_give_it_away(complete, shown):
    assert may_show(complete) == shown


BAD = (4, 0, 4, 12, 0, 0)  # 56 points, interval 48 to 64; 12 of 20 not competent


@pytest.mark.parametrize(
    ("figure", "group", "judged"),
    [
        ("one_third", BAD, True), ("one_third", GROUP, False), ("score", BAD, True), ("score", GROUP, False),
        ("band", BAD, False), ("band", (0, 0, 0, 20, 0, 0), True),
    ],
)  # fmt: skip
def test_not_competent_is_judged_on_the_figure_of_the_round(figure, group, judged):
    found = result([[group]], [24], not_competent=NotCompetent(figure)).persons[0]
    assert found.not_competent is judged


def test_nobody_is_judged_by_a_round_that_is_not_valid():
    assert result([[BAD]], [24], threshold=0.7).persons[0].not_competent is None


@pytest.mark.parametrize(("comparison", "reached"), [(">=", True), (">", False)])
def test_threshold_is_reached_as_the_round_compares(comparison, reached):
    turnout = result([[GROUP]], [24], threshold=0.6, turnout=Turnout(comparison)).turnout
    assert (turnout.comparison, turnout.reached) == (comparison, reached)


def test_bands_are_those_of_the_round():
    found = result([[(20, 0, 0, 0, 0, 0)]], [20], bands=Bands((99.0, 50.0, 45.0, 0.0)))
    assert (found.bands, found.persons[0].band) == ((99.0, 50.0, 45.0, 0.0), (0, 0))
