"""A villager with a cheap phone, without JavaScript, says something and follows it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from casework import service as casework
from core.db import db
from notices import service
from notices.domain.details import Details
from survey import service as survey
from tests.support.fixed_clock import FixedClock
from tests.support.sample import Township


@pytest.fixture
def notice(township: Township, clock: FixedClock) -> str:
    clock.forward(days=-8)
    organizer, village = township.actors["organizer"], township.villages[0].id
    campaign = service.plan_campaign(organizer, ("活动", "Campaign"), date(2026, 11, 1), date(2026, 11, 6))
    group = service.add_group(organizer, campaign, 1, ("镇长", "Mayor"), ("镇长", "Mayor"))
    details = Details(group, date(2026, 11, 3), time(9), "村文化广场", "镇长、派出所所长", rain_place="村部")
    public_id = service.plan_day(organizer, campaign, village, details)
    service.publish(organizer, public_id)
    survey.open_opinion_form(organizer, village)
    db.session.rollback()
    return public_id


@pytest.fixture
def phone(new_page: Callable[..., Page]) -> Page:
    """A phone whose browser runs no scripts."""
    return new_page(width=390, height=844, java_script_enabled=False)


def test_villager_speaks_on_the_notice_and_follows_the_answer(
    app: Flask, township: Township, notice: str, phone: Page
) -> None:
    phone.goto(f"/n/{notice}")
    expect(phone.get_by_text("11 月 3 日，星期二 上午 9:00")).to_be_visible()
    phone.get_by_role("button", name="交上去").click()
    expect(phone.get_by_role("alert")).to_contain_text("“您想说什么？”还空着，写一句就行。")
    phone.get_by_label("您想说什么？").fill("村东头那条路下雨就淹，修一修 🙏")
    phone.get_by_role("radio", name="问需").check()
    phone.get_by_role("button", name="交上去").click()
    expect(phone.get_by_role("heading", name="您说的收到了")).to_be_visible()
    reference = phone.locator(".reference").inner_text()
    phone.get_by_role("link", name="看看办到哪一步").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("收到了，正在交办")
    expect(phone.locator("blockquote")).to_have_text("村东头那条路下雨就淹，修一修 🙏")

    organizer, stored = township.actors["organizer"], reference.replace("-", "")
    casework.assign(organizer, stored, "镇水利站站长", date(2026, 11, 12))
    casework.answer(organizer, stored, "涵管已经换大，下雨不再淹。")
    db.session.rollback()
    phone.goto("/o")
    phone.get_by_label("交意见时记下的号").fill(reference.upper())
    phone.get_by_role("button", name="查一查").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("答复您了")
    expect(phone.get_by_text("涵管已经换大，下雨不再淹。")).to_be_visible()


@pytest.mark.parametrize("guise", ["", "?lang=en", "?big=1"])
def test_notice_and_its_form_fit_a_phone_and_pass_axe(
    notice: str, phone_page: Page, axe: Callable[[Page], list[str]], guise: str
) -> None:
    phone_page.goto(f"/n/{notice}{guise}")
    assert axe(phone_page) == []
    assert phone_page.evaluate("document.documentElement.scrollWidth") == 390
    heights = phone_page.locator(".tile, button, .chip").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().height)"
    )
    assert min(heights) >= (60 if "big" in guise else 44)


def test_notice_with_everything_it_loads_stays_under_50_kb(notice: str, phone_page: Page) -> None:
    sizes: list[int] = []
    phone_page.on("response", lambda answer: sizes.append(len(answer.body())))
    phone_page.goto(f"/n/{notice}", wait_until="networkidle")
    assert sum(sizes) < 50_000


def test_pages_after_sending_pass_axe(notice: str, phone_page: Page, axe: Callable[[Page], list[str]]) -> None:
    seen: dict[str, Any] = {}
    phone_page.goto(f"/n/{notice}")
    phone_page.get_by_role("button", name="交上去").click()
    expect(phone_page.locator(".error-summary")).to_be_visible()
    seen["refused"] = axe(phone_page)
    phone_page.get_by_label("您想说什么？").fill("修路")
    phone_page.get_by_role("button", name="交上去").click()
    expect(phone_page.get_by_role("link", name="看看办到哪一步")).to_be_visible()
    seen["done"] = axe(phone_page)
    phone_page.get_by_role("link", name="看看办到哪一步").click()
    phone_page.wait_for_url("**/o/*")
    seen["follow"] = axe(phone_page)
    phone_page.goto("/o/zzzzzzzz")
    seen["unknown"] = axe(phone_page)
    assert seen == {"refused": [], "done": [], "follow": [], "unknown": []}
