"""Odd rounds on the officer's screen: every figure that is missing says why, and nothing reads NaN or None."""

from __future__ import annotations

import re
from dataclasses import replace

import html5lib
import pytest

from ballotbox.domain.layout import Group, RoundSpec
from ballotbox.models import EvaluationRound
from core.db import db, writing
from discipline.models import Review, RoundFindings
from tests.support import counted
from tests.support.counted import GROUPS, Ballots
from tests.support.sample import Village

NOTHING = re.compile(r"\b(NaN|nan|None|null|inf|undefined|Undefined)\b|%\(|\{\{|Traceback")
FIVE = (4, 3, 3, 2, 1)


def small(*rolls: int) -> tuple[Group, ...]:
    """The first groups with these rolls, of equal weight."""
    return tuple(replace(g, roll=roll, weight=1 / len(rolls)) for g, roll in zip(GROUPS, rolls, strict=False))


def many(spec: RoundSpec, persons: int) -> RoundSpec:
    """The same round of so many persons."""
    return replace(spec, persons=tuple(replace(spec.persons[0], number=n) for n in range(1, persons + 1)))


ODD: dict[str, tuple[dict, list[Ballots], tuple[str, ...]]] = {
    "no ballots": (
        {},
        [],
        (
            "没有一张完整的票",
            "没有有效评价",
            "没有各个时段的数",
            "评得都一样，或者票太少",
            "没有票：这一类的意见是空的",
        ),
    ),
    "one ballot": ({}, [Ballots(0, FIVE)], ("完整的票不到 10 张，不写", "没有票：这一类的意见是空的")),
    "one ballot of a larger roll": (
        {"groups": small(30, 30)},
        [Ballots(0, FIVE, 12), Ballots(1, FIVE)],
        (
            "有一类人只有一张票，没有办法给出区间。",
            "有一类人票少，不写",
            "有一类人票太少，写出来能减出他们怎么评的",
        ),
    ),
    "one group": (
        {"groups": small(100)},
        [Ballots(0, FIVE, 20), Ballots(0, (3,) * 5, 20)],
        ("满 30 张，可以公布得分",),
    ),
    "an empty group": (
        {"groups": small(100, 40)},
        [Ballots(0, FIVE, 20), Ballots(0, (3,) * 5, 20)],
        ("有一类人没有有效票", "没有票", "去掉没票的那类，剩下的重新摊权重"),
    ),
    "a census": (
        {"groups": small(12, 14)},
        [Ballots(0, FIVE, 12), Ballots(1, (3,) * 5, 14)],
        ("名册上的人都评了，这就是准确的得分，没有区间。", "全投了，没有误差", "不用检验"),
    ),
    "all abstain": ({}, [Ballots(g, (0,) * 5, 12) for g in range(3)], ("完整的票不到 10 张，不写", "不到 10")),
    "all alike": ({}, [Ballots(g, (4,) * 5, 20) for g in range(3)], ("评得都一样，或者票太少",)),
    "one person": ({"persons": 1}, [Ballots(g, (3,), 12) for g in range(3)], ("只评了一个人，没有别人可比。",)),
    "a small group": (
        {"groups": small(100, 40)},
        [Ballots(0, FIVE, 20), Ballots(0, (1,) * 5, 20), Ballots(1, (3,) * 5, 5)],
        ("不单独显示", "有一类人票太少：份数和占比写出来", "不称职票到了 1/3。有一类人票太少，具体张数不写。"),
    ),
}


@pytest.fixture
def officer(client, sign_in):
    return sign_in(client, "officer1")


def texts(page: str) -> list[str]:
    body = html5lib.parse(page, namespaceHTMLElements=False).find("body")
    return [text.strip() for text in body.itertext() if text.strip()]


def read(officer, public_id: str, language: str) -> list[str]:
    answer = officer.get(f"/staff/reviews/{public_id}?lang={language}")
    assert answer.status_code == 200
    found = texts(answer.text)
    assert [text for text in found if NOTHING.search(text)] == []
    assert not re.search(r"NaN|undefined", answer.text)  # nor in a drawing
    return found


@pytest.mark.parametrize(("settings", "ballots", "said"), ODD.values(), ids=ODD)
def test_odd_round_says_why_a_figure_is_missing(officer, township, settings, ballots, said):
    village: Village = township.villages[0]
    public_id = counted.store(village, counted.spec_of(village, **settings), ballots)
    page = " ".join(read(officer, public_id, "zh"))
    assert [words for words in said if words not in page] == []
    read(officer, public_id, "en")


def test_forty_persons_all_stand_on_the_page(officer, township):
    village = township.villages[0]
    spec = many(counted.spec_of(village), 40)
    ballots = [Ballots(g, tuple(1 + (n + k) % 4 for n in range(40)), 10) for g in range(3) for k in range(3)]
    found = read(officer, counted.store(village, spec, ballots), "zh")
    assert f"40. {spec.persons[0].name}" in found


def test_round_that_is_not_counted_yet_has_no_review(officer, case):
    with writing() as session:
        row = session.scalars(db.select(EvaluationRound)).one()
        row.state, row.counted_at = "closed", None
        session.delete(session.scalars(db.select(RoundFindings)).one())
        session.flush()  # it goes by the review's id
        session.delete(session.scalars(db.select(Review)).one())
    answer = officer.get(f"/staff/reviews/{case.round}")
    assert (answer.status_code, "这一轮还没有计票，没有可审核的结果。" in answer.text) == (404, True)
