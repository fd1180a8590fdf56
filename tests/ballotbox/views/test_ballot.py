"""The villager's pages by a test client: what is said, what is kept, what is stored."""

from __future__ import annotations

import gzip
import sqlite3

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, func, select

from ballotbox import queries, service
from ballotbox.domain.codes import group, new_code
from ballotbox.models import Ballot, Slip
from core.db import db
from tests.support.ballots import CLOSES, Opener, grades
from tests.support.client import PageClient
from tests.support.door import DoorClient
from web.door import Door

UNUSABLE = "此码不能再用；如果您已投过，您的票已计入"


@pytest.fixture(params=[PageClient, DoorClient])
def client(request: pytest.FixtureRequest, app: Flask) -> PageClient:
    """A voter, once before Flask itself and once before the door, which answers most of it without Flask."""
    found = request.param(app, app.response_class)
    found.door = Door(app, threads=2)
    return found


def in_box() -> tuple[int, int]:
    """Return the ballots in the box and the slips spent."""
    ballots = db.session.scalar(select(func.count()).select_from(Ballot))
    spent = db.session.scalar(select(func.count()).select_from(Slip).where(Slip.state == "spent"))
    db.session.rollback()
    return ballots or 0, spent or 0


def test_ballot_asks_for_every_person_and_chooses_nothing(client: PageClient, open_round: Opener) -> None:
    page = client.get(open_round().url)
    assert page.status_code == 200
    assert page.text.count('type="radio"') == 25
    assert page.text.count("checked") == 0
    assert "投出以后，谁也不能单独查到您怎么评；每张票只计一次。" in page.text


def test_ballot_sets_no_cookie_on_the_whole_way(client: PageClient, open_round: Opener) -> None:
    opened = open_round()
    sent = {"code": opened.codes[0], **grades("43210")}
    answers = [
        client.get(opened.url),
        client.post(f"{opened.url}/check", data=sent),
        client.post(f"{opened.url}/edit", data=sent),
        client.post(f"{opened.url}/cast", data=sent),
        client.post(f"{opened.url}/cast", data=sent),
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 409]
    assert [answer.headers.getlist("Set-Cookie") for answer in answers] == [[]] * 5
    assert [answer.headers["Cache-Control"] for answer in answers] == ["no-cache"] + ["no-store"] * 4


@pytest.mark.parametrize("name", ["code", "g1-1"])
def test_ballot_that_says_one_thing_twice_is_asked_again(client: PageClient, open_round: Opener, name: str) -> None:
    opened = open_round()
    sent: dict[str, str | list[str]] = {"code": opened.codes[0], **grades("43210")}
    twice = sent | {name: [str(sent[name]), "1"]}
    assert client.post(f"{opened.url}/cast", data=twice).status_code == 422
    assert in_box() == (0, 0)


def test_ballot_comes_in_no_coding_that_the_browser_refuses(client: PageClient, open_round: Opener) -> None:
    answer = client.get(open_round().url, headers={"Accept-Encoding": "br;q=0, gzip;q=0, x-brotli"})
    assert "Content-Encoding" not in answer.headers


def test_ballot_is_the_same_for_everybody_and_answers_304(client: PageClient, open_round: Opener) -> None:
    url = open_round().url
    first = client.get(url)
    again = client.get(url, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data, again.headers["Vary"]) == (304, b"", "Accept-Encoding")
    assert client.get(url).data == first.data


@pytest.mark.parametrize(("coding", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_ballot_comes_compressed_as_wanted(app, open_round: Opener, coding, unpack) -> None:
    url = open_round().url
    client = FlaskClient(app, app.response_class)  # the page-checking one reads plain pages
    plain = client.get(url)
    packed = client.get(url, headers={"Accept-Encoding": coding})
    assert packed.headers["Content-Encoding"] == coding
    assert unpack(packed.data) == plain.data
    assert packed.headers["ETag"] != plain.headers["ETag"]


def test_ballot_language_and_size_are_separate_pages(client: PageClient, open_round: Opener) -> None:
    url = open_round().url
    english = client.get(f"{url}?lang=en&big=1")
    assert english.headers["Content-Language"] == "en"
    assert '<html lang="en" class="big">' in english.text
    assert "Head 李" in english.text
    assert '<html lang="zh-Hans">' in client.get(url).text


def test_unknown_round_is_a_404_page(client: PageClient, township: object) -> None:
    answers = [client.get("/b/nowhere2"), client.post("/b/nowhere2/cast", data={"code": "1"})]
    assert [answer.status_code for answer in answers] == [404, 404]


def test_check_shows_each_grade_and_keeps_it(client: PageClient, open_round: Opener) -> None:
    opened = open_round()
    page = client.post(f"{opened.url}/check", data={"code": opened.codes[0], **grades("43210")})
    for grade in ("优秀", "称职", "基本称职", "不称职", "不了解"):
        assert f"<strong>{grade}</strong>" in page.text
    assert '<input type="hidden" name="g2-1" value="3">' in page.text
    assert in_box() == (0, 0)


def test_check_names_what_is_missing_and_keeps_the_rest(client: PageClient, open_round: Opener) -> None:
    opened = open_round()
    sent = {"code": opened.codes[0], **grades("4321")}
    page = client.post(f"{opened.url}/check", data=sent)
    assert page.status_code == 422
    assert '<a href="#g5-1">陈主席还没有评</a>' in page.text
    assert page.text.count(" checked") == 4
    assert opened.codes[0] in page.text


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("1234 5678 9012 3451", "1234 5678 9012 3451"),
        ("", ""),
        ("12\x00\x1b34\r\n", "1234"),
        ("👍👍", "👍👍"),
        ('"><script>', "&#34;&gt;&lt;script&gt;"),
        ("9" * 100_000, "9" * 60),
    ],
)
def test_mistyped_code_is_told_to_look_again(client: PageClient, open_round: Opener, typed, shown) -> None:
    opened = open_round()
    for step in ("check", "cast"):
        page = client.post(f"{opened.url}/{step}", data={"code": typed, **grades("43210")})
        assert page.status_code == 422
        assert '<a href="#code">看一看票码' in page.text
        assert f'name="code" value="{shown}"' in page.text
        assert page.text.count(" checked") == 5


def test_junk_in_the_choices_counts_as_missing(client: PageClient, open_round: Opener) -> None:
    opened = open_round()
    junk = {"g1-1": "9", "g2-1": "4\x00", "g3-1": "优秀", "g4-1": "x" * 100_000, "g9-9": "4", "g5-1": "4"}
    page = client.post(f"{opened.url}/cast", data={"code": opened.codes[0], **junk})
    assert page.status_code == 422
    assert page.text.count("还没有评") == 4
    assert in_box() == (0, 0)


def test_full_width_digits_and_blanks_are_a_code(client: PageClient, open_round: Opener) -> None:
    opened = open_round()
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in opened.codes[0])
    typed = f"  {wide[:4]} {wide[4:8]}-{wide[8:12]}　{wide[12:]}"
    page = client.post(f"{opened.url}/cast", data={"code": typed, **grades("43210")})
    assert page.status_code == 200
    assert in_box() == (1, 1)


def test_edit_shows_the_ballot_again_as_filled_in(client: PageClient, open_round: Opener) -> None:
    opened = open_round()
    sent = {"code": opened.codes[0], **grades("43")}
    page = client.post(f"{opened.url}/edit?lang=en", data=sent)
    assert page.status_code == 200
    assert page.text.count(" checked") == 2
    assert "error-summary" not in page.text
    assert "Please rate your village cadres" in page.text


def test_cast_puts_one_ballot_into_the_box(client: PageClient, open_round: Opener) -> None:
    opened = open_round()
    page = client.post(f"{opened.url}/cast", data={"code": opened.codes[0], **grades("43210")})
    db.session.rollback()
    leaf = queries.sealed_hashes(opened.id)[0].hex()
    assert "您的票已计入" in page.text
    assert f"/r/{opened.id}#{leaf}" in page.text
    assert " ".join(leaf[at : at + 4] for at in (0, 4, 8, 12)).upper() in page.text
    assert in_box() == (1, 1)


def test_unusable_codes_all_get_one_page(client: PageClient, open_round: Opener, township) -> None:
    opened = open_round()
    void = service.print_batch(township.actors["organizer"], opened.id, 0, 2)
    service.void_batch(township.actors["organizer"], void.batch_id)
    inert = service.print_batch(township.actors["organizer"], opened.id, 0, 2)
    spent = {"code": opened.codes[0], **grades("44444")}
    client.post(f"{opened.url}/cast", data=spent)
    codes = [opened.codes[0], void.codes[0], inert.codes[0], new_code(bytes(16))]
    pages = [client.post(f"{opened.url}/cast", data={**spent, "code": code}) for code in codes]
    assert [page.status_code for page in pages] == [409] * 4
    assert {page.data for page in pages} == {pages[0].data}
    assert UNUSABLE in pages[0].text
    assert in_box() == (1, 1)


def test_form_posted_twice_counts_once(client: PageClient, open_round: Opener) -> None:
    opened = open_round()
    sent = {"code": opened.codes[0], **grades("43210")}
    pages = [client.post(f"{opened.url}/cast", data=sent) for _ in range(3)]
    assert [page.status_code for page in pages] == [200, 409, 409]
    assert in_box() == (1, 1)


def test_closed_round_says_so_on_every_step(client: PageClient, open_round: Opener, clock) -> None:
    opened = open_round()
    sent = {"code": opened.codes[0], **grades("43210")}
    clock.set(CLOSES)
    page = client.get(opened.url)
    assert (page.status_code, "现在不再收票" in page.text) == (200, True)
    late = [client.post(f"{opened.url}/{step}", data=sent) for step in ("check", "edit", "cast")]
    assert [answer.status_code for answer in late] == [409] * 3
    assert [answer.text.count("没有计入") for answer in late] == [1] * 3
    assert in_box() == (0, 0)


def test_busy_database_keeps_the_ballot_on_the_page(client: PageClient, open_round: Opener) -> None:
    opened = open_round()
    sent = {"code": opened.codes[0], **grades("43210")}
    event.listen(db.engine, "connect", lambda raw, _: raw.execute("PRAGMA busy_timeout = 20"))
    db.engine.dispose()
    blocker = sqlite3.connect(db.engine.url.database, isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    busy = client.post(f"{opened.url}/cast", data=sent)
    blocker.execute("ROLLBACK")
    blocker.close()
    assert (busy.status_code, busy.headers["Retry-After"]) == (503, "10")
    assert f'<input type="hidden" name="code" value="{group(opened.codes[0])}">' in busy.text
    assert busy.text.count('<input type="hidden" name="g') == 5
    assert client.post(f"{opened.url}/cast", data=sent).status_code == 200
    assert in_box() == (1, 1)


def test_later_steps_opened_by_address_lead_back(client: PageClient, open_round: Opener) -> None:
    opened = open_round()
    answers = [client.get(f"{opened.url}/{step}?big=1") for step in ("check", "edit", "cast")]
    assert [(answer.status_code, answer.location) for answer in answers] == [(303, f"{opened.url}?big=1")] * 3


def test_five_dimensions_ask_every_person_for_every_item(client: PageClient, open_round: Opener) -> None:
    opened = open_round("five_dimensions")
    assert client.get(opened.url).text.count('type="radio"') == 125
    sent = {"code": opened.codes[0], **grades("43210" * 5, items=5)}
    short = client.post(f"{opened.url}/check", data={**sent, "g2-3": ""})
    assert '<a href="#g2-3">李主任还没有评：勤</a>' in short.text
    assert client.post(f"{opened.url}/check", data=sent).status_code == 200
    assert client.post(f"{opened.url}/cast", data=sent).status_code == 200
    assert in_box() == (1, 1)
