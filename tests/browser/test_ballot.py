"""A villager votes on a phone: scanned or typed, with a script and without, large, in English, by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from ballotbox import queries
from core.db import db
from tests.support import ballots, sample
from tests.support.ballots import OpenRound

GRADES = ("优秀", "称职", "基本称职", "不称职", "不了解")
Axe = Callable[[Page], list[str]]


@pytest.fixture
def opened(township: sample.Township) -> OpenRound:
    """An open round of one overall grade."""
    return ballots.open_round(township)


def choose(page: Page, marks: str) -> None:
    for person, mark in enumerate(marks, 1):
        page.locator(f"#g{person}-1 label", has=page.locator(f"input[value='{mark}']")).click()


def to_check(page: Page) -> None:
    page.click(".foot-bar button")
    page.wait_for_url("**/check*")


def in_box(opened: OpenRound) -> int:
    db.session.rollback()
    found = len(queries.sealed_hashes(opened.id))
    db.session.rollback()
    return found


def test_scanned_ballot_is_counted(phone_page: Page, opened: OpenRound, axe: Axe) -> None:
    page, code = phone_page, ballots.group(opened.codes[0])
    page.goto(f"{opened.url}#{opened.codes[0]}")
    expect(page.locator("#code")).to_have_value(code)
    expect(page.locator(".scanned")).to_be_visible()
    assert opened.codes[0] not in page.url
    assert page.locator("input:checked").count() == 0
    assert axe(page) == []
    choose(page, "432")
    expect(page.locator("#progress")).to_contain_text("已评 3 / 5")
    choose(page, "43210")
    to_check(page)
    assert page.locator(".answers strong").all_inner_texts() == list(GRADES)
    assert axe(page) == []
    page.click("main .button")
    expect(page.locator("h1")).to_have_text("您的票已计入")
    assert axe(page) == []
    assert page.context.cookies() == []
    assert in_box(opened) == 1


def test_typed_ballot_is_counted_without_a_script(new_page, opened: OpenRound) -> None:
    page = new_page(width=390, height=844, java_script_enabled=False)
    page.goto(opened.url)
    expect(page.locator("#progress")).to_be_hidden()
    page.fill("#code", ballots.group(opened.codes[0]))
    choose(page, "44444")
    to_check(page)
    page.click("main .button")
    expect(page.locator("h1")).to_have_text("您的票已计入")
    assert in_box(opened) == 1


def test_missing_grade_is_named_and_leads_to_its_place(phone_page: Page, opened: OpenRound, axe: Axe) -> None:
    page = phone_page
    page.goto(f"{opened.url}#{opened.codes[0]}")
    choose(page, "4321")
    to_check(page)
    assert page.locator(".error-summary a").all_inner_texts() == ["陈主席还没有评"]
    assert axe(page) == []
    page.click(".error-summary a")
    expect(page.locator("#g5-1")).to_be_focused()
    choose(page, "43210")
    expect(page.locator("fieldset.wrong")).to_have_count(0)
    to_check(page)
    assert page.locator(".answers strong").all_inner_texts() == list(GRADES)


def test_change_keeps_everything_and_goes_to_the_person(phone_page: Page, opened: OpenRound) -> None:
    page = phone_page
    page.goto(f"{opened.url}#{opened.codes[0]}")
    choose(page, "43210")
    to_check(page)
    page.locator(".answers button").nth(2).click()
    page.wait_for_url("**/edit#g3-1")
    assert page.locator("input:checked").count() == 5
    expect(page.locator("#g3-1")).to_be_in_viewport()
    page.locator("#g3-1 label").first.click()
    to_check(page)
    assert page.locator(".answers strong").nth(2).inner_text() == "优秀"


def test_size_and_language_keep_what_is_filled_in(phone_page: Page, opened: OpenRound, axe: Axe) -> None:
    page = phone_page
    page.goto(f"{opened.url}#{opened.codes[0]}")
    choose(page, "43")
    page.click("text=大字")
    page.wait_for_url("**/edit?big=1")
    page.click("text=EN")
    page.wait_for_url("**/edit?lang=en&big=1")
    assert page.locator("input:checked").count() == 2
    assert axe(page) == []
    choose(page, "43210")
    to_check(page)
    expect(page.locator("html")).to_have_class("big")
    page.click("text=中文")
    page.wait_for_url("**/check?big=1")
    page.click("main .button")
    expect(page.locator("h1")).to_have_text("您的票已计入")


def test_ballot_fits_small_phones_and_big_targets(new_page, opened: OpenRound) -> None:
    for address, least in ((opened.url, 44), (f"{opened.url}?big=1", 60), (f"{opened.url}?lang=en&big=1", 60)):
        page = new_page(width=320, height=640)
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        targets = page.locator(".tile, .chip, main button, #code").all()
        assert min(target.bounding_box()["height"] for target in targets) >= least
        assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 20


def test_five_dimensions_fit_a_narrow_phone(new_page, township: sample.Township, axe: Axe) -> None:
    opened = ballots.open_round(township, "five_dimensions")
    page = new_page(width=360, height=740)
    page.goto(f"{opened.url}#{opened.codes[0]}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    for person in range(1, 6):
        for item in range(1, 6):
            page.locator(f"#g{person}-{item} label").nth(item - 1).click()
    expect(page.locator("#progress")).to_contain_text("已评 25 / 25")
    assert axe(page) == []
    to_check(page)
    assert page.locator(".answers li strong").all_inner_texts() == list(GRADES) * 5
    page.click("main .button")
    expect(page.locator("h1")).to_have_text("您的票已计入")


def test_ballot_can_be_cast_by_keyboard(pc_page: Page, opened: OpenRound) -> None:
    page = pc_page
    page.goto(opened.url)
    page.focus("#code")
    page.keyboard.type(opened.codes[0])
    for _ in range(5):
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/check")
    assert page.locator(".answers strong").all_inner_texts() == ["称职"] * 5


def test_next_voter_on_the_same_phone_finds_a_clean_page(phone_page: Page, opened: OpenRound) -> None:
    page = phone_page
    page.goto(f"{opened.url}#{opened.codes[0]}")
    choose(page, "43210")
    to_check(page)
    page.click("main .button")
    expect(page.locator("#counted")).to_be_visible()
    page.evaluate("history.go(-2)")  # past the check page, which browsers do not keep
    expect(page.locator("#ballot")).to_be_visible()
    assert page.locator("input:checked").count() == 0
    expect(page.locator("#code")).to_have_value("")


def test_used_code_and_closed_round_say_so(phone_page: Page, opened: OpenRound, clock, axe: Axe) -> None:
    page = phone_page
    for heading in ("您的票已计入", "此码不能再用；如果您已投过，您的票已计入"):
        page.goto(f"{opened.url}#{opened.codes[0]}")
        choose(page, "43210")
        to_check(page)
        page.click("main .button")
        expect(page.locator("h1")).to_have_text(heading)
        assert axe(page) == []
    clock.set(ballots.CLOSES)
    page.goto(opened.url)
    expect(page.locator("h1")).to_have_text("这一轮已经投完了")
    assert axe(page) == []
