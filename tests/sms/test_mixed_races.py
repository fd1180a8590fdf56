"""A thousand codes, twenty casters racing for each over web, text message and direct call: a thousand ballots."""

from __future__ import annotations

import http.client
import random
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest

from ballotbox import queries, service
from core.db import db
from roster.models import RollSize
from sms.service import receive
from sms.service.incoming import Incoming
from tests.support import ballots
from tests.support.texting import said

pytestmark = pytest.mark.usefixtures("both_databases")
MARKS = (4, 3, 2, 1, 0)
COUNTED, UNUSABLE = "counted", "unusable"


class Racers:
    """Casters of one round; each says how its attempt ended."""

    def __init__(self, app, opened, address):
        self._app, self._opened, self._address = app, opened, address
        self._own = threading.local()

    def cast(self, channel, number, code):
        return getattr(self, channel)(number, code)

    def web(self, _number, code):
        if not hasattr(self._own, "line"):
            self._own.line = http.client.HTTPConnection(*self._address, timeout=60)
        sent = urlencode({"code": code, **ballots.grades("43210")})
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        self._own.line.request("POST", f"{self._opened.url}/cast", sent, headers)
        answer = self._own.line.getresponse()
        answer.read()
        return {200: COUNTED, 409: UNUSABLE, 429: UNUSABLE}[answer.status]

    def sms(self, number, code):
        with self._app.app_context():
            (text,) = receive(Incoming("twilio", f"SM{number}", f"+86139{number:08}", f"{code} 43210"))
        return {said("ballot_cast"): COUNTED, said("code_unusable"): UNUSABLE}[text]

    def direct(self, _number, code):
        with self._app.app_context():
            try:
                service.cast(self._opened.id, code, MARKS, 1)
            except service.CodeUnusable:
                return UNUSABLE
        return COUNTED


def race(live_server, township, codes, casters):
    """Let them race and return how the attempts ended, by channel."""
    db.session.query(RollSize).update({"size": codes})
    db.session.commit()
    opened = ballots.open_round(township, slips=codes)
    db.session.remove()
    host, port = live_server.url.removeprefix("http://").split(":")
    racers = Racers(live_server.app, opened, (host, int(port)))
    channels = ["web", "sms", "direct"]
    attempts = [(channels[n % 3], code) for code in opened.codes for n in range(casters)]
    # casters for one code stay close together, so that they meet
    order = sorted(range(len(attempts)), key=lambda at: at // casters + random.Random(at).random() * 2)
    with ThreadPoolExecutor(24) as pool:
        ends = list(pool.map(lambda at: (attempts[at], racers.cast(attempts[at][0], at, attempts[at][1])), order))
    assert Counter(code for (_, code), end in ends if end == COUNTED) == dict.fromkeys(opened.codes, 1)
    sums = queries.slip_sums(queries.round_by_public_id(opened.id))
    assert (sums.sealed, sums.spent) == (codes, codes)
    assert sum(n for _, n in queries.cast_hours(queries.ballot_form(opened.id).round_id)) == codes
    service.close_round(township.actors["organizer"], opened.id)
    key = service.open_key(township.actors["officer1"], opened.id, ballots.OFFICE_PHRASE, ballots.SECOND_PHRASE)
    assert service.count(township.actors["officer1"], opened.id, key).ballots == codes
    return Counter(channel for (channel, _), end in ends if end == COUNTED)


def test_raced_codes_of_mixed_channels_give_one_ballot_each(live_server, township):
    winners = race(live_server, township, 60, 8)
    assert sum(winners.values()) == 60  # which channel wins how often is the machine's luck
    assert set(winners) <= {"direct", "sms", "web"}


@pytest.mark.soak
def test_thousand_codes_raced_by_twenty_each_give_a_thousand_ballots(live_server, township):
    winners = race(live_server, township, 1_000, 20)
    assert sorted(winners) == ["direct", "sms", "web"]
    print(dict(winners))  # noqa: T201 – figures of the soak run
