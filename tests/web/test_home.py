"""The staff home on the day the sample township is first started: 3 November 2026."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import html5lib
import pytest
from flask import Flask

from ballotbox import queries as ballotbox
from ballotbox import service
from core.db import db
from roster.queries import staff_by_login, village_by_number
from tests.support.client import PageClient
from tests.support.demo import Sample
from tests.support.fixed_clock import FixedClock

pytestmark = pytest.mark.usefixtures("demo")
CLOSES = datetime(2026, 11, 5, 12, 0, tzinfo=UTC)  # 20:00 in China
NOTICES = [
    ("今天要办", "今天必须张贴：南湾村预告"),
    ("今天要办", "预告已经晚了：小河村"),
    ("留意", "快到张贴日：北沟村预告"),
    ("留意", "10 条意见还没有责任人"),
]
OPEN = [("正常", "大柳村：正在评")]


@pytest.fixture
def enter(client: PageClient, demo: Sample) -> None:
    """Sign the client in as the organizer."""
    _sign_in(client, demo, "organizer")


def _sign_in(client: PageClient, demo: Sample, login: str) -> None:
    client.post("/staff/sign-in", data={"login": login, "password": demo.password(login)})


def cards(client: PageClient, address: str = "/staff/home") -> list[tuple[str, str]]:
    """Return the tag and heading of every card, in their order."""
    page = html5lib.parse(client.get(address).text, namespaceHTMLElements=False)
    return [
        ("".join(card.find(".//span").itertext()), "".join(card.find(".//h2").itertext()))
        for card in page.iter("li")
        if "card" in card.get("class", "")
    ]


def running() -> str:
    found = next(row.public_id for row in ballotbox.all_rounds() if row.state == "open")
    db.session.rollback()
    return found


@pytest.mark.parametrize(
    ("login", "shown"),
    [
        ("organizer", NOTICES + OPEN),
        ("officer1", NOTICES + OPEN),
        ("keyholder", OPEN),
        ("admin", OPEN),
        ("cadre1", [("留意", "大柳村：可以写自评")]),
        ("cadre3", []),
    ],
)
def test_home_shows_each_role_its_day(
    client: PageClient, demo: Sample, login: str, shown: list[tuple[str, str]]
) -> None:
    _sign_in(client, demo, login)
    assert cards(client) == shown


def test_home_is_read_in_english(client: PageClient, enter: None) -> None:
    assert cards(client, "/staff/home?lang=en")[0] == ("Do today", "Must be posted today: notice for Nanwan Village")


def test_card_says_what_happens_otherwise_and_leads_there(client: PageClient, enter: None) -> None:
    page = html5lib.parse(client.get("/staff/home").text, namespaceHTMLElements=False)
    card = next(each for each in page.iter("li") if "card must" in each.get("class", ""))
    said = "".join(card.find(".//p[@class='quiet']").itertext())
    assert said == "访谈日 11 月 8 日，星期日，须提前 5 天；过了今天 24:00 要写明原因并报纪委。"
    assert "今天发布" in client.get(card.find(".//h2/a").get("href")).text


def test_organizer_sees_the_timetable_and_the_next_village(client: PageClient, enter: None) -> None:
    page = client.get("/staff/home").text
    assert page.count('<a class="visit') == 8
    assert "8 个村还要去，下一个是大柳村，11 月 7 日，星期六。" in page


def test_key_holder_sees_no_timetable(client: PageClient, demo: Sample) -> None:
    _sign_in(client, demo, "keyholder")
    assert "timetable" not in client.get("/staff/home").text


def test_round_near_its_end_without_enough_ballots_is_watched(
    client: PageClient, enter: None, clock: FixedClock
) -> None:
    clock.set(CLOSES - timedelta(hours=3))
    assert ("留意", "大柳村：参评人数可能不够") in cards(client)


def test_round_past_its_time_must_be_ended_then_opened(
    client: PageClient, enter: None, clock: FixedClock, app: Flask
) -> None:
    clock.set(CLOSES)
    assert ("今天要办", "大柳村：投票时间到了") in cards(client)
    service.close_round(staff_by_login("organizer").actor, running())
    db.session.rollback()
    assert ("今天要办", "大柳村：等着开箱") in cards(client)


def test_slips_that_wait_for_the_second_person_are_watched(client: PageClient, enter: None, app: Flask) -> None:
    organizer = staff_by_login("organizer").actor
    batch = service.print_batch(organizer, running(), 0, 3)
    service.activate(organizer, batch.batch_id)
    db.session.rollback()
    assert ("留意", "大柳村：票条等人启用") in cards(client)


def test_counted_round_waits_for_the_officers_review_alone(client: PageClient, demo: Sample, app: Flask) -> None:
    name, officer = running(), staff_by_login("officer1").actor
    phrases = demo.known["passphrases"]
    service.close_round(staff_by_login("organizer").actor, name)
    key = service.open_key(officer, name, phrases["discipline"], phrases["supervision"])
    service.count(officer, name, key)
    db.session.rollback()
    _sign_in(client, demo, "officer1")
    assert ("今天要办", "大柳村：结果等着审核") in cards(client)
    _sign_in(client, demo, "organizer")
    assert cards(client) == NOTICES


def test_home_asks_as_few_questions_for_many_rounds_as_for_few(client: PageClient, enter: None, count_queries) -> None:
    few = count_queries(lambda: client.get("/staff/home"))
    organizer = staff_by_login("organizer").actor
    for village in (4, 5, 6, 7):
        service.open_round(organizer, village_id(village), "overall", CLOSES, "survey", "镇方案")
    db.session.rollback()
    assert count_queries(lambda: client.get("/staff/home")) == few


def village_id(number: int) -> int:
    found = village_by_number(number).id
    db.session.rollback()
    return found
