"""What the office report says, before it is typeset."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from appraisal.domain.figures import ChannelTest
from appraisal.domain.result import canonical
from ballotbox.domain.assembly import Assembly
from discipline.domain.papers import said
from discipline.domain.papers.opening import draft
from discipline.domain.papers.report import report
from tests.support import dossiers
from tests.support.dossiers import NOW, Mark, of_ballots, standing
from tests.support.specs import make_spec

SMALL = [[(4, 3)] * 20 + [(2, 1)] * 8, [(3, 3)] * 5]  # 28 ballots of one group, 5 of the other


def facts(person: dict) -> dict[str, str]:
    return dict(person["facts"])


def test_report_says_which_round_it_is_and_who_printed_it():
    head = report(dossiers.usual())["head"]
    assert (head["village"], head["office"], head["draft"]) == ("大柳村", "柳河镇", None)
    assert head["printed"] == "林（纪委） 2026 年 11 月 9 日 9:30"
    assert dict(head["rows"]) == {
        "性质": "民意调查，不是村民会议的法定评议",
        "依据": "柳河镇村干部评议办法",
        "投票": "2026 年 11 月 3 日 8:00 至 2026 年 11 月 5 日 20:00",
        "计票": "2026 年 11 月 5 日 22:00",
        "审核": "两人已签字，待公布",
    }


def test_report_of_a_statutory_evaluation_names_host_and_quorum():
    spec, ballots = replace(make_spec(), kind="statutory"), [[(4, 3)] * 30, [(3, 3)] * 20]
    held = of_ballots(spec, ballots, meeting=Assembly("村务监督委员会", 80, 61, True))
    rows = dict(report(held)["head"]["rows"])
    assert rows["会议"] == "村务监督委员会主持；应到 80 人，实到 61 人，到会够法定人数"
    assert "还缺这一项" in dict(report(of_ballots(spec, ballots))["head"]["rows"])["会议"]


@pytest.mark.parametrize(
    ("signers", "reason", "words"),
    [
        (0, "", "草稿 · 未经两人签字"),
        (1, "", "草稿 · 未经两人签字"),
        (2, "", None),
        (2, "第 2 批对不上", "已退回 · 草稿"),
    ],
)
def test_report_is_a_draft_until_two_signed(signers, reason, words):
    of = dossiers.usual()
    assert draft(replace(of, standing=standing(of.digest, signers, reason))) == words


def test_person_has_every_figure_with_its_comparisons():
    one = report(dossiers.usual())["persons"][0]
    assert facts(one) == {
        "得分": "85.2（84.1–86.3，标准误 0.54）",
        "等次": "称职",
        "完整的票": "378 张；不了解 39 份，没填 15 份",
        "按人数加权": "84.7",
        "最好最坏": "72.2–89.5",
        "在本村的位置": "说不准",
        "三分之一规则": "没到：12 / 389，3.1%",
        "不称职": "不是",
        "自评差距": "自评 95.0，差 +9.8：在规则以内（差 10 分起提示）",
        "比上一次": "升了：+13.2，区间 +10.8 至 +15.6；上次 72.0（2025-11-06）",
        "和同职务比": "明显高于（8 个村，平均 74.6；名次的范围 1–1）",
        "类别之间": "p\u00a00.834，看不出差别",
        "渠道之间": "网上 84.8，同类的人用别的方式 84.3；p\u00a00.969，看不出差别",
    }
    assert one["groups"] == [["村民", "84.4（301 张）"], ["村民代表", "85.2（36 张）"], ["党员", "86.2（41 张）"]]
    assert one["every"][0] == ["优秀", "826 / 1946", "42.4%", "37.6%–47.4%", "42.7%"]


def test_person_of_a_round_with_a_small_group_has_no_figure_that_could_be_subtracted():
    one = report(of_ballots(make_spec(), SMALL))["persons"][0]
    assert set(facts(one)) & {"按人数加权", "最好最坏"} == set()
    assert facts(one)["三分之一规则"] == "没到"  # not of how many
    assert one["groups"] == [["类0", said.HIDDEN], ["类1", said.HIDDEN]]
    assert one["every"][1] == ["称职", "–", "–", "–", "–"]
    assert facts(one)["得分"] == "85.0（80.0–90.0）"
    assert one["notes"] == [
        said.NOTES["office_rounded"],
        "有一类人票少：票数和占比、按人数加权、最好最坏和别的数一减，就知道他们怎么评的，所以不写。",
    ]


def with_channels(of):
    """The same round, where the channels of its big group were compared."""
    test = ChannelTest(channel=1, mean=91.2, others=88.7, p=0.3, adjusted=0.6)
    return replace(of, result=replace(of.result, persons=tuple(replace(p, channels=test) for p in of.result.persons)))


def test_means_of_channels_do_not_stand_beside_a_hidden_group():
    # they are those of the one group that is big enough: with the weighted score they would leave the other
    small, big = (of_ballots(make_spec(), ballots) for ballots in (SMALL, [SMALL[0], [(3, 3)] * 12]))
    told = [facts(report(with_channels(of))["persons"][0])["渠道之间"] for of in (small, big)]
    assert told == ["p\u00a00.600，看不出差别", "网上 91.2，同类的人用别的方式 88.7；p\u00a00.600，看不出差别"]


def test_fingerprint_of_the_lock_stands_as_on_the_notices():
    of = dossiers.usual()
    prints = replace(of.result.prints, key="2fef 783f 27fc e9cc 3bfb 5d81 6262 4352")  # grouped where it is made
    told = dict(report(replace(of, result=replace(of.result, prints=prints)))["proof"]["prints"])
    assert told["票箱锁的指纹"] == "2fef 783f 27fc e9cc 3bfb 5d81 6262 4352"


def test_person_with_nine_complete_ballots_has_no_figure_at_all():
    ballots = [[(4, 3)] * 5 + [(0, 3)] * 20, [(4, 3)] * 4 + [(0, 3)] * 20]
    told = report(of_ballots(make_spec(), ballots))
    first, second = told["persons"]
    assert facts(first) == {"完整的票": "不到 10 张"}
    assert {cell for row in first["every"] for cell in row[1:]} == {"–"}
    row = told["table"]["rows"][0]
    assert (row["score"], row["shares"], row["untold"], row["fired"]) == ("–", None, said.TOO_FEW, [])
    assert facts(second)["完整的票"] == "49 张；不了解 0 份，没填 0 份"
    assert (told["pairs"]["rows"], told["pairs"]["left"]) == ([], 1)


def test_pairs_of_few_persons_stand_one_by_one_and_of_many_in_a_row_each():
    few, many = report(dossiers.usual())["pairs"], report(dossiers.many())["pairs"]
    assert (few["total"], few["few"], len(few["rows"])) == (10, True, 10)
    assert (many["total"], many["few"], len(many["rows"])) == (780, False, 40)
    name, over, under, rest = many["rows"][0]
    assert name == "1 王主任1"
    assert sum(each != "–" for each in f"{over}、{under}".split("、")) + int(rest) == 39


def test_report_names_the_rules_with_their_basis():
    rows = {row[0]: row[1:] for row in report(dossiers.usual())["rules"]}
    assert rows["分值"] == [
        "优秀 100 分、称职 80 分、基本称职 60 分、不称职 40 分；不了解不计分",
        "无全国统一规定，采用通行做法",
    ]
    assert rows["权重"][0] == "村民 40%、村民代表 30%、党员 30%"
    assert rows["不称职"][1] == "《村民委员会组织法》（2025年修订）第三十八条；2026年以前为第三十三条"
    assert len(rows) == len(report(dossiers.usual())["rules"])


def test_report_has_the_whole_hash_and_who_signed_it():
    of = dossiers.usual()
    told = report(of)
    assert told["proof"]["prints"][0][1].replace(" ", "") == of.digest
    assert [row[:2] for row in told["signatures"]["rows"]] == [
        ["核对", "林（纪委）"],
        ["签字", "林（纪委）"],
        ["签字", "何（纪委）"],
    ]
    assert (told["signatures"]["note"], told["signatures"]["lacking"]) == ("", 0)


def test_report_of_a_small_group_sends_nobody_to_a_text_that_is_withheld():
    steps = [report(of)["proof"]["steps"][0] for of in (dossiers.usual(), of_ballots(make_spec(), SMALL))]
    assert ["下载“结果原文”" in step for step in steps] == [True, False]


def test_signatures_under_another_result_are_pointed_out():
    of = dossiers.usual()
    signed = {
        kind: [Mark("signed", "林（纪委）", NOW, digest)] for kind, digest in (("old", of.former), ("bad", "0" * 64))
    }
    notes = {
        kind: report(replace(of, standing=replace(of.standing, marks=tuple(marks))))["signatures"]["note"]
        for kind, marks in signed.items()
    }
    assert "第一版格式" in notes["old"]
    assert "数据变过" in notes["bad"]


def test_flags_are_told_in_the_words_that_were_signed():
    of = dossiers.flagged()
    told = report(of)["flags"]
    assert [flag["text"] for flag in told] == [flag.text.zh for flag in of.result.flags]
    assert told[0]["title"] == "相同的票偏多"
    assert told[0]["figures"] == "97.3%，预期 23.3%；校正后 p <\u00a00.001，到 0.05 就提示"


@pytest.mark.parametrize("make", [dossiers.usual, dossiers.flagged, dossiers.many, dossiers.long_words])
def test_report_is_plain_json_without_a_number_that_is_none(make):
    text = canonical(report(make()))
    assert json.loads(text)
    assert re.findall(r"\b(?:None|NaN|nan|inf)\b", text) == []
