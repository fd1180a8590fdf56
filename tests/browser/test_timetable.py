"""The office looks at its timetable and publishes a notice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from core.db import db
from notices import service
from notices.domain.details import Details
from survey import service as survey
from tests.support.fixed_clock import FixedClock
from tests.support.sample import Township

SignIn = Callable[..., Any]


@pytest.fixture
def visits(township: Township, clock: FixedClock) -> tuple[str, str]:
    """A published visit on 2 November and a draft on 3 November; today is 29 October."""
    clock.set(datetime(2026, 10, 24, 9))  # noqa: DTZ001 – the clock reads it as local
    organizer = township.actors["organizer"]
    campaign = service.plan_campaign(
        organizer, ("“走进群众”活动", "Among the people"), date(2026, 11, 1), date(2026, 11, 6)
    )
    groups = [
        service.add_group(organizer, campaign, number, lead, ("镇长", "Mayor"))
        for number, lead in enumerate((("镇长", "Mayor"), ("副书记", "Deputy secretary")), start=1)
    ]
    planned = [
        service.plan_day(
            organizer,
            campaign,
            village.id,
            Details(group, date(2026, 11, 2 + i), time(9), "村部", "镇长、派出所所长"),
        )
        for i, (village, group) in enumerate(zip(township.villages, groups, strict=True))
    ]
    service.publish(organizer, planned[0])
    survey.open_opinion_form(organizer, township.villages[0].id)
    clock.set(datetime(2026, 10, 29, 9))  # noqa: DTZ001 – the clock reads it as local
    db.session.rollback()
    return planned[0], planned[1]


def test_organizer_publishes_what_is_due_today(visits: tuple[str, str], pc_page: Page, sign_in: SignIn) -> None:
    sign_in(pc_page, "organizer")
    pc_page.goto("/staff/timetable")
    pc_page.locator(".visit", has_text="今天截止").click()
    expect(pc_page.get_by_role("heading", level=1)).to_have_text("小河村的访谈日")
    pc_page.get_by_role("button", name="今天发布").click()
    expect(pc_page.get_by_role("status")).to_have_text("预告发布了。今天就打印海报，贴到路口。")
    pc_page.get_by_role("link", name="看村民看到的预告").click()
    assert pc_page.url.endswith(f"/n/{visits[1]}")


def test_timetable_is_a_grid_on_a_pc_and_a_list_on_a_phone(
    visits: tuple[str, str], new_page: Callable[..., Page], sign_in: SignIn
) -> None:
    del visits
    shown = {}
    for width in (1280, 390):
        page = sign_in(new_page(width=width, height=844), "organizer")
        page.goto("/staff/timetable")
        boxes = [page.locator(".visit").nth(i).bounding_box() for i in range(2)]
        shown[width] = (boxes[0]["x"] == boxes[1]["x"], page.locator(".free").first.is_visible())
        assert page.evaluate("document.documentElement.scrollWidth") == width
    assert shown == {1280: (False, True), 390: (True, False)}


@pytest.mark.parametrize("guise", ["", "?lang=en"])
def test_staff_pages_pass_axe(
    visits: tuple[str, str],
    township: Township,
    pc_page: Page,
    sign_in: SignIn,
    axe: Callable[[Page], list[str]],
    guise: str,
) -> None:
    form = survey.open_opinion_form(township.actors["organizer"], township.villages[0].id)
    reference = survey.submit(form, {"text": "修路"}, "web", "t").reference
    db.session.rollback()
    sign_in(pc_page, "organizer")
    pages = [
        "timetable",
        f"days/{visits[0]}",
        f"days/{visits[1]}",
        "opinions",
        f"opinions/{reference}",
    ]
    found = {}
    for page in pages:
        pc_page.goto(f"/staff/{page}{guise}")
        found[page] = axe(pc_page)
    assert found == {page: [] for page in pages}
