"""What an officer reads first, from real results with single figures changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from appraisal.domain.beside.comparison import InARow, SelfGap
from appraisal.domain.flags.flag import Flag, Subject, Text
from appraisal.service import appraise, compare
from discipline.domain.verdict import verdict

NOTHING = Text("", "")
FLAG = Flag(
    code="burst",
    subject=Subject("hour"),
    method=NOTHING,
    source="",
    unit="casts",
    observed=40.0,
    expected=9.0,
    p=0.01,
    threshold=0.05,
    least=2.0,
    weak=False,
    text=NOTHING,
    check=NOTHING,
)


@pytest.fixture
def found(case):
    """Result and comparison of a round of five persons in which everything is in order."""
    result = appraise(case.round)
    third = replace(result.persons[0].one_third, says="not_reached")
    return replace(result, flags=(), persons=tuple(replace(one, one_third=third) for one in result.persons)), compare(
        case.round
    )


def changed(rows, at, **values):
    """The rows with other values in the one at this place."""
    return tuple(replace(row, **values) if place == at else row for place, row in enumerate(rows))


def test_round_in_order_is_clear(found):
    above = verdict(*found)
    assert (above.level, above.places, above.watch, above.fired) == ("clear", 0, (), ())


def test_sums_that_differ_stop_the_signing(found):
    result, beside = found
    above = verdict(replace(result, ledger=replace(result.ledger, problems=("ballots_missing",))), beside)
    assert (above.level, above.watch) == ("stop", ("accounting",))


def test_flags_are_places_to_look_at(found):
    result, beside = found
    above = verdict(replace(result, flags=(FLAG, FLAG)), beside)
    assert (above.level, above.flags, above.places) == ("look", 2, 2)


def test_rules_that_fired_stand_in_ballot_order(found):
    result, beside = found
    third = replace(result.persons[3].one_third, says="reached")
    result = replace(result, persons=changed(result.persons, 3, one_third=third))
    row, gap = InARow(1, 2, statutory=False, says="counting"), SelfGap(99.0, 20.0, 10.0, "over")
    persons = changed(changed(beside.persons, 3, in_a_row=row), 1, self_gap=gap)
    above = verdict(result, replace(beside, persons=persons))
    assert [(one.rule, one.person.number) for one in above.fired] == [
        ("self_gap", 2),
        ("one_third", 4),
        ("not_competent", 4),
    ]
    assert above.level == "look"


@pytest.mark.parametrize("says", ["off", "nobody", "not_reached"])
def test_rule_that_did_not_reach_its_part_does_not_fire(found, says):
    result, beside = found
    third = replace(result.persons[0].one_third, says=says)
    assert verdict(replace(result, persons=changed(result.persons, 0, one_third=third)), beside).fired == ()


def test_gap_within_the_rules_does_not_fire(found):
    result, beside = found
    persons = changed(beside.persons, 0, self_gap=SelfGap(80.0, 3.0, 10.0, "within"))
    assert verdict(result, replace(beside, persons=persons)).fired == ()
