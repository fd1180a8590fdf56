"""The simulator phone in a browser: a villager's whole conversation, without a script too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.support import ballots, sample
from tests.support.ballots import OpenRound
from tests.support.texting import said

Axe = Callable[[Page], list[str]]
NewPage = Callable[..., Page]


@pytest.fixture
def opened(township: sample.Township) -> OpenRound:
    """An open round of one overall grade."""
    return ballots.open_round(township)


def send(page: Page, text: str) -> None:
    page.fill("#text", text)
    page.click(".phone .button")
    expect(page.locator("#text")).to_have_value("")


def last(page: Page) -> Any:
    return page.locator(".chat li").last


@pytest.mark.parametrize(("width", "script"), [(1280, True), (390, False)])
def test_conversation_ends_in_a_counted_ballot(
    new_page: NewPage, sign_in: Any, opened: OpenRound, axe: Axe, width: int, script: bool
) -> None:
    page = sign_in(new_page(width=width, height=844, java_script_enabled=script), "organizer")
    page.goto("/staff/phone")
    if script:
        assert axe(page) == []
    for text in ("你好", opened.codes[0], f"{opened.codes[0]} 4342", f"{opened.codes[0]} 43421"):
        send(page, text)
    expect(last(page)).to_contain_text(said("ballot_cast"))
    expect(last(page)).to_be_in_viewport()  # the newest bubble is in sight, without a script too
    assert page.locator(".chat li").count() == 8
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if script:
        assert axe(page) == []
