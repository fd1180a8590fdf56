"""The person evaluated at the own view, from the self-score to the statement beside the bulletin; phone and PC."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from core.db import db
from discipline import queries
from tests.discipline.conftest import Case, case, make_case
from tests.support import ballots
from tests.support.browsing import PC, PHONE
from tests.support.looks import boxes, wider_than_screen

__all__ = ["case", "make_case"]
WORDS = "谢谢大家来评。村口到小学那段路去年说好修，拖到现在，是我没有盯住。\n雨季过后动工，每个月贴一次进度。"
BOTH = pytest.mark.parametrize(("size", "language"), [(PHONE, "zh"), (PC, "zh"), (PHONE, "en"), (PC, "en")])
Look = Callable[[Page, str], None]


@pytest.fixture
def look(axe, size, language) -> Look:
    """Find nothing wrong with a page: axe, width, signs; keep its picture where PICTURES says so."""

    def at(page: Page, name: str) -> None:
        if folder := os.environ.get("PICTURES"):
            page.screenshot(path=Path(folder) / f"own-{name}-{size['width']}-{language}.png", full_page=True)
        assert (axe(page), wider_than_screen(page), boxes(page)) == ([], 0, []), name

    return at


@BOTH
def test_self_score_is_entered_on_phone_and_pc(new_page, township, sign_in, look, size, language):
    opened = ballots.open_round(township, "five_dimensions").id
    db.session.rollback()
    page = sign_in(new_page(**size), "head")
    page.goto(f"/staff/home?lang={language}")
    look(page, "home")
    page.locator(".today a").click()
    page.wait_for_url(f"**/staff/own/{opened}*")
    page.locator("summary").click()
    look(page, "score")
    for item in ("virtue", "ability", "diligence", "achievement", "integrity"):
        page.locator("label", has=page.locator(f"input[name=item_{item}][value='3']")).click()
    page.click("main form .button")
    expect(page.get_by_role("status")).to_be_visible()
    look(page, "scored")
    assert queries.own_round(township.actors["head"], opened).points == pytest.approx(80)


@BOTH
def test_statement_goes_by_the_officer_to_the_bulletin(new_page, sign_in, township, case: Case, look, size, language):
    case.publish()
    db.session.rollback()
    head = sign_in(new_page(**size), "head")
    head.goto(f"/staff/own?lang={language}")
    look(head, "rounds")
    head.goto(f"/staff/own/{case.round}?lang={language}")
    head.fill("#text", "评" * 1_001)
    head.click("main form .button")
    expect(head.get_by_role("alert")).to_be_visible()
    assert head.input_value("#text") == "评" * 1_001  # kept, so that it can be shortened
    look(head, "too-long")
    head.fill("#text", WORDS)
    head.click("main form .button")
    expect(head.get_by_role("status")).to_be_visible()
    look(head, "statement")
    officer = sign_in(new_page(**size), "officer1")
    officer.goto(f"/staff/statements?lang={language}")
    officer.locator("summary").click()
    look(officer, "statements")
    officer.locator("form[action*=publish] button").click()
    expect(officer.get_by_role("status")).to_be_visible()
    reader = new_page(**size, java_script_enabled=False)
    reader.goto(f"/r/{case.round}?lang={language}")
    expect(reader.locator("blockquote")).to_have_text(WORDS)
    reader = new_page(**size)
    reader.goto(f"/r/{case.round}?lang={language}&big=1")
    look(reader, "bulletin")
