"""One evening in the discipline office, in a real browser: check, sign, sign, publish, read the bulletin."""

from __future__ import annotations

import io
import re

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from ballotbox import queries as ballotbox
from tests.support import counted, review_rounds
from tests.support.browsing import PC, PHONE
from tests.support.counted import Ballots
from tests.support.looks import boxes, wider_than_screen

BALLOTS = (
    Ballots(0, (4, 4, 3, 2, 1), 110),
    Ballots(0, (3, 4, 2, 3, 4), 180, channel=2),
    Ballots(0, (2, 1, 1, 3, 0), 20),
    Ballots(1, (3, 3, 3, 2, 2), 30),
    Ballots(2, (4, 3, 4, 1, 3), 40),
)


@pytest.fixture
def round_id(township):
    village = township.villages[0]
    return counted.store(village, counted.spec_of(village), BALLOTS)


def press(page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_officers_check_sign_and_publish(new_page, sign_in, round_id, axe):
    first = sign_in(new_page(width=1280, height=900), "officer1")
    second = sign_in(new_page(width=1280, height=900), "officer2")
    first.goto("/staff/reviews")
    first.get_by_role("link", name="大柳村").click()
    first.wait_for_url(f"**/staff/reviews/{round_id}")
    assert axe(first) == []
    press(first, "核对无误")
    press(first, "签字")
    expect(first.get_by_text("您已签字。等另一名审核人来签。")).to_be_visible()
    second.goto(f"/staff/reviews/{round_id}")
    press(second, "签字")
    press(second, "公布")
    expect(second.get_by_role("status")).to_contain_text("公布了。村民现在就能看到公告")
    second.get_by_role("link", name="看公告").click()
    expect(second).to_have_url(re.compile(f"/r/{round_id}$"))
    expect(second.get_by_role("heading", level=1)).to_have_text("村干部直评结果")


def test_bulletin_is_read_on_a_phone_without_script(new_page, sign_in, round_id, axe):
    officers = [sign_in(new_page(), login) for login in ("officer1", "officer2")]
    for officer, name in zip(
        (*officers[:1], *officers, officers[0]), ("核对无误", "签字", "签字", "公布"), strict=True
    ):
        officer.goto(f"/staff/reviews/{round_id}")
        press(officer, name)
    receipt = ballotbox.sealed_hashes(round_id)[0].hex()
    phone = new_page(width=390, height=844, java_script_enabled=False)
    phone.goto(f"/r/{round_id}")
    phone.locator("summary", has_text="查一查我的票在不在").click()
    phone.get_by_label("查一查我的票在不在").fill(receipt)
    press(phone, "查")
    expect(phone.get_by_role("status")).to_contain_text("在票箱里。")
    reader = new_page(width=390, height=844)
    reader.goto(f"/r/{round_id}?big=1")
    assert (wider_than_screen(reader), axe(reader)) == (0, [])
    reader.evaluate(OPEN)
    assert (wider_than_screen(reader), axe(reader)) == (0, [])


CUT = """[...document.querySelectorAll('main table:not(.scroll *) :is(td, th) > *')]
    .filter(e => e.getBoundingClientRect().right > e.closest('.card').getBoundingClientRect().right).length"""
OPEN = "document.querySelectorAll('details').forEach(part => part.open = true)"
# words of charts: [smallest size in px as drawn, those that stick out of their picture]
WORDS = """() => {
  const found = [...document.querySelectorAll('.plot text')].filter(word => word.textContent.trim());
  const inside = (word, frame) => word.left >= frame.left - 1 && word.right <= frame.right + 1;
  const scale = picture => picture.getBoundingClientRect().width / picture.viewBox.baseVal.width;
  const sizes = found.map(word => parseFloat(getComputedStyle(word).fontSize) * scale(word.ownerSVGElement));
  const cut = found.filter(word =>
    !inside(word.getBoundingClientRect(), word.ownerSVGElement.getBoundingClientRect()));
  return [Math.min(...sizes), cut.map(word => word.textContent)];
}"""


@pytest.fixture
def full_id(township, clock):
    return review_rounds.full(township, clock)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", [PHONE, PC], ids=["phone", "pc"])
def test_review_fits_phone_and_office_folded_and_open(new_page, sign_in, full_id, axe, language, size):
    page = sign_in(new_page(**size), "officer1")
    page.goto(f"/staff/reviews/{full_id}?lang={language}")
    assert (wider_than_screen(page), page.evaluate(CUT), axe(page)) == (0, 0, [])
    page.evaluate(OPEN)
    assert (wider_than_screen(page), page.evaluate(CUT), boxes(page)) == (0, 0, [])
    assert axe(page) == []
    smallest, cut = page.evaluate(WORDS)
    assert (smallest >= 12, cut) == (True, [])


def test_review_explains_a_figure_without_script(new_page, sign_in, full_id):
    page = sign_in(new_page(java_script_enabled=False), "officer1")
    page.goto(f"/staff/reviews/{full_id}")
    explained = page.locator(".explain", has=page.locator("summary", has_text="95% 区间")).first
    expect(explained.locator(".formula")).to_be_hidden()
    explained.locator("summary").click()
    expect(explained.locator(".formula")).to_have_text("Σ Wg yg ± t(0.975; Σ ng − G) · SE")
    expect(explained.locator(".formula sub")).to_have_text(["g", "g", "g"])
    expect(explained).to_contain_text("出处：R survey::confint, degf")


def test_review_prints_what_is_open(new_page, sign_in, full_id):
    page = sign_in(new_page(), "officer1")
    page.goto(f"/staff/reviews/{full_id}")
    page.locator("#groups > summary").click()
    sheets = "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages)
    printed = [
        words in sheets for words in ("有 3 处要先看一看", "各类人、各种方式", "跟上次比", "怎么算的", "核对无误")
    ]
    assert printed == [True, True, False, False, False]
