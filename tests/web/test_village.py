"""A village's page: what there is for its people, on the day the sample township is first started."""

from __future__ import annotations

from datetime import UTC, datetime

import html5lib
import pytest
from flask import Flask

from ballotbox import queries as ballotbox
from core.db import db
from roster.queries import village_by_number
from tests.support.client import PageClient
from tests.support.fixed_clock import FixedClock

pytestmark = pytest.mark.usefixtures("demo")
OPINION_FORM = "提意见 填征求意见表"


def sections(client: PageClient, number: int, query: str = "") -> list[str]:
    """Return heading and last link of every card on the page of village `number`."""
    address = f"/v/{village_by_number(number).public_id}{query}"
    page = html5lib.parse(client.get(address).text, namespaceHTMLElements=False)
    return [
        f"{''.join(card.find('h2').itertext())} {(card.findall('.//a') or [card.findall('p')[-1]])[-1].text}"
        for card in page.iter("section")
    ]


def test_village_with_an_open_round_offers_notice_ballot_and_form(client: PageClient, app: Flask) -> None:
    assert sections(client, 1) == ["群众访谈日 看预告，说一句意见", "村干部直评 去投票", OPINION_FORM]


def test_village_with_a_published_round_links_its_result(client: PageClient, app: Flask) -> None:
    assert sections(client, 3) == ["群众访谈日 看预告，说一句意见", "村干部直评 看结果", OPINION_FORM]
    done = next(row.public_id for row in ballotbox.all_rounds() if row.state == "counted")
    db.session.rollback()
    assert f'href="/r/{done}"' in client.get(f"/v/{village_by_number(3).public_id}").text


def test_village_whose_notice_is_a_draft_shows_no_interview_day(client: PageClient, app: Flask) -> None:
    assert sections(client, 2) == [OPINION_FORM]


def test_round_past_its_time_says_that_it_is_being_counted(client: PageClient, app: Flask, clock: FixedClock) -> None:
    clock.set(datetime(2026, 11, 5, 12, 0, tzinfo=UTC))
    waiting = "村干部直评 投票已经截止，正在开箱、数票、审核。审完就公布在这里。"
    assert sections(client, 1) == ["群众访谈日 看预告，说一句意见", waiting, OPINION_FORM]


def test_past_interview_day_is_no_longer_announced(client: PageClient, app: Flask, clock: FixedClock) -> None:
    clock.set(datetime(2026, 11, 12, 2, 0, tzinfo=UTC))
    assert sections(client, 3) == ["村干部直评 看结果", OPINION_FORM]


def test_village_page_is_read_in_english_and_keeps_it_in_every_link(client: PageClient, app: Flask) -> None:
    page = client.get(f"/v/{village_by_number(1).public_id}?lang=en").text
    links = [link.get("href") for link in html5lib.parse(page, namespaceHTMLElements=False).iter("a")]
    assert "<h1>Daliu Village</h1>" in page
    assert [link for link in links if "lang=en" not in link] == ["#main", f"/v/{village_by_number(1).public_id}"]


def test_front_page_leads_to_every_village(client: PageClient, app: Flask) -> None:
    page = html5lib.parse(client.get("/").text, namespaceHTMLElements=False)
    links = [link.get("href") for link in page.iter("a") if link.get("href").startswith("/v/")]
    assert links == [f"/v/{village_by_number(number).public_id}" for number in range(1, 9)]


def test_unknown_village_is_told_to_look_at_the_address_again(client: PageClient, app: Flask) -> None:
    answer = client.get("/v/zzzzzzzz")
    assert answer.status_code == 404
    assert "没有这一页" in answer.text
