"""A spot-check draw in the office, from the list to the sheet; phone and PC, Chinese and English."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from core.db import db
from discipline import queries
from tests.discipline.conftest import make_case
from tests.support.browsing import PC, PHONE
from tests.support.counted import Ballots
from tests.support.looks import boxes, wider_than_screen

__all__ = ["make_case"]
LOW = tuple(Ballots(group, (4,) * 5, 12) for group in range(3))


@pytest.mark.parametrize(("size", "language"), [(PHONE, "zh"), (PC, "zh"), (PHONE, "en"), (PC, "en")])
def test_villages_and_lines_are_drawn_on_phone_and_pc(new_page, township, sign_in, make_case, axe, size, language):
    make_case(0), make_case(1, LOW)
    db.session.rollback()
    page = sign_in(new_page(**size), "officer1")

    def look(name: str) -> None:
        if folder := os.environ.get("PICTURES"):
            page.screenshot(path=Path(folder) / f"draw-{name}-{size['width']}-{language}.png", full_page=True)
        assert (axe(page), wider_than_screen(page), boxes(page)) == ([], 0, []), name

    def press() -> None:
        page.click("main form .button")
        expect(page.get_by_role("status")).to_be_visible()

    page.goto(f"/staff/draws?lang={language}")
    look("none")
    page.locator("main .button").first.click()
    page.fill("#k", "3")
    page.fill("#source", "刘、周各掷三次骰子")
    page.fill("#reason", "年度抽查")
    page.click("main form .button")
    expect(page.get_by_role("alert")).to_be_visible()  # there are two villages
    look("refused")
    page.fill("#k", "1")
    press()
    look("prepared")
    page.fill("#seed", "3 5 1 6 2 4")
    press()
    page.locator("summary").first.click()
    look("drawn")
    page.goto(f"/staff/draws/new?kind=lines&lang={language}")
    for field, typed in (("lines", "120"), ("k", "12"), ("source", "骰子"), ("reason", "有人说没领到票条")):
        page.fill(f"#{field}", typed)
    look("lines")
    press()
    page.fill("#seed", "2 2 6 4")
    press()
    look("lines-drawn")
    page.goto(f"/staff/draws?lang={language}")
    look("list")
    assert [(len(draw.drawn), draw.seed) for draw in queries.draws()] == [(12, "2 2 6 4"), (1, "3 5 1 6 2 4")]
