"""Codes that cannot be used: one answer, one path and one distribution of times, over web, text message and call.

Each class holds codes that are unknown, spent, void, not yet activated, or another round's.
"""

from __future__ import annotations

import asyncio
import http.client
import itertools
import random
import time
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from scipy.stats import rankdata
from werkzeug.test import EnvironBuilder

from ballotbox import service
from ballotbox.domain.codes import new_code
from core.db import db
from roster.models import RollSize
from sms.service import Incoming, receive
from tests.support import ballots
from tests.support.door import ask, scope_of
from tests.support.statements import statements
from tests.support.texting import NUMBER, Phone, said
from web.door import Door

pytestmark = pytest.mark.usefixtures("both_databases")
MARKS = (4, 3, 2, 1, 0)
N = 2_000  # attempts of each class
CLASSES = ("unknown", "spent", "void", "inert", "other round")


@pytest.fixture
def unusable(township):
    """Make an open round and n unusable codes of each class."""

    def make(n: int):
        db.session.query(RollSize).update({"size": 2 * n + 10})
        db.session.commit()
        opened = ballots.open_round(township, slips=n)
        other = ballots.open_round(township, slips=n, village=1)
        organizer = township.actors["organizer"]
        for code in opened.codes:
            service.cast(opened.id, code, MARKS, 1)
        inert = service.print_batch(organizer, opened.id, 1, n)
        void = service.print_batch(organizer, opened.id, 2, n)
        service.void_batch(organizer, void.batch_id)
        db.session.remove()
        unknown = [new_code(random.Random(at).randbytes(16)) for at in range(n)]
        return opened, dict(zip(CLASSES, (unknown, opened.codes, void.codes, inert.codes, other.codes), strict=True))

    return make


def test_web_answers_every_class_with_the_same_bytes(app, unusable):
    opened, codes = unusable(2)
    client = FlaskClient(app, app.response_class)
    answers = []
    for of_class in codes.values():
        for code in of_class:
            answer = client.post(f"{opened.url}/cast", data={"code": code, **ballots.grades("43210")})
            answers.append((answer.status_code, answer.data, sorted(answer.headers.items())))
    assert (answers[0][0], len(answers)) == (409, 10)
    assert all(answer == answers[0] for answer in answers)


def test_text_messages_of_the_same_round_are_answered_with_one_sentence_by_one_path(app, unusable):
    _opened, codes = unusable(2)
    del codes["other round"]  # by text a code names its round, and it is cast there
    phone = Phone(app)
    phone.text(f"{codes['unknown'][1]} 43210")  # forms and keys are in memory from here on
    texts, paths = [], []
    for of_class in codes.values():
        paths.append(statements(lambda code=of_class[0]: texts.append(phone.text(f"{code} 43210"))))
    assert texts == [[said("code_unusable")]] * 4
    assert paths[1:] == paths[:1] * 3


def auc(first, second):
    """Return how often a time of the first class is longer than one of the second."""
    ranks = rankdata([*first, *second])
    return (ranks[: len(first)].sum() - len(first) * (len(first) + 1) / 2) / (len(first) * len(second))


def timed(codes, attempt, n):
    """Return the times of n interleaved attempts of each class, in an order of chance."""
    order = [(name, code) for name in codes for code in codes[name][:n]]
    random.Random(7).shuffle(order)
    for _name, code in order[:200]:  # warm
        attempt(code)
    times = {name: [] for name in codes}
    for name, code in order:
        began = time.perf_counter()
        attempt(code)
        times[name].append(time.perf_counter() - began)
    return times


def separation(times):
    """Return the AUC of each class against all the others."""
    return {
        name: round(float(auc(own, [t for other, all_ in times.items() if other != name for t in all_])), 3)
        for name, own in times.items()
    }


@pytest.mark.soak
@pytest.mark.parametrize("refused_early", [False, True])
def test_times_of_a_call_do_not_tell_classes_apart(app, unusable, refused_early):
    opened, codes = unusable(N)

    def attempt(code):
        with pytest.raises(service.CodeUnusable):
            service.cast(opened.id, code, MARKS, 1, lambda: refused_early)

    found = separation(timed(codes, attempt, N))
    print("call", found)  # noqa: T201 – figures of the soak run
    assert all(abs(each - 0.5) <= 0.05 for each in found.values()), found


@pytest.mark.soak
@pytest.mark.parametrize("rate", ["60/minute", "1000000/minute"])
def test_times_over_http_do_not_tell_classes_apart(live_server, unusable, monkeypatch, rate):
    monkeypatch.setattr("ballotbox.views.pages.FAILURES", ("ballot-code", rate))
    opened, codes = unusable(N)
    host, port = live_server.url.removeprefix("http://").split(":")
    line = http.client.HTTPConnection(host, int(port), timeout=60)
    headers = {"Content-Type": "application/x-www-form-urlencoded"}

    def attempt(code):
        line.request("POST", f"{opened.url}/cast", urlencode({"code": code, **ballots.grades("43210")}), headers)
        answer = line.getresponse()
        answer.read()
        assert answer.status in (409, 429)

    found = separation(timed(codes, attempt, N))
    line.close()
    print("http", found)  # noqa: T201 – figures of the soak run
    assert all(abs(each - 0.5) <= 0.05 for each in found.values()), found


@pytest.mark.soak
@pytest.mark.sqlite_only  # on PostgreSQL the door hands casts to Flask
@pytest.mark.parametrize("rate", ["60/minute", "1000000/minute"])
def test_times_by_the_door_do_not_tell_classes_apart(app, client, unusable, monkeypatch, rate):
    monkeypatch.setattr("ballotbox.views.pages.FAILURES", ("ballot-code", rate))
    opened, codes = unusable(N)
    door, loop = Door(app, threads=1), asyncio.new_event_loop()

    def attempt(code):
        ballot_form = EnvironBuilder(
            f"{opened.url}/cast", method="POST", data={"code": code, **ballots.grades("43210")}
        ).get_environ()
        status, _headers, _body = loop.run_until_complete(
            ask(door, scope_of(ballot_form), ballot_form["wsgi.input"].read())
        )
        assert status in (409, 429)

    client.get(opened.url)
    found = separation(timed(codes, attempt, N))
    loop.close()
    print("door", found)  # noqa: T201 – figures of the soak run
    assert all(abs(each - 0.5) <= 0.05 for each in found.values()), found


@pytest.mark.soak
@pytest.mark.parametrize("beside", ["", " 43210"])
@pytest.mark.parametrize("rate", ["20/hour", "1000000/hour"])
def test_times_of_a_text_do_not_tell_classes_apart(app, unusable, monkeypatch, beside, rate):
    """All from one number: refused before the seal after twenty of them, or never."""
    monkeypatch.setattr("sms.service.guessing.FAILURES", ("sms-code", rate))
    _opened, codes = unusable(N)
    del codes["other round"]  # by text a code names its round, and it is cast there
    ids = itertools.count()

    def attempt(code):
        receive(Incoming("simulator", str(next(ids)), NUMBER, f"{code}{beside}"))

    found = separation(timed(codes, attempt, N))
    print("text", found)  # noqa: T201 – figures of the soak run
    assert all(abs(each - 0.5) <= 0.05 for each in found.values()), found
