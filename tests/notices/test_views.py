from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from core.db import db
from notices import queries, service
from notices.domain.states import State
from survey.models import Answer
from tests.notices.planning import Campaign
from tests.support.client import PageClient

At = Callable[[int, int], None]
SignIn = Callable[..., Any]
CountQueries = Callable[[Callable[[], object]], int]
FORM = {"day": "2026-11-03", "starts": "09:00", "place": "村部", "attendees": "镇长"}


@pytest.fixture
def notice(campaign: Campaign) -> str:
    public_id = campaign.plan(rain_place="小学", place_en="Village office")
    service.publish(campaign.organizer, public_id)
    return public_id


def plain(page: str) -> str:
    """Return the words of a page's main part on one line."""
    body = re.search(r"<main.*</main>", page, re.DOTALL)
    assert body is not None
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body[0])).split())


def test_notice_says_when_where_who_and_what(client: PageClient, notice: str) -> None:
    page = plain(client.get(f"/n/{notice}").text)
    wanted = [
        "时间 11 月 3 日，星期二 上午 9:00 地点 村部（雨天在小学） 参加 第一组：镇长、派出所所长",
        "问政 村里事办得公道不公道 问计 您有什么好主意 问需 家里、村里缺什么 问效 答应的事办成没有",
        "发短信 1 您的意见 到 10690001 。前面的 1 是村的编号。",
        "您想说什么？",
    ]
    assert [each for each in wanted if each not in page] == []


def test_notice_in_english_uses_the_english_texts_there_are(client: PageClient, notice: str) -> None:
    page = plain(client.get(f"/n/{notice}?lang=en").text)
    assert "Tuesday 3 November 9:00 Place Village office (in the rain: 小学) Who comes Group 1: 镇长" in page


def test_notice_sets_no_cookie(client: PageClient, notice: str) -> None:
    assert "Set-Cookie" not in client.get(f"/n/{notice}").headers


def test_opinion_on_a_notice_remembers_the_notice(client: PageClient, campaign: Campaign, notice: str) -> None:
    page = client.get(f"/n/{notice}").text
    assert f'action="/q/{campaign.form}?n={notice}"' in page
    client.post(f"/q/{campaign.form}?n={notice}", data={"text": "修路"})
    assert db.session.query(Answer).one().context == {"notice": notice}


def test_draft_and_unknown_notices_are_not_found(client: PageClient, campaign: Campaign) -> None:
    for public_id in (campaign.plan(), "zzzzzzzz"):
        missing = client.get(f"/n/{public_id}")
        assert missing.status_code == 404
        assert "没有这张预告。" in missing.text


def test_moved_notice_says_so_at_once(client: PageClient, campaign: Campaign, notice: str) -> None:
    service.change_day(campaign.organizer, notice, campaign.details(5, place="小学"))
    page = plain(client.get(f"/n/{notice}").text)
    assert "时间或地点改了，以这一页为准。 原来是： 11 月 3 日，星期二 上午 9:00，村部 时间 11 月 5 日，星期四" in page


def test_cancelled_notice_says_so_and_still_takes_opinions(client: PageClient, campaign: Campaign, notice: str) -> None:
    service.cancel(campaign.organizer, notice, "大雪封路")
    page = plain(client.get(f"/n/{notice}").text)
    assert "这次访谈日取消了。 大雪封路" in page
    assert "您想说什么？" in page


def test_notice_of_a_past_day_says_so(client: PageClient, notice: str, at: At) -> None:
    at(11, 4)
    assert "这次访谈日已经开过了。" in client.get(f"/n/{notice}").text


def test_timetable_shows_how_each_notice_stands(
    client: PageClient, sign_in: SignIn, campaign: Campaign, at: At
) -> None:
    first, second = campaign.plan(0, 2), campaign.plan(1, 3)
    service.publish(campaign.organizer, first)
    at(10, 29)
    sign_in(client, "organizer")
    page = plain(client.get("/staff/timetable").text)
    assert "大柳村 9:00 村部 预告 9 天前" in page
    assert "小河村 9:00 村部 今天截止" in page
    assert "小河村 ：访谈日 11 月 3 日，须提前 5 天。过了今天 24:00 要写明原因并报纪委。" in page
    at(10, 31)
    service.publish(campaign.organizer, second, "停电，海报晚印")
    page = plain(client.get("/staff/timetable").text)
    assert "晚了，有原因" in page
    assert "小河村 11 月 3 日 10 月 31 日 停电，海报晚印" in page


def test_timetable_before_any_campaign(client: PageClient, sign_in: SignIn) -> None:
    sign_in(client, "officer1")
    assert "还没有安排访谈日。" in client.get("/staff/timetable").text


def test_organizer_publishes_within_the_rule(client: PageClient, sign_in: SignIn, campaign: Campaign, at: At) -> None:
    visit = campaign.plan()
    at(10, 29)
    sign_in(client, "organizer")
    assert "late_reason" not in client.get(f"/staff/days/{visit}").text
    answer = client.post(f"/staff/days/{visit}/publish")
    assert (answer.status_code, answer.location) == (303, f"/staff/days/{visit}")
    assert "预告发布了。今天就打印海报，贴到路口。" in client.get(answer.location).text
    assert queries.notice(visit).state is State.PUBLISHED


def test_organizer_publishes_late_only_with_a_reason(
    client: PageClient, sign_in: SignIn, campaign: Campaign, at: At
) -> None:
    visit = campaign.plan()
    at(10, 30)
    sign_in(client, "organizer")
    refused = client.post(f"/staff/days/{visit}/publish", data={"late_reason": " "})
    assert refused.status_code == 422
    assert "离访谈日不足五天了。写明原因才能发布，纪委看得到。" in refused.text
    assert client.get(f"/staff/days/{visit}/publish").location == f"/staff/days/{visit}"
    assert client.post(f"/staff/days/{visit}/publish", data={"late_reason": "停电"}).status_code == 303
    assert "。晚了，原因：停电" in client.get(f"/staff/days/{visit}").text


def test_change_shows_a_conflict_at_its_field(client: PageClient, sign_in: SignIn, campaign: Campaign) -> None:
    campaign.plan(0, 3)
    other = campaign.plan(1, 4)
    sign_in(client, "organizer")
    data = FORM | {"group_id": str(campaign.groups[0]), "starts": "10:00", "place": "新地方"}
    refused = client.post(f"/staff/days/{other}", data=data)
    assert refused.status_code == 422
    assert 'id="starts-error"' in refused.text
    assert "这个组 11 月 3 日 9:00 在大柳村。两场至少隔三个小时，换个时间或者换个组。" in refused.text
    assert 'value="新地方"' in refused.text
    assert queries.day(other).day.day == 4


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ({"day": "下周二"}, "写上哪一天，比如 2026-11-03"),
        ({"starts": "九点"}, "写上几点，比如 09:00"),
        ({"day": "2026-11-09"}, "这一天不在这次活动的日子里。选活动里的一天。"),
        ({"place": ""}, "写上在哪里。"),
        ({"attendees": "长" * 81}, "写得太长，海报上放不下。删短一些。"),
        ({"question_2": "长" * 25}, "写得太长，海报上放不下。删短一些。"),
        ({"place": "长" * 30_000}, "写得太长，海报上放不下。删短一些。"),
    ],
)
def test_change_that_cannot_be_says_why(
    client: PageClient, sign_in: SignIn, campaign: Campaign, data: dict[str, str], word: str
) -> None:
    visit = campaign.plan()
    sign_in(client, "organizer")
    refused = client.post(f"/staff/days/{visit}", data=FORM | {"group_id": str(campaign.groups[0])} | data)
    assert refused.status_code == 422
    assert word in refused.text


def test_change_is_stored(client: PageClient, sign_in: SignIn, campaign: Campaign) -> None:
    visit = campaign.plan()
    sign_in(client, "organizer")
    data = FORM | {"group_id": str(campaign.groups[1]), "starts": "14:30", "question_3": "水够不够吃"}
    assert client.post(f"/staff/days/{visit}", data=data).status_code == 303
    found = queries.day(visit)
    assert (found.group_number, f"{found.starts:%H:%M}", found.questions) == (2, "14:30", {"问需": "水够不够吃"})


def test_organizer_cancels_with_a_word(client: PageClient, sign_in: SignIn, notice: str) -> None:
    sign_in(client, "organizer")
    refused = client.post(f"/staff/days/{notice}/cancel", data={"note": ""})
    assert (refused.status_code, "写一句为什么取消，村民看得到。" in refused.text) == (422, True)
    assert client.post(f"/staff/days/{notice}/cancel", data={"note": "大雪"}).status_code == 303
    assert queries.notice(notice).note == "大雪"


def test_officer_reads_and_cannot_act(client: PageClient, sign_in: SignIn, notice: str) -> None:
    sign_in(client, "officer1")
    assert "<textarea" not in client.get(f"/staff/days/{notice}").text
    for action in ("", "/publish", "/cancel"):
        assert client.post(f"/staff/days/{notice}{action}").status_code == 403


def test_poster_is_a_pdf(app: Flask, client: PageClient, sign_in: SignIn, notice: str) -> None:
    sign_in(client, "officer1")
    sheet = client.get(f"/staff/days/{notice}/poster.pdf")
    assert (sheet.status_code, sheet.mimetype, sheet.data[:5]) == (200, "application/pdf", b"%PDF-")


@pytest.mark.parametrize("visits", [1, 2])
def test_timetable_costs_the_same_number_of_queries_however_full(
    client: PageClient, sign_in: SignIn, campaign: Campaign, count_queries: CountQueries, visits: int
) -> None:
    for village in range(visits):
        service.publish(campaign.organizer, campaign.plan(village, 3 + village))
    sign_in(client, "organizer")
    assert count_queries(lambda: client.get("/staff/timetable")) == 8
