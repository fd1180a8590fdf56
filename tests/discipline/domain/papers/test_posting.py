"""What the posting sheet says of a bulletin, from its content alone."""

from __future__ import annotations

import numpy as np
import pytest

from core.canonical import grouped
from demo.domain.synthetic.honest import honest
from demo.domain.synthetic.village import spec as synthetic
from discipline.domain.papers.posting import judged, posting, verdict
from tests.support.dossiers import bulletin_of, counts_of, dossier
from tests.support.specs import make_spec

ADDRESS = "https://pj.example.cn/r/k3m8x2vp"


def bulletin(size: int = 400) -> dict:
    pile = honest(np.random.default_rng(4), size, "overall")
    spec = synthetic(pile.preset, pile.rolls)
    counts = pile.counts(spec)
    return bulletin_of(dossier(spec, counts), counts)


LATER = ("step", "groups", "one_third", "not_competent", "in_a_row")


def of_version_1(content: dict) -> dict:
    """The same as bulletins were before they had steps, shares by group and rules."""
    persons = [{k: v for k, v in person.items() if k not in LATER} for person in content["persons"]]
    return content | {"version": 1, "persons": persons}


def told(content: dict) -> dict:
    return posting(content, "ab12" * 16, ADDRESS)


def test_sheet_says_turnout_and_threshold():
    assert told(bulletin())["turnout"] == ("400 人投了票，应参加 514 人，参评率 77.8%。门槛是 1/3，达到了，本轮有效。")


def test_sheet_says_until_when_one_may_object():
    # published on 9 November, 9:30 in China; the page of the bulletin says the same day
    assert (
        told(bulletin())["steps"][3]
        == "有异议：2026 年 11 月 24 日以前（含当天），到镇里说、打电话、写信都行，不用写名字。"
    )


def test_sheet_says_each_person_as_published():
    one = told(bulletin())["persons"][0]
    assert (one["number"], one["score"], one["band"], one["mark"]) == (1, "85.5", "称职", "")
    assert one["words"] == "优秀 43%，称职 42%，基本称职 12%，不称职 3%"
    assert one["interval"] == "由来投票的人推算全体，有 95% 的把握：得分在 83.5 到 87.5 之间。"
    assert one["notes"] == []


def test_sheet_of_few_ballots_has_joined_grades_in_a_neutral_fill():
    one = told(bulletin(40))["persons"][0]
    assert one["words"] == "优秀 66%，称职、基本称职、不称职合计 34%"
    assert [share["look"] for share in one["shares"]] == [4, 1]
    assert one["score"] == "92"  # rounded to two points: no decimals


def test_bulletin_of_version_1_is_told_as_well():
    one = told(of_version_1(bulletin()))
    assert one["kept"] == "不足 5 张的等次和相邻等次合在一起写，保护填票人。"
    assert one["persons"][0]["score"] == "85.5"


def test_sheet_says_what_is_rounded_and_where_the_groups_stand():
    assert told(bulletin())["kept"].endswith("得分也取整了，投票的人越少，取得越整。各类人分别怎么评，扫码看。")


def test_groups_that_are_not_told_by_themselves_stand_together():
    spec = make_spec(groups=3)
    counts = counts_of(spec, [[(4, 3)] * 30, [(3, 3)] * 20, [(2, 2)] * 4])
    came = told(bulletin_of(dossier(spec, counts), counts))["came"]
    assert [(row["name"], row["words"]) for row in came["rows"]] == [("类0", "30 / 40"), ("类1、类2合计", "24 / 80")]
    assert came["joined"] is True


def test_person_without_published_figures_has_the_reason():
    spec = make_spec()
    counts = counts_of(spec, [[(4, 0)] * 30, [(3, 0)] * 20])
    first, second = told(bulletin_of(dossier(spec, counts), counts))["persons"]
    assert (second["score"], second["shares"]) == (None, [])
    assert second["notes"] == ["完整的评价票不到 10 张，为保护填票人，不公布得分。"]
    assert first["number"] == 1


def test_sheet_carries_the_hash_of_the_text_and_of_the_box():
    content = bulletin()
    prints = dict(told(content)["prints"])
    assert prints["这张公告的指纹（SHA-256）"] == grouped("ab12" * 16)
    assert prints["票箱根（所有密封的票）"] == grouped(content["prints"]["box_root"])


@pytest.mark.parametrize("problems", [(), ("ballots_added",)])
def test_accounting_is_told_as_published(problems):
    content = bulletin()
    content["ledger"]["problems"] = list(problems)
    found = told(content)
    assert (found["balanced"], len(found["problems"])) == (not problems, len(problems))
    assert [row[1] for row in found["ledger"]] == [405, 5, 188, 212, 400, 400, 0]


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ({}, ""),
        ({"not_competent": False, "one_third": False}, ""),
        ({"not_competent": False, "one_third": True}, "不称职票达到了本轮规则定的那一份。"),
        (
            {"not_competent": False, "one_third": False, "band": [2, 3]},
            "“不称职”是得分所在的档；按本轮规则没有判为不称职。",
        ),
        (
            {"not_competent": True, "in_a_row": {"rounds": 1, "needed": 2, "says": "counting"}},
            "▼ 按本轮规则判为不称职。这是连续第 1 次；法定评议连续 2 次的，终止职务。",
        ),
        (
            {"not_competent": True, "in_a_row": {"rounds": 2, "needed": 2, "says": "met"}},
            "▼ 按本轮规则判为不称职。法定评议已经连续 2 次，依法要终止职务，由镇里办理。",
        ),
        (
            {"not_competent": True, "in_a_row": {"rounds": 2, "needed": 2, "says": "met_by_surveys"}},
            "▼ 按本轮规则判为不称职。已经连续 2 次，但不都是法定评议，不能单凭这个终止职务。",
        ),
    ],
)
def test_person_is_told_what_the_rules_make_of_the_figures(rules, words):
    person = {"band": [1, 1]} | rules
    assert verdict(person, ["优秀", "称职", "基本称职", "不称职"]) == words


@pytest.mark.parametrize(
    ("valid", "persons", "words"),
    [
        (True, [{}, {}], ""),
        (True, [{"not_competent": False}, {"not_competent": False}], "按本轮规则，没有人被判为不称职。"),
        (True, [{"not_competent": True}, {"not_competent": None}], "按本轮规则，有 1 人被判为不称职。"),
        (True, [{"not_competent": False}, {"not_competent": None}], ""),
        (False, [{"not_competent": False}], ""),
    ],
)
def test_all_persons_are_judged_in_one_sentence_where_each_is(valid, persons, words):
    assert judged({"valid": valid, "persons": persons}) == words


def test_sheet_of_a_bulletin_with_a_salted_commitment_carries_that():
    content = {name: value for name, value in bulletin().items() if name != "result_sha256"}
    prints = dict(told(content | {"result_commitment": "cd34" * 16})["prints"])
    assert prints["签了字的结果的指纹，加了盐"] == grouped("cd34" * 16)
    assert "结果的指纹，两名审核人签字的就是它" not in prints
    assert len(told(content | {"result_commitment": ""})["prints"]) == 2
