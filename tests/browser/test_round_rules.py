"""Expert settings and the assembly as they look: on a phone and a PC, in Chinese and English."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ballotbox import queries
from core.db import db
from tests.support import ballots
from tests.support.browsing import PC, PHONE

LAW = {"basis": "11 月 2 日村民会议决定", "host": "大柳村村务监督委员会", "weights": "40、30、30"}


@pytest.mark.parametrize(("size", "language"), [(PC, "zh"), (PHONE, "en")])
def test_round_is_opened_with_expert_settings_and_its_assembly_recorded(
    new_page, township, sign_in, axe, size, language
) -> None:
    ballots.set_keys(township)
    db.session.rollback()
    page = sign_in(new_page(**size), "organizer")
    looked = []

    def look(name: str) -> None:
        looked.append((name, page.evaluate("document.documentElement.scrollWidth") <= size["width"], axe(page)))
        if folder := os.environ.get("PICTURES"):
            page.screenshot(path=Path(folder) / f"rules-{name}-{language}.png", full_page=True)

    page.goto(f"/staff/rounds/new?village={township.villages[0].public_id}&lang={language}")
    page.locator("label", has=page.locator("input[value=statutory]")).click()
    page.locator("summary").nth(1).click()
    for field, text in LAW.items():
        page.fill(f"#{field}", text)
    page.select_option("#one_third_part", "2/5")
    look("new")
    page.click("button[value=check]")
    page.locator("summary").click()
    look("check")
    page.click("button[value=open]")
    page.wait_for_url(lambda url: not url.partition("?")[0].endswith(("/new", "/assembly")))
    page.locator("details", has=page.locator("dl.fixed")).locator("summary").click()
    look("round")
    page.locator("a[href*='/assembly']").click()
    page.fill("#eligible", "60")
    page.fill("#present", "41")
    page.locator("label", has=page.locator("input[value=yes]")).click()
    look("assembly")
    page.click("main form .button")
    page.wait_for_url(lambda url: not url.partition("?")[0].endswith(("/new", "/assembly")))
    look("recorded")
    page.locator("a[href*='/field-notes']").click()
    page.fill("#gatherings", "昨晚")
    page.click("main form .button")
    page.locator(".error-summary").wait_for()
    look("field-notes")
    page.fill("#gatherings", "")
    page.fill("#sheets", "12 30")
    page.click("main form .button")
    page.wait_for_url(lambda url: not url.partition("?")[0].endswith("/field-notes"))
    look("noted")
    pages = ("new", "check", "round", "assembly", "recorded", "field-notes", "noted")
    assert looked == [(name, True, []) for name in pages]
    opened = queries.all_rounds()[0].public_id
    assert (queries.assembly(opened).present, queries.round_facts(opened).spec.rules.one_third.under) == (41, 5)
