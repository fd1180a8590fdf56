from dataclasses import replace

import pytest
from scipy.stats import t

from appraisal.domain.beside.beyond import compared, self_gap
from appraisal.domain.beside.comparison import Earlier, InARow, SelfGap, in_a_row
from appraisal.domain.result import Prints, Score, statutory
from appraisal.domain.summary import summarise
from ballotbox.domain.assembly import Assembly
from ballotbox.domain.rules import FORMER
from demo.domain.synthetic.village import spec
from tests.support.flagged import honest_pile, ledger_of

PILE = honest_pile("overall", 60, 0)
SPEC = spec(PILE.preset, PILE.rolls)
COUNTS = PILE.counts(SPEC)
RESULT = summarise(SPEC, COUNTS, ledger_of(COUNTS), Prints("", "", ""))


def earlier(mean=80.0, se=2.0, degf=30, notes=(), *, judged=False, meets=True, name="old"):
    return Earlier(name, "2025-11-05", Score(mean, se, None, None, degf, notes), judged, meets)


def with_scores(*scores):
    """The result with these scores of its first persons."""
    persons = [replace(person, score=score) for person, score in zip(RESULT.persons, scores, strict=False)]
    return replace(RESULT, persons=tuple(persons))


def test_compared_tests_the_change_since_the_last_round_of_the_person():
    result = with_scores(Score(90.0, 3.0, None, None, 20, ()))
    found = compared(result, FORMER, {1: [earlier(), earlier(mean=10.0, name="older")]}, {}, {}).persons[0].change
    se, degf = 13**0.5, 13**2 / (16 / 30 + 81 / 20)
    assert (found.round, found.counted_on, found.before) == ("old", "2025-11-05", 80.0)
    assert (found.difference, found.se, found.degf) == (10.0, round(se, 6), round(degf, 6))
    assert found.p == found.adjusted == round(2 * t.sf(10 / se, degf), 6)
    assert found.high == round(10 + t.ppf(0.975, degf) * se, 6)
    assert found.says == "up"


def test_compared_corrects_changes_for_the_number_of_persons():
    score = Score(88.0, 3.0, None, None, 20, ())
    alone = compared(with_scores(score), FORMER, {1: [earlier()]}, {}, {}).persons[0].change
    level = Score(80.0, 3.0, None, None, 20, ())
    before = {number: [earlier()] for number in (1, 2, 3)}
    among = compared(with_scores(score, level, level), FORMER, before, {}, {}).persons
    assert (alone.says, among[0].change.says) == ("up", "not_apart")
    assert among[0].change.adjusted == pytest.approx(3 * alone.p, abs=2e-6)


CENSUS = ("census",)


@pytest.mark.parametrize(
    ("now", "before", "says"),
    [
        (Score(75.0, 0.0, None, None, 9, CENSUS), earlier(se=0.0, notes=CENSUS), "down"),
        (Score(80.0, 0.0, None, None, 9, CENSUS), earlier(se=0.0, notes=CENSUS), "not_apart"),
        (Score(75.0, None, None, None, 0, ("one_ballot",)), earlier(), "unknown"),
        (Score(None, None, None, None, 9, ("missing_group",)), earlier(), "unknown"),
        (Score(75.0, 0.0, None, None, 9, ()), earlier(se=0.0), "unknown"),
    ],
)
def test_change_is_a_fact_between_censuses_and_unknown_without_an_se(now, before, says):
    found = compared(with_scores(now), FORMER, {1: [before]}, {}, {}).persons[0].change
    assert (found.p, found.says) == (None, says)


def test_compared_has_no_change_where_there_was_no_round():
    assert [one.change for one in compared(RESULT, FORMER, {}, {}, {}).persons] == [None] * 5


@pytest.mark.parametrize(
    ("now", "before", "found"),
    [
        ((False, True), [(True, True)], InARow(0, 2, statutory=False, says="no")),
        ((None, True), [(True, True)], InARow(0, 2, statutory=False, says="unknown")),
        ((True, True), [], InARow(1, 2, statutory=True, says="counting")),
        ((True, True), [(False, True), (True, True)], InARow(1, 2, statutory=True, says="counting")),
        ((True, True), [(True, True)], InARow(2, 2, statutory=True, says="met")),
        ((True, True), [(True, False)], InARow(2, 2, statutory=False, says="met_by_surveys")),
        ((True, False), [(True, True)], InARow(2, 2, statutory=False, says="met_by_surveys")),
        # a round that was not valid judged nobody: it neither counts nor ends the row
        ((True, True), [(None, True), (True, True)], InARow(2, 2, statutory=True, says="met")),
        ((True, True), [(True, True)] * 2, InARow(3, 2, statutory=True, says="met")),
    ],
)
def test_not_competent_is_counted_in_a_row(now, before, found):
    assert in_a_row([now, *before], 2) == found


def test_not_competent_needs_as_many_as_the_round_says():
    assert in_a_row([(True, True), (True, True)], 3).says == "counting"


@pytest.mark.parametrize(
    ("own", "says"), [(91.0, "over"), (90.0, "over"), (89.9, "within"), (70.0, "under"), (80.0, "within")]
)
def test_self_gap_is_pointed_out_from_the_gap_of_the_round(own, says):
    person = with_scores(Score(80.0, 1.0, None, None, 9, ())).persons[0]
    assert self_gap(person, {1: own}, 10.0) == SelfGap(own, pytest.approx(own - 80, abs=1e-6), 10.0, says)


def test_self_gap_is_unknown_without_a_score_and_absent_without_a_self_score():
    person = with_scores(Score(None, None, None, None, 0, ())).persons[0]
    assert self_gap(person, {1: 90.0}, 10.0) == SelfGap(90.0, None, 10.0, "unknown")
    assert self_gap(person, {2: 90.0}, 10.0) is None


def test_round_is_statutory_by_its_assembly_with_the_quorum_alone():
    meeting = Assembly("村务监督委员会", 60, 41, quorum=True)
    law = replace(RESULT, kind="statutory", assembly=meeting)
    assert statutory(law)
    assert not statutory(replace(law, kind="survey"))
    assert not statutory(replace(law, assembly=None))
    assert not statutory(replace(law, assembly=replace(meeting, quorum=False)))
