"""Every page of the sample township looked at, on a phone and a PC, in Chinese and English; and the README's pictures.

`make pictures` keeps them: PICTURES=docs/pictures.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from ballotbox import queries as ballotbox
from casework import queries as casework
from core.db import db
from notices import queries as notices
from roster.queries import village_by_number
from survey import queries as survey
from tests.support.browsing import PC, PHONE
from tests.support.demo import Sample
from tests.support.looks import boxes, wider_than_screen
from tests.support.printed import drawn, qr_texts

pytestmark = pytest.mark.usefixtures("demo")
Axe = Callable[[Page], list[str]]
NewPage = Callable[..., Page]
OFFICER = ("statements", "draws", "draws/new", "draws/new?kind=lines")
MOST_BYTES = 1_500_000  # of all pictures together


@pytest.fixture
def known(app: object) -> dict[str, str]:
    """The names in addresses that the pages here need."""
    rows = {row.state: row.public_id for row in ballotbox.all_rounds()}
    visits = {visit.village_number: visit.public_id for visit in notices.current_notices()}
    risky = {row.village: row.public_id for row in notices.days_at_risk(notices.clock.today())}
    village = village_by_number(1)
    found = {
        "open": rows["open"],
        "done": rows["counted"],
        "notice": visits[1],
        "late": risky["小河村"],
        "village": village.public_id,
        "form": survey.opinion_form(village.id) or "",
        "opinion": casework.opinions().rows[-1].reference,
    }
    db.session.rollback()
    return found


def public_pages(known: dict[str, str]) -> list[str]:
    return [
        "/",
        "/promises",
        f"/v/{known['village']}",
        f"/n/{known['notice']}",
        f"/q/{known['form']}",
        f"/o/{known['opinion']}",
        "/o",
        f"/b/{known['open']}",
        f"/b/{known['done']}",
        f"/r/{known['open']}",
        f"/r/{known['done']}",
        "/staff/sign-in",
        "/n/zzzzzzzz",
    ]


def staff_pages(known: dict[str, str]) -> dict[str, list[str]]:
    return {
        "organizer": [
            "home",
            "timetable",
            f"days/{known['late']}",
            "opinions",
            f"opinions/{known['opinion']}",
            "rounds",
            f"rounds/{known['open']}",
            f"rounds/{known['done']}",
            f"rounds/new?village={known['village']}",
            "phone",
        ],
        "officer1": [
            "home",
            "keys",
            "audit",
            "overview",
            "reviews",
            f"reviews/{known['done']}",
            f"rounds/{known['done']}/count",
            *OFFICER,
        ],
        "cadre1": ["home", "own", f"own/{known['open']}"],
        "cadre3": ["home", "own", f"own/{known['done']}"],
    }


def sign_in(page: Page, demo: Sample, login: str) -> Page:
    page.goto("/staff/sign-in")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", demo.password(login))
    page.click("main button[type=submit]")
    page.wait_for_url("**/staff/home")
    return page


def faults(page: Page, addresses: Iterable[str], language: str, axe: Axe) -> dict[str, list[object]]:
    """Open each address and return what is wrong with its page, on this screen and on a phone's."""
    found: dict[str, list[object]] = {}
    screen = page.viewport_size
    for address in addresses:
        page.set_viewport_size(screen)
        page.goto(f"{address}{'&' if '?' in address else '?'}lang={language}")
        wrong: list[object] = [*axe(page), *(f"no font has {sign}" for sign in boxes(page))]
        page.set_viewport_size(PHONE)
        wide = wider_than_screen(page)
        found[address] = [*wrong, f"{wide} px too wide"] if wide else wrong
    return {address: wrong for address, wrong in found.items() if wrong}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_public_pages_fit_a_phone_and_show_no_boxes(
    known: dict[str, str], phone_page: Page, axe: Axe, language: str
) -> None:
    assert faults(phone_page, public_pages(known), language, axe) == {}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("login", ["organizer", "officer1", "cadre1", "cadre3"])
def test_staff_pages_fit_pc_and_phone_and_show_no_boxes(
    known: dict[str, str], demo: Sample, pc_page: Page, axe: Axe, login: str, language: str
) -> None:
    sign_in(pc_page, demo, login)
    addresses = [f"/staff/{page}" for page in staff_pages(known)[login]]
    assert faults(pc_page, addresses, language, axe) == {}


def test_sign_that_no_font_has_is_seen_as_a_box(phone_page: Page) -> None:
    phone_page.goto("/")
    phone_page.evaluate("document.querySelector('h1').append('\\u{10FFFD}永')")
    assert boxes(phone_page) == ["\U0010fffd"]


def ballot(page: Page, known: dict[str, str], demo: Sample) -> bytes:
    """Three of five persons rated, the foot showing how far one is."""
    page.goto(f"/b/{known['open']}#{demo.known['codes'][0]['code']}")
    for person, mark in ((1, 3), (2, 4), (3, 2)):
        page.locator(f"#g{person}-1 label", has=page.locator(f"input[value='{mark}']")).click()
    page.evaluate("scrollTo(0, 0)")
    return page.screenshot()


def phone(page: Page, demo: Sample) -> bytes:
    """A short conversation with the simulator phone: a mistyped code, then a ballot."""
    page.goto("/staff/phone")
    code = demo.known["codes"][1]["code"]
    for text in (f"{code[:-1]}{(int(code[-1]) + 1) % 10} 43421", f"{code} 43421"):
        page.fill("#text", text)
        page.get_by_role("button", name="发送", exact=True).click()
        expect(page.locator(".chat .me").last).to_contain_text(text)
    page.evaluate("document.activeElement.blur()")
    return page.screenshot()


def shot(page: Page, address: str) -> bytes:
    page.goto(address)
    return page.screenshot()


def poster(page: Page, known: dict[str, str]) -> bytes:
    """The A4 sheet as printed; its code leads to the notice."""
    sheet = page.request.get(f"/staff/days/{known['notice']}/poster.pdf").body()
    assert [text.rpartition("/")[2] for text in qr_texts(sheet)] == [known["notice"]]
    return printed(sheet)


def draw_sheet(page: Page) -> bytes:
    """The sheet of a spot-check draw: twelve of two hundred lines of the villagers' sign-in sheet."""
    page.goto("/staff/draws/new?kind=lines")
    asked = {"lines": "202", "k": "12", "source": "刘、周当场各掷三次骰子", "reason": "年度抽查"}
    for field, typed in asked.items():
        page.fill(f"#{field}", typed)
    page.click("main form .button")
    page.fill("#seed", "3 5 1 6 2 4")
    page.click("main form .button")
    return printed(page.request.get(page.locator("a[href$='.pdf']").get_attribute("href") or "").body())


def printed(sheet: bytes) -> bytes:
    picture = io.BytesIO()
    drawn(sheet, 1.5)[0].save(picture, "PNG")
    return picture.getvalue()


def first_page(page: Page, address: str) -> bytes:
    """The first A4 sheet of what is printed there."""
    picture = io.BytesIO()
    drawn(page.request.get(address).body(), 1.5)[0].save(picture, "PNG")
    return picture.getvalue()


def small(png: bytes) -> bytes:
    """Return the picture with 256 colours: a third of the bytes, and the same to the eye."""
    made = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(made, "PNG", optimize=True)
    return made.getvalue()


def ink(png: bytes) -> float:
    """Return the share of the picture that is not ground: what is written or drawn on it."""
    grey = Image.open(io.BytesIO(png)).convert("L")
    levels = grey.histogram()
    return sum(levels[:200]) / (grey.width * grey.height)


def test_pictures_of_the_main_pages(known: dict[str, str], demo: Sample, new_page: NewPage, tmp_path: Path) -> None:
    villager = new_page(**PHONE, device_scale_factor=2)
    organizer = sign_in(new_page(**PC), demo, "organizer")
    officer = sign_in(new_page(width=1280, height=1000), demo, "officer1")
    cadre = sign_in(new_page(width=1280, height=1000), demo, "cadre3")
    pictures = {
        "ballot": ballot(villager, known, demo),
        "notice": shot(villager, f"/n/{known['notice']}"),
        "bulletin": shot(villager, f"/r/{known['done']}"),
        "home": shot(organizer, "/staff/home"),
        "phone": phone(organizer, demo),
        "review": shot(officer, f"/staff/reviews/{known['done']}"),
        "overview": shot(officer, "/staff/overview"),
        "poster": poster(organizer, known),
        "own": shot(cadre, f"/staff/own/{known['done']}"),
        "draw": draw_sheet(officer),
        "report": first_page(officer, f"/staff/reviews/{known['done']}/report.pdf"),
        "posting": first_page(villager, f"/r/{known['done']}.pdf"),
    }
    folder = Path(os.environ.get("PICTURES") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    made = {name: small(png) for name, png in pictures.items()}
    for name, png in made.items():
        (folder / f"{name}.png").write_bytes(png)
    sizes = {name: Image.open(io.BytesIO(png)).size for name, png in made.items()}
    assert sizes == {
        **dict.fromkeys(("ballot", "notice", "bulletin"), (780, 1688)),
        **dict.fromkeys(("home", "phone"), (1280, 900)),
        **dict.fromkeys(("review", "overview", "own"), (1280, 1000)),
        **dict.fromkeys(("poster", "draw", "report", "posting"), (893, 1263)),
    }
    assert {name: round(ink(png), 3) for name, png in made.items() if not 0.02 < ink(png) < 0.5} == {}
    assert sum(map(len, made.values())) < MOST_BYTES
