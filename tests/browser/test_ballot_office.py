"""The office on a PC: a round from its preset to the count, each page looked at by axe."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdf
from playwright.sync_api import Page, expect

from ballotbox import service
from ballotbox.domain.record import Channel
from core.db import db
from tests.support import ballots, sample
from tests.support.ballots import OFFICE_PHRASE, SECOND_PHRASE

Axe = Callable[[Page], list[str]]


def set_passphrase(page: Page, phrase: str, axe: Axe) -> None:
    page.goto("/staff/keys")
    assert axe(page) == []
    page.fill("#passphrase", phrase)
    page.fill("#again", phrase)
    page.click("main form .button")
    expect(page.locator(".note.ok")).to_contain_text("口令设好了")


def open_round(page: Page, village: str, axe: Axe) -> str:
    page.goto(f"/staff/rounds/new?village={village}")
    assert axe(page) == []
    page.fill("#closes_day", "2026-11-05")
    page.click("button[value=check]")
    assert axe(page) == []
    page.click("button[value=open]")
    page.wait_for_url(lambda url: "/rounds/new" not in url)
    return page.url.rsplit("/", 1)[-1]


def print_slips(page: Page, size: int) -> int:
    page.fill("#size", str(size))
    with page.expect_download() as started:
        page.click(".print-form button")
    content = io.BytesIO(started.value.path().read_bytes())
    page.reload()
    return len(pypdf.PdfReader(content).pages)


def test_round_goes_from_preset_to_count(new_page, township: sample.Township, sign_in, axe: Axe) -> None:
    organizer, officer = sign_in(new_page(), "organizer"), sign_in(new_page(), "officer1")
    holder = sign_in(new_page(), "keyholder")
    set_passphrase(officer, OFFICE_PHRASE, axe)
    set_passphrase(holder, SECOND_PHRASE, axe)
    round_id = open_round(organizer, township.villages[0].public_id, axe)
    assert print_slips(organizer, 8) == 2
    assert axe(organizer) == []
    organizer.locator("button", has_text="启用").click()
    expect(organizer.locator(".note.warn")).to_contain_text("第一个人签了")
    holder.goto(f"/staff/rounds/{round_id}")
    holder.locator("button", has_text="启用").click()
    expect(holder.locator(".note.ok")).to_contain_text("这一批可以发了")
    organizer.goto(f"/staff/rounds/{round_id}")
    organizer.click("summary")
    organizer.locator("label", has=organizer.locator("#sure")).click()
    organizer.locator("details .button").click()
    expect(organizer.locator("#accounting .note.ok")).to_be_visible()
    assert axe(organizer) == []
    officer.goto(f"/staff/rounds/{round_id}/open-box")
    assert axe(officer) == []
    officer.fill("#discipline_passphrase", OFFICE_PHRASE)
    officer.fill("#supervision_passphrase", SECOND_PHRASE)
    officer.click("main form .button")
    expect(officer.locator("text=去审核")).to_be_visible(timeout=20_000)
    assert axe(officer) == []


def test_office_pages_fit_a_phone(new_page, township: sample.Township, sign_in, axe: Axe) -> None:
    opened = ballots.open_round(township)
    for code in opened.codes:
        service.cast(opened.id, code, [4, 3, 2, 1, 0], Channel.WEB)
    db.session.rollback()
    page = sign_in(new_page(width=390, height=844), "organizer")
    for address in ("/staff/rounds", f"/staff/rounds/{opened.id}", f"/staff/rounds/{opened.id}?lang=en"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert axe(page) == []
