"""Opening a round from a preset, by a test client."""

from __future__ import annotations

import pytest

from ballotbox import queries
from core.db import db
from tests.support import ballots, sample
from tests.support.ballots import Opener
from tests.support.client import PageClient

FORM = {
    "preset": "overall",
    "closes_day": "2026-11-05",
    "closes_time": "20:00",
    "kind": "survey",
    "basis": "镇年度方案",
    "threshold": "33",
}


@pytest.fixture
def url(township: sample.Township) -> str:
    return f"/staff/rounds/new?village={township.villages[0].public_id}"


def test_rounds_lists_every_village_with_turnout_in_tens(client: PageClient, open_round: Opener, sign_in) -> None:
    opened = open_round()
    page = sign_in(client, "organizer").get("/staff/rounds").text
    assert page.count("开一轮直评<") == 1  # 小河村 alone: 大柳村 has a round open
    assert f'href="/staff/rounds/{opened.id}"' in page
    assert "不到 10 人" in page


@pytest.mark.parametrize(
    ("login", "expected"),
    [("officer1", [200, 403]), ("keyholder", [200, 403]), ("admin", [403, 403]), ("organizer", [200, 200])],
)
def test_rounds_are_for_the_office_and_opened_by_organizers(client: PageClient, sign_in, url, login, expected):
    sign_in(client, login)
    assert [client.get("/staff/rounds").status_code, client.get(url).status_code] == expected


def test_new_round_says_which_key_is_missing(client: PageClient, sign_in, url) -> None:
    page = sign_in(client, "organizer").get(url).text
    assert (page.count("纪委还没有设口令"), page.count("村务监督委员会还没有设口令")) == (1, 1)
    assert 'value="check"' not in page


def test_new_round_shows_what_will_be_fixed_before_it_opens(client: PageClient, sign_in, url, township) -> None:
    ballots.set_keys(township)
    page = sign_in(client, "organizer").post(url, data={**FORM, "step": "check"}).text
    for words in ("总体评价", "11 月 5 日 20:00", "镇年度方案", "33%", "王书记、李主任", "柳河镇纪委", "780"):
        assert words in page, words
    assert queries.all_rounds() == []


def test_new_round_opens_with_exactly_what_was_shown(client: PageClient, sign_in, url, township) -> None:
    ballots.set_keys(township)
    answer = sign_in(client, "organizer").post(url, data={**FORM, "step": "open"})
    db.session.rollback()
    row = queries.all_rounds()[0]
    spec = queries.round_facts(row.public_id).spec
    assert (answer.status_code, answer.location) == (303, f"/staff/rounds/{row.public_id}")
    assert (spec.preset, spec.kind, spec.basis, spec.turnout_threshold) == ("overall", "survey", "镇年度方案", 0.33)
    assert spec.closes_at == ballots.CLOSES


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"closes_day": "2026-11-02"}, "这个时间已经过了，写一个以后的"),
        ({"closes_day": "下周五"}, "写上最后一天，比如 2026-11-05"),
        ({"closes_time": "25:99"}, "写上几点，比如 20:00"),
        ({"threshold": "三成"}, "写一个 0 到 100 的整数"),
        ({"threshold": "101"}, "写一个 0 到 100 的整数"),
        ({"basis": ""}, "写上依据，200 个字以内"),
        ({"preset": ""}, "选一种评法"),
        ({"kind": "statutory", "basis": "本镇年度村干部直评方案"}, "法定评议要写明哪一天、哪个会议决定的"),
    ],
)
def test_new_round_says_at_the_field_what_to_write(
    client: PageClient, sign_in, url, township, changes, sentence
) -> None:
    ballots.set_keys(township)
    page = sign_in(client, "organizer").post(url, data={**FORM, **changes, "step": "check"})
    assert page.status_code == 422
    assert page.text.count(sentence) >= 2  # in the summary and at the field


def test_second_round_of_a_village_is_told_to_wait(client: PageClient, sign_in, url, open_round: Opener) -> None:
    open_round()
    page = sign_in(client, "organizer").post(url, data={**FORM, "step": "open"})
    assert page.status_code == 422
    assert "先结束那一轮，再开新的" in page.text


def test_cadre_cannot_open_a_round_of_his_own(client: PageClient, sign_in, url, township) -> None:
    ballots.set_keys(township)
    page = sign_in(client, "cadre").post(url, data={**FORM, "step": "open"})
    assert page.status_code == 403
    assert queries.all_rounds() == []
