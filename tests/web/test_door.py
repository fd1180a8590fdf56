"""The door: the same answers as Flask gives, at a fraction of the work, and never more than the machine can bear."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from ballotbox import queries
from ballotbox.domain.codes import new_code
from ballotbox.views import express
from core.db import db
from tests.support import ballots
from tests.support.ballots import grades
from tests.support.client import PageClient
from web.door import address

UNKNOWN = new_code(b"never printed!!!")
ALL = "43210"


@pytest.fixture
def without_flask(app: Flask, monkeypatch) -> Iterator[list[str]]:
    """The addresses that Flask was asked for."""
    seen: list[str] = []
    answer = Flask.wsgi_app

    def noted(self: Flask, environ: dict[str, Any], start: Any) -> Any:
        seen.append(environ["PATH_INFO"])
        return answer(self, environ, start)

    monkeypatch.setattr(Flask, "wsgi_app", noted)
    return seen


def whole(answer) -> tuple[int, dict[str, str], bytes]:
    return answer.status_code, {name.lower(): value for name, value in answer.headers.items()}, answer.data


@pytest.fixture
def unchecked(client, through, monkeypatch) -> None:
    """Neither client looks at its pages: some come compressed, or without a body."""
    monkeypatch.setattr(PageClient, "_check", lambda self, response: None)


@pytest.mark.parametrize("query", ["", "?lang=en", "?big=1", "?lang=en&big=1", "?lang=fr"])
@pytest.mark.parametrize("coding", ["br, gzip", "gzip", "", "br;q=0, gzip;q=0, x-brotli"])
@pytest.mark.usefixtures("unchecked")
def test_page_is_the_one_that_flask_gives(client, through, opened, without_flask, query, coding):
    headers = {"Accept-Encoding": coding}
    flask = client.get(opened.url + query, headers=headers)
    known = {**headers, "If-None-Match": flask.headers["ETag"]}
    unchanged = client.get(opened.url + query, headers=known)
    without_flask.clear()
    assert whole(through.get(opened.url + query, headers=headers)) == whole(flask)
    assert whole(through.get(opened.url + query, headers=known)) == whole(unchanged)
    assert unchanged.status_code == 304
    assert without_flask == []


@pytest.mark.parametrize("query", ["", "?lang=en&big=1"])
def test_check_and_refusal_are_those_that_flask_gives(client, through, opened, without_flask, query):
    client.get(opened.url + query)
    for step, code in (("check", opened.codes[0]), ("cast", UNKNOWN)):
        sent = {"code": f" {code[:4]} {code[4:]}", **grades(ALL)}
        flask = client.post(f"{opened.url}/{step}{query}", data=sent)
        without_flask.clear()
        assert whole(through.post(f"{opened.url}/{step}{query}", data=sent)) == whole(flask)
        assert without_flask == []


def test_cast_by_the_door_is_in_the_box(client, through, opened, without_flask):
    client.get(opened.url)
    without_flask.clear()
    counted = through.post(f"{opened.url}/cast", data={"code": opened.codes[0], **grades(ALL)})
    assert without_flask == []
    (receipt,) = (leaf.hex() for leaf in queries.sealed_hashes(opened.id))
    assert (counted.status_code, receipt in counted.text) == (200, True)
    by_flask = client.post(f"{opened.url}/cast", data={"code": opened.codes[1], **grades(ALL)})
    assert whole(counted)[1].keys() == whole(by_flask)[1].keys()


@pytest.mark.parametrize(
    ("method", "step", "sent"),
    [
        ("HEAD", "", {}),
        ("GET", "/check", {}),
        ("POST", "/edit", {"code": "1", **grades(ALL)}),
        ("POST", "/check", {"code": UNKNOWN, **grades("4321")}),
        ("POST", "/cast", {"code": "1234", **grades(ALL)}),
        ("POST", "/nowhere", {"code": UNKNOWN, **grades(ALL)}),
        ("POST", "/check", {"code": UNKNOWN, "g1-1": "9" * 20_000}),
    ],
)
@pytest.mark.usefixtures("unchecked")
def test_what_is_out_of_the_ordinary_is_answered_by_flask(client, through, opened, without_flask, method, step, sent):
    client.get(opened.url)
    answer = whole(client.open(opened.url + step, method=method, data=sent))
    without_flask.clear()
    assert whole(through.open(opened.url + step, method=method, data=sent)) == answer
    assert without_flask == [opened.url + step]


def test_form_in_another_coding_is_read_by_flask(client, through, opened, without_flask):
    client.get(opened.url)
    sent = {"code": opened.codes[0], **grades(ALL)}
    without_flask.clear()
    answer = through.post(f"{opened.url}/check", data=sent, content_type="multipart/form-data")
    assert (answer.status_code, without_flask) == (200, [f"{opened.url}/check"])


def test_round_nobody_has_asked_for_is_read_by_flask_first(through, opened, without_flask):
    assert through.get(opened.url).status_code == 200
    assert through.get(opened.url).status_code == 200
    assert without_flask == [opened.url]


def test_state_of_a_round_is_read_again_after_a_second(through, opened, without_flask, monkeypatch):
    through.get(opened.url)
    monkeypatch.setattr(queries.forms, "FRESH_SECONDS", 0.0)
    through.get(opened.url)
    assert without_flask == [opened.url] * 2


def test_past_the_closing_time_the_door_takes_nothing(through, opened, clock):
    through.get(opened.url)
    clock.set(ballots.CLOSES)
    answer = through.post(f"{opened.url}/cast", data={"code": opened.codes[0], **grades(ALL)})
    assert answer.status_code == 409
    assert queries.sealed_hashes(opened.id) == []


@pytest.mark.parametrize(
    ("forwarded", "hops", "expected"),
    [
        ("", 0, "10.0.0.1"),
        ("1.2.3.4", 0, "10.0.0.1"),
        ("1.2.3.4", 1, "1.2.3.4"),
        ("6.6.6.6, 1.2.3.4", 1, "1.2.3.4"),
        ("6.6.6.6, 1.2.3.4, 5.6.7.8", 2, "1.2.3.4"),
        ("1.2.3.4", 2, "10.0.0.1"),
    ],
)
def test_address_is_what_the_believed_proxies_say(forwarded, hops, expected):
    assert address({"client": ("10.0.0.1", 1)}, {"x-forwarded-for": forwarded}, hops) == expected


def test_failures_by_the_door_count_for_the_address(app, through, opened):
    through.get(opened.url)
    wrong = {"code": UNKNOWN, **grades(ALL)}
    statuses = [through.post(f"{opened.url}/cast", data=wrong).status_code for _ in range(62)]
    assert statuses == [409] * 60 + [429] * 2


@pytest.mark.usefixtures("both_databases")
def test_cast_by_the_door_on_both_databases(app, client, through, opened):
    client.get(opened.url)
    counted = through.post(f"{opened.url}/cast", data={"code": opened.codes[0], **grades(ALL)})
    assert counted.status_code == 200
    assert len(queries.sealed_hashes(opened.id)) == 1
    db.session.rollback()


def test_requests_of_other_kinds_are_not_read():
    assert not express.readable("POST", "/b/x/cast", {"content-type": express.FORM})
    assert not express.readable("POST", "/b/x/cast", {"content-type": express.FORM, "content-length": "²"})
    assert not express.readable("GET", "/staff/home", {})
    assert express.readable("POST", "/b/x/cast", {"content-type": express.FORM, "content-length": "90"})
