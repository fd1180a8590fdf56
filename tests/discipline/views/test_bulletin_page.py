"""The page of the bulletin, as villagers meet it."""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import replace
from pathlib import Path

import brotli
import pytest
from flask.testing import FlaskClient

from ballotbox import queries as ballotbox
from ballotbox.domain.layout import RoundSpec
from ballotbox.models import EvaluationRound
from core.db import db, writing
from discipline.models import Review
from tests.support.counted import Ballots


def test_bulletin_before_publication_says_how_far_it_is(client, case):
    page = client.get(f"/r/{case.round}")
    assert (page.status_code, "结果还没有公布" in page.text, "纪委审核，两个人签字。" in page.text) == (200, True, True)
    assert "84" not in page.text.split("评的是谁")[1]
    with writing() as session:
        row = session.scalars(db.select(EvaluationRound)).one()
        row.state, row.counted_at = "closed", None
    assert "票箱锁着，等两把钥匙一起打开、计票。" in client.get(f"/r/{case.round}").text
    with writing() as session:
        row = session.scalars(db.select(EvaluationRound)).one()
        row.state, row.closed_at = "open", None
    page = client.get(f"/r/{case.round}?lang=en&big=1").text
    assert "Voting is open until 5 November 20:00." in page
    assert client.get(f"/r/{case.round}.json").json == {
        "published": False,
        "round": case.round,
        "state": "open",
    }


def test_bulletin_of_an_unknown_round_is_not_there(client, township):
    assert [client.get(f"/r/nosuchrd{end}").status_code for end in ("", ".json")] == [404, 404]


def test_bulletin_reads_in_english_and_in_large_type(client, case):
    case.publish()
    page = client.get(f"/r/{case.round}?lang=en&big=1").text
    for words in ("370 of 868 people voted: turnout 42.6%.", "Competent", "Fingerprint of this bulletin"):
        assert words in page


MIXED = (
    *(Ballots(0, (key,) * 5, n) for key, n in ((4, 60), (3, 30), (2, 20), (1, 10))),
    *(Ballots(1, (key,) * 5, n) for key, n in ((4, 15), (3, 10), (2, 3), (1, 6))),
)
SMALL = (Ballots(2, (4,) * 5, 3), Ballots(2, (3,) * 5, 4))


def test_bulletin_says_in_one_sentence_what_is_hidden_and_why(client, make_case):
    case = make_case(0, (*MIXED, Ballots(2, (4,) * 5, 12), Ballots(2, (3,) * 5, 8), Ballots(2, (1,) * 5, 4)))
    case.publish()
    page = client.get(f"/r/{case.round}").text
    for words in ("得分取整了：", "各类人分别怎么评王书记", '<span class="quiet">不公布</span>', "所以不写。"):
        assert words in page
    small = make_case(1, (*MIXED, *SMALL))
    small.publish()
    page = client.get(f"/r/{small.round}").text
    for words in ("村民代表、党员合计", "41 / 88", "有一类人来得太少"):
        assert words in page
    assert "7 / 50" not in page
    page = client.get(f"/r/{small.round}?lang=en").text
    assert "One group sent so few ballots that alone it could not be kept secret" in page


def test_bulletin_of_a_handful_says_why_there_are_no_figures(client, make_case):
    case = make_case(0, tuple(Ballots(g, (4,) * 5, 6) for g in range(3)))
    case.publish()
    assert "票少，评得又几乎一样，写出来就等于说出每个人怎么评的，所以不公布。" in client.get(f"/r/{case.round}").text


def test_bulletin_says_who_is_not_competent_by_the_rules(client, make_case):
    case = make_case(0, tuple(Ballots(group, (4, 1, 4, 4, 4), n) for group, n in ((0, 250), (1, 30), (2, 40))))
    case.publish()
    said = {
        "zh": ("有 1 人被判为不称职", "按本轮规则判为不称职：不称职票达到三分之一。", "这是连续第 1 次"),
        "en": ("1 count as not competent", "Not competent by the rules of this round", "Number 1 in a row"),
    }
    pages = {language: client.get(f"/r/{case.round}?lang={language}").text for language in said}
    assert [words for language in said for words in said[language] if pages[language].count(words) != 1] == []


def test_bulletin_lists_what_it_leaves_out(client, make_case):
    case = make_case(0, (*MIXED, *SMALL))
    case.publish()
    page = client.get(f"/r/{case.round}").text
    for words in (
        "村民代表、党员：来了几个人合在一起写",
        "不到 10 张票的一类人，不单独写",
        "得分没有写，为什么写在各人名下",
    ):
        assert page.count(words) == 1, words


@pytest.mark.parametrize("language", ["zh", "en"])
def test_bulletin_of_version_1_is_shown_as_it_was_published(client, case, language):
    case.publish()
    text = Path("tests/data/bulletin_1.json").read_text("utf-8")
    with writing() as session:
        session.scalars(db.select(Review)).one().bulletin = text
    page = client.get(f"/r/{case.round}?lang={language}").text
    assert client.get(f"/r/{case.round}.json").text == text
    said = {
        "zh": ("84.3", "82.1 到 86.4", "基本称职、不称职合计", "337 人投了票", "7 / 50", "不到 10 张", "没有有效票"),
        "en": ("84.3", "82.1 and 86.4", "Basically competent, Not competent together", "337 of 868", "7 / 50"),
    }
    assert [words for words in (*said[language], "56" * 32) if words not in page] == []
    later = ("得分取整了", "按本轮规则", "undefined", "None", "各类人分别怎么评")
    assert [words for words in later if words in page] == []


def test_bulletin_json_is_the_stored_text_with_its_hash_on_the_page(client, case):
    case.publish()
    answer = client.get(f"/r/{case.round}.json")
    assert answer.mimetype == "application/json"
    assert hashlib.sha256(answer.data).hexdigest() in client.get(f"/r/{case.round}").text
    assert json.loads(answer.data)["round"] == case.round


@pytest.mark.parametrize("published", [False, True])
def test_bulletin_finds_a_receipt(client, case, published):
    if published:
        case.publish()
    mine = ballotbox.sealed_hashes(case.round)[3].hex()
    said = {
        mine: "在票箱里。",
        f"{mine[:4]} {mine[4:8]} {mine[8:12]} {mine[12:16]}": "在票箱里。",
        "0" * 16: "没有找到。",
        "<b>王</b>": "这不像回执。",
    }
    for typed, words in said.items():
        page = client.get(f"/r/{case.round}", query_string={"receipt": typed})
        assert (page.status_code, words in page.text) == (200, True), typed
    assert "<b>王" not in page.text


def test_bulletin_page_is_light(client, case):
    case.publish()
    assert len(client.get(f"/r/{case.round}").data) < 40_000


def forty(spec: RoundSpec) -> RoundSpec:
    return replace(spec, persons=tuple(replace(spec.persons[0], number=n, cadre_id=900 + n) for n in range(1, 41)))


def test_bulletin_of_forty_persons_is_light_on_the_wire(app, make_case):
    marks = [tuple(4 - (person + n) % 4 for person in range(40)) for n in range(5)]
    case = make_case(0, tuple(Ballots(group, one, 6) for group in range(3) for one in marks), change=forty)
    case.publish()
    reader = FlaskClient(app, app.response_class)  # one that reads bytes, and no page
    answers = [reader.get(f"/r/{case.round}", headers={"Accept-Encoding": coding}) for coding in ("br", "gzip", "")]
    assert [answer.headers.get("Content-Encoding") for answer in answers] == ["br", "gzip", None]
    assert brotli.decompress(answers[0].data) == gzip.decompress(answers[1].data) == answers[2].data
    assert max(len(answer.data) for answer in answers[:2]) < 20_000 < len(answers[2].data)
