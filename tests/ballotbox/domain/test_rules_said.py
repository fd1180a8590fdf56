from dataclasses import replace

from ballotbox.domain.presets import USUAL_RULES
from ballotbox.domain.rules import Bands, Denominator, NotCompetent, OneThird, Turnout
from ballotbox.domain.rules_said import said, threshold
from tests.support.specs import make_spec

SPEC = replace(make_spec(items=2), version=2, rules=USUAL_RULES)


def test_threshold_says_reached_or_exceeded():
    assert threshold(SPEC) == "达到 50% 的人评了才有效；不称职达到 1/3 的，另外标出"
    rules = replace(USUAL_RULES, turnout=Turnout(">"), one_third=OneThird(">", 2, 5))
    assert threshold(replace(SPEC, rules=rules)) == "超过 50% 的人评了才有效；不称职超过 2/5 的，另外标出"
    assert threshold(replace(SPEC, one_third_rule=False)) == "达到 50% 的人评了才有效"


def test_rules_are_said_with_their_basis():
    rules = replace(
        USUAL_RULES, host="村务监督委员会", bands=Bands((95.0, 85.0, 65.0, 0.0), "县办法"),
        denominator=Denominator("roll", "甲"), not_competent=NotCompetent("band", 3, "乙"),
        one_third=OneThird(item="i0", basis="丙"),
    )  # fmt: skip
    found = dict(said(replace(SPEC, rules=rules)))
    assert list(found) == ["由谁主持", "分值", "权重", "等次", "比例", "门槛", "不称职票", "不称职", "自评"]
    assert (found["由谁主持"], found["比例"]) == ("村务监督委员会", "除以名册上的人数（依据：甲）")
    assert found["等次"] == "优秀 95 分起、称职 85 分起、基本称职 65 分起（依据：县办法）"
    assert found["不称职票"] == "看“项0”；达到 1/3（依据：丙）"
    assert found["不称职"] == "得分的整个区间都在最低一档判为不称职；法定评议连续 3 次的终止职务（依据：乙）"


def test_survey_has_no_host_and_a_round_without_the_rule_says_so():
    found = dict(said(replace(SPEC, one_third_rule=False)))
    assert "由谁主持" not in found
    assert found["不称职票"].startswith("不用比例的规定")


def test_old_round_prints_what_it_printed():
    assert said(make_spec()) == []
