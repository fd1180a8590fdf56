"""The overviews as they look: county and township, on a phone and a PC, in Chinese and English."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bench import county
from core.db import db
from tests.support.browsing import PC, PHONE
from tests.support.looks import boxes, wider_than_screen

CUT = """[...document.querySelectorAll('main table:not(.scroll *) :is(td, th) > *')]
    .filter(e => e.getBoundingClientRect().right > e.closest('.card').getBoundingClientRect().right).length"""


@pytest.fixture
def office(app, new_page):
    """A county of three townships, two of them counted, and its officer at the door: `office(width=…, height=…)`."""
    county.build(3, 4, 120, counted=8)
    db.session.rollback()

    def enter(**size):
        page = new_page(**size)
        page.goto("/staff/sign-in")
        page.fill("input[name=login]", county.LOGIN)
        page.fill("input[name=password]", county.PASSWORD)
        page.click("main button[type=submit]")
        page.wait_for_url("**/staff/home")
        return page

    return enter


def look(page, name, axe):
    """Return what is wrong with the page as it stands, with everything unfolded; keep its picture if asked to."""
    page.evaluate("document.querySelectorAll('details').forEach(e => { e.open = true })")
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=Path(folder) / f"overview-{name}.png", full_page=True)
    wide = wider_than_screen(page)
    return [*axe(page), *boxes(page), *([f"{wide} px too wide"] if wide else []), *(["cut"] * page.evaluate(CUT))]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_overviews_fit_phone_and_office(office, axe, language):
    found = {}
    for kind, size in (("pc", PC), ("phone", PHONE)):
        page = office(**size)
        page.goto(f"/staff/overview?lang={language}")
        found[f"county-{kind}"] = look(page, f"county-{language}-{kind}", axe)
        page.locator("table a").first.click()
        page.wait_for_url("**/staff/overview/*")
        found[f"township-{kind}"] = look(page, f"township-{language}-{kind}", axe)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_overview_is_filtered_without_script(office):
    page = office(**PC, java_script_enabled=False)
    page.goto("/staff/overview")
    page.select_option("#township", index=2)
    page.select_option("#post", "村会计")
    page.get_by_role("button", name="看", exact=True).click()
    page.wait_for_url("**/staff/overview/*")
    assert page.locator("h1").inner_text() == "小河镇 · 2026 年直评总览"
    assert page.locator("#post-title").inner_text() == "同一职务放在一起看：村会计"
    assert page.locator("svg.plot").count() == 2
