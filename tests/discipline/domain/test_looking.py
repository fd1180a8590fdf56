"""Where to look first, and why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from discipline.domain.findings import NOTHING
from discipline.domain.looking import OF_THE_WAY, ORDER, STOPS, looks, reasons
from discipline.domain.overview import Stage
from discipline.domain.states import State
from tests.support.seen import FINE, counted, person, village

NONE_SURE = frozenset()


def codes(one, sure=NONE_SURE):
    return [reason.code for reason in reasons(one, sure)]


def of_round(**changes):
    return codes(village(round_=counted(**changes)))


def test_village_in_order_needs_no_look():
    assert of_round() == []


def test_village_without_a_round_misses_one():
    assert codes(village(stage=Stage.NONE)) == ["missing"]


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"watch": ("accounting",)}, ["accounting"]),
        ({"watch": ("no_score",)}, ["no_score"]),
        ({"watch": ("no_interval",)}, ["no_interval"]),
        ({"reached": False}, ["threshold"]),
        ({"returned": 29}, ["under_30"]),
        ({"returned": 30}, []),
        ({"state": State.RETURNED}, ["returned"]),
        ({"state": State.DRAFT, "days": 6}, []),
        ({"state": State.DRAFT, "days": 7}, ["check"]),
        ({"state": State.CHECKED, "days": 7}, ["sign"]),
        ({"state": State.SIGNED, "days": 7}, ["publish"]),
        ({"state": State.PUBLISHED, "days": 70}, []),
        ({"flags": (("accounting", None),)}, ["accounting"]),
        ({"flags": (("burst", 0.04), ("means", 0.01))}, ["flags_alone"]),
    ],
)
def test_round_is_pointed_out(changes, wanted):
    assert of_round(**changes) == wanted


def test_flags_that_stand_out_among_all_villages_are_told_apart_from_those_that_may_be_chance():
    one = village(round_=counted("a", flags=(("burst", 0.0001),)))
    assert codes(one, frozenset({"b"})) == ["flags_alone"]
    (told,) = reasons(one, frozenset({"a"}))
    assert (told.code, told.flags, told.round) == ("flags", ("burst",), "a")


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"one_third": "reached"}, ["one_third"]),
        ({"one_third": "reached_surely", "not_competent": True}, ["one_third"]),
        ({"one_third": "off", "not_competent": True}, ["not_competent"]),
        ({"not_competent": None}, []),
        ({"in_a_row": "counting"}, []),
        ({"in_a_row": "met"}, ["in_a_row"]),
        ({"in_a_row": "met_by_surveys"}, ["in_a_row_surveys"]),
        ({"fell": True}, ["fell"]),
    ],
)
def test_persons_are_named_by_the_rule_they_touch(changes, wanted):
    two = (person(1), person(2))
    round_ = counted(persons=two)
    other = replace(FINE, number=2, **changes)
    round_ = replace(round_, findings=replace(round_.findings, persons=(FINE, other)))
    told = reasons(village(round_=round_), NONE_SURE)
    assert [one.code for one in told] == wanted
    assert [[who.number for who in one.persons] for one in told] == [[2]] * len(wanted)


@pytest.mark.parametrize(
    ("mean", "band", "complete", "wanted"),
    [
        (69.9, "below", 200, ["below"]),
        (70.0, "below", 200, ["below"]),
        (70.1, "below", 200, []),  # sure, but not by a sixth of the scale
        (60.0, "not_apart", 200, []),
        (60.0, "below", 9, []),  # under ten nothing is told
        (99.0, "above", 200, []),
    ],
)
def test_person_below_the_same_post_elsewhere_is_pointed_out_where_it_is_sure_and_much(mean, band, complete, wanted):
    assert of_round(persons=(person(mean=mean, band=band, complete=complete),)) == wanted


def test_published_round_is_asked_about_for_its_consequences_alone():
    low = (person(mean=60.0, band="below"),)
    given = {"reached": False, "returned": 20, "watch": ("no_score",), "flags": (("burst", 0.01),), "persons": low}
    assert of_round(state=State.PUBLISHED, **given) == ["threshold", "below"]
    assert of_round(**given) == ["threshold", "under_30", "below", "flags_alone", "no_score"]


def test_unreadable_round_is_named_and_nothing_else_is_said_of_it():
    assert codes(village(round_=replace(counted(), figures=None, persons=()))) == ["unreadable"]
    assert codes(village(round_=replace(counted(), findings=NOTHING))) == ["unreadable"]


@pytest.mark.parametrize(
    ("latest", "wanted"),
    [
        ({"stage": Stage.OPEN}, []),
        ({"stage": Stage.OPEN, "over": True}, ["over"]),
        ({"stage": Stage.CLOSED, "days": 6}, []),
        ({"stage": Stage.CLOSED, "days": 7}, ["closed"]),
        ({"stage": Stage.CLOSED, "days": None}, []),
        ({"stage": Stage.OPEN, "over": True, "own": True}, []),
        ({"stage": Stage.CLOSED, "days": 70, "own": True}, []),
        ({"stage": Stage.RETURNED, "own": True}, []),
    ],
)
def test_way_to_the_count_is_watched_but_not_of_the_readers_own_round(latest, wanted):
    assert codes(village(**latest)) == wanted


def test_looks_are_sorted_by_the_gravest_reason_then_by_the_order_of_the_villages():
    rows = [
        village("one", round_=counted("one", flags=(("burst", 0.01),))),
        village("two", stage=Stage.NONE),
        village("three", round_=counted("three", reached=False, watch=("accounting",))),
        village("four", round_=counted("four")),
        village("five", round_=counted("five", reached=False)),
        village("six", round_=counted("six", reached=False, flags=(("lines", 0.01),))),
    ]
    found = looks(rows, NONE_SURE)
    assert [(look.village.place.name, [why.code for why in look.reasons]) for look in found] == [
        ("three", ["accounting", "threshold"]),
        ("five", ["threshold"]),
        ("six", ["threshold", "flags_alone"]),
        ("one", ["flags_alone"]),
    ]
    assert [look.village.place.name for look in looks(rows, frozenset({"one"}), OF_THE_WAY)] == ["three", "five", "six"]


def test_codes_all_have_their_place():
    assert len(set(ORDER)) == len(ORDER)
    assert set(ORDER) >= OF_THE_WAY | STOPS
    assert not OF_THE_WAY & {
        "below",
        "fell",
        "one_third",
        "not_competent",
        "in_a_row",
        "flags",
        "flags_alone",
        "no_score",
    }
