import json
from dataclasses import asdict, replace

import pytest

from ballotbox.domain.assembly import Assembly
from ballotbox.domain.layout import from_json, meaning, same_scale
from ballotbox.domain.rules import (
    FORMER,
    Bands,
    Denominator,
    NotCompetent,
    OneThird,
    Rules,
    SelfScore,
    Turnout,
    read,
    turnout_reached,
)
from tests.support.specs import make_spec

# a spec as rounds of version 1 stored it, and the hash that was printed on their notices
OLD = make_spec(persons=1)
OLD_DIGEST = "10dcc150fe0933abef1658c994fce30cd4b3a8620ff3f2947f01c51b7566a584"


def test_old_round_keeps_its_text_and_its_digest():
    assert "rules" not in json.loads(OLD.to_json())
    assert OLD.digest() == OLD_DIGEST
    assert from_json(OLD.to_json()).digest() == OLD_DIGEST


def test_old_round_is_judged_as_the_program_did():
    rules = from_json(OLD.to_json()).rules
    assert rules == FORMER
    assert (rules.denominator.of, rules.turnout.comparison, rules.bands.lower) == ("valid", ">=", ())
    assert (rules.one_third.over, rules.one_third.under, rules.one_third.comparison) == (1, 3, ">=")
    assert (rules.not_competent.in_a_row, rules.self_score.gap) == (2, 10.0)


def test_old_round_cannot_have_rules_of_its_own():
    with pytest.raises(ValueError, match="version 1"):
        replace(OLD, rules=Rules(host="村务监督委员会"))


MINE = Rules(
    Denominator("roll", "甲"), Turnout(">", "乙"), OneThird(">", 2, 5, "i1", "丙"), NotCompetent("band", 3, "丁"),
    SelfScore(5.0, "戊"), Bands((95.0, 85.0, 65.0, 0.0), "己"), "庚", "辛", "村务监督委员会",
)  # fmt: skip


def test_rules_come_back_from_the_json_of_a_round():
    spec = replace(make_spec(items=2), version=2, rules=MINE)
    assert from_json(spec.to_json()) == spec
    assert spec.digest() != replace(spec, rules=replace(MINE, weights_basis="壬")).digest()
    assert read(json.loads(json.dumps(asdict(MINE)))) == MINE


def test_item_of_the_one_third_rule_is_the_last_unless_named():
    spec = replace(make_spec(items=3), version=2)
    assert spec.judged_item == 2
    assert replace(spec, rules=Rules(one_third=OneThird(item="i1"))).judged_item == 1


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ({"denominator": Denominator("all")}, "denominator"),
        ({"turnout": Turnout("=")}, "comparison"),
        ({"one_third": OneThird("<")}, "comparison"),
        ({"one_third": OneThird(over=3, under=3)}, "one_third"),
        ({"one_third": OneThird(over=0)}, "one_third"),
        ({"not_competent": NotCompetent("mood")}, "not_competent"),
        ({"not_competent": NotCompetent(in_a_row=0)}, "not_competent"),
        ({"self_score": SelfScore(-1.0)}, "self_score"),
        ({"self_score": SelfScore(float("nan"))}, "self_score"),
        ({"bands": Bands((60.0, 80.0))}, "bands"),
    ],
)
def test_rule_that_cannot_be_is_refused_by_name(wrong, name):
    with pytest.raises(ValueError, match=f"bad_rule_{name}"):
        Rules(**wrong)


@pytest.mark.parametrize(
    ("rules", "name"), [(Rules(bands=Bands((90.0, 60.0))), "bands"), (Rules(one_third=OneThird(item="x")), "one_third")]
)
def test_rule_that_does_not_fit_the_round_is_refused_by_name(rules, name):
    with pytest.raises(ValueError, match=f"bad_rule_{name}"):
        replace(make_spec(), version=2, rules=rules)


@pytest.mark.parametrize(
    ("x", "n", "reached"),
    [(100, 300, (True, False)), (99, 300, (False, False)), (101, 300, (True, True)), (0, 0, (False, False))],
)
def test_part_is_compared_in_whole_numbers(x, n, reached):
    assert (OneThird(">=").reached(x, n), OneThird(">").reached(x, n)) == reached


@pytest.mark.parametrize(
    ("returned", "roll", "threshold", "reached"),
    [
        (100, 300, 0.333333, (True, False)),
        (100, 300, 0.333334, (True, False)),
        (99, 300, 1 / 3, (False, False)),
        (101, 300, 1 / 3, (True, True)),
        (0, 0, 0.0, (False, False)),
        (0, 9, 0.0, (True, False)),
    ],
)
def test_turnout_is_compared_as_the_round_says(returned, roll, threshold, reached):
    assert tuple(turnout_reached(returned, roll, threshold, sign) for sign in (">=", ">")) == reached


def test_rounds_are_compared_on_one_scale_and_the_same_items():
    one, other = make_spec(items=2), make_spec(items=3)
    dear = replace(one.scale, grades=(replace(one.scale.grades[0], score=99.0), *one.scale.grades[1:]))
    dearer = replace(one, scale=dear)
    assert (same_scale(one, other), meaning(one) == meaning(other)) == (True, False)
    assert (same_scale(one, dearer), meaning(one) == meaning(dearer)) == (False, False)
    assert meaning(one) == meaning(replace(one, round="another1"))


@pytest.mark.parametrize(
    "wrong", [("", 60, 40), ("监委会", 60, 61), ("监委会", 60, -1), ("监委会", 0, 0), ("监" * 101, 60, 40)]
)
def test_assembly_that_cannot_have_been_is_refused(wrong):
    assert Assembly("村务监督委员会", 60, 60, quorum=True).present == 60
    with pytest.raises(ValueError, match="bad_assembly"):
        Assembly(*wrong, quorum=True)
