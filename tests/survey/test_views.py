from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from flask import Flask

from core.db import db
from survey import service
from survey.models import Answer
from tests.support.client import PageClient
from tests.support.sample import Township


@pytest.fixture
def form(township: Township) -> str:
    return service.open_opinion_form(township.actors["organizer"], township.villages[0].id)


def answers() -> int:
    return db.session.query(Answer).count()


def test_form_asks_in_chinese_with_nothing_preselected(client: PageClient, form: str) -> None:
    page = client.get(f"/q/{form}").text
    assert "您想说什么？" in page
    assert re.findall(r'name="head" value="([^"]+)"', page) == ["问政", "问计", "问需", "问效", "说不好"]
    assert " checked" not in page


def test_form_asks_in_english_and_stays_so(client: PageClient, form: str) -> None:
    page = client.get(f"/q/{form}?lang=en").text
    assert "What do you want to say?" in page
    assert f'action="/q/{form}?lang=en"' in page


def test_form_sets_no_cookie(client: PageClient, form: str) -> None:
    assert "Set-Cookie" not in client.get(f"/q/{form}").headers
    assert "Set-Cookie" not in client.post(f"/q/{form}", data={"text": "修路"}).headers


def test_answer_leads_to_its_reference(client: PageClient, form: str) -> None:
    answer = client.post(f"/q/{form}?n=k3m8x2vp", data={"text": "修路", "head": "问需", "token": "t"})
    assert answer.status_code == 303
    reference = db.session.query(Answer).one().reference
    assert answer.location == f"/q/{form}/done/{reference}"
    page = client.get(answer.location).text
    assert f"{reference[:4]}-{reference[4:]}" in page
    assert f'href="/o/{reference}"' in page


def test_answer_posted_twice_is_one(client: PageClient, form: str) -> None:
    data = {"text": "修路", "token": "t"}
    assert client.post(f"/q/{form}", data=data).location == client.post(f"/q/{form}", data=data).location
    assert answers() == 1


def test_done_page_is_for_references_of_this_form(client: PageClient, form: str) -> None:
    assert client.get(f"/q/{form}/done/zzzzzzzz").status_code == 404


def test_refused_answer_is_kept_as_typed(client: PageClient, form: str) -> None:
    refused = client.post(f"/q/{form}", data={"text": "  ", "head": "问效", "token": "abc"})
    assert refused.status_code == 422
    assert "“您想说什么？”还空着，写一句就行。" in refused.text
    assert 'href="#q-text"' in refused.text
    assert 'value="问效" checked' in refused.text
    assert 'name="token" value="abc"' in refused.text
    assert answers() == 0


@pytest.mark.parametrize("letter", ["a", "路", "🙏"])
def test_100_kb_of_text_are_answered_in_words_and_kept(client: PageClient, form: str, letter: str) -> None:
    long = letter * (100_000 // len(letter.encode()))
    refused = client.post(f"/q/{form}", data={"text": long})
    assert refused.status_code == 422
    assert f"写了 {len(long)} 个字，一次最多收 2000 个字。" in refused.text
    assert long in refused.text


def test_more_than_a_request_may_hold_is_answered_in_words(client: PageClient, form: str) -> None:
    refused = client.post(f"/q/{form}", data={"text": "a" * 600_000})
    assert refused.status_code == 413
    assert "写得太长了，一次收不下。" in refused.text


def test_markup_and_control_characters_are_only_text(client: PageClient, form: str) -> None:
    typed = '<script>alert(1)</script>\x00\u202e"😀\r\n１２'
    answer = client.post(f"/q/{form}", data={"text": typed})
    reference = answer.location.rsplit("/", 1)[1]
    assert db.session.query(Answer).one().data["text"] == '<script>alert(1)</script>"😀\n１２'
    assert "<script>" not in client.get(f"/o/{reference}").text


def test_unknown_form_is_a_page_in_words(client: PageClient, township: Township) -> None:
    missing = client.get("/q/zzzzzzzz")
    assert missing.status_code == 404
    assert "没有这张表。对一对网址，或者重新扫一次码。" in missing.text


@pytest.mark.parametrize("lock", ["IMMEDIATE", "EXCLUSIVE"])
def test_locked_database_gives_the_form_back(app: Flask, client: PageClient, form: str, lock: str) -> None:
    client.get(f"/q/{form}")
    db.session.remove()
    with db.engine.connect() as connection:  # the one the request will get: it need not wait five seconds
        connection.exec_driver_sql("PRAGMA busy_timeout=50")
    other = sqlite3.connect(str(Path(app.config["KEYS"]).parent / "zhiping.db"), isolation_level=None)
    other.execute(f"BEGIN {lock}")
    try:
        busy = client.post(f"/q/{form}", data={"text": "修路\n修桥", "token": "abc"})
    finally:
        other.execute("ROLLBACK")
        other.close()
    assert busy.status_code == 503
    assert busy.headers["Retry-After"] == "10"
    assert "刚才的没有存上" in busy.text
    assert "修路\n修桥</textarea>" in busy.text
    assert 'name="token" value="abc"' in busy.text
    assert client.post(f"/q/{form}", data={"text": "修路\n修桥", "token": "abc"}).status_code == 303
    assert answers() == 1
