"""Guessing at codes: refused cheaply after many failures, while a code that works casts at once beside it."""

from __future__ import annotations

import re
import time
from statistics import median

import pytest
from flask.testing import FlaskClient

from ballotbox import queries
from ballotbox.domain.codes import new_code
from ballotbox.service import casting
from core.config import ROOT
from core.db import db
from tests.support.ballots import Opener, grades
from tests.support.client import PageClient

pytestmark = pytest.mark.usefixtures("both_databases")
SLOWER = "这里一下子来得太多了。等一分钟再试。"


def guess(n: int) -> str:
    return new_code(n.to_bytes(16, "big"))


def test_honest_voter_votes_at_once_after_a_thousand_failures_from_the_same_address(app, open_round: Opener) -> None:
    opened = open_round(slips=20)
    client = FlaskClient(app, app.response_class)  # checking a thousand pages would take longer than all the rest
    db.session.remove()

    def send(code: str) -> tuple[int, float]:
        began = time.perf_counter()
        answer = client.post(f"{opened.url}/cast", data={"code": code, **grades("43210")})
        return answer.status_code, time.perf_counter() - began

    failures = [send(guess(n)) for n in range(1_000)]
    assert [status for status, _ in failures] == [409] * 60 + [429] * 940
    honest = [send(code) for code in opened.codes]
    assert [status for status, _ in honest] == [200] * 20
    assert median(took for _, took in honest) < 1 + 10 * median(took for _, took in failures)
    assert queries.slip_sums(queries.round_by_public_id(opened.id)).spent == 20


def test_refusal_says_what_holds_and_when_to_come_again(client: PageClient, open_round: Opener) -> None:
    opened = open_round()
    sent = {"code": guess(0), **grades("43210")}
    used = {**sent, "code": opened.codes[0]}
    client.post(f"{opened.url}/cast", data=used)
    for _ in range(60):
        client.post(f"{opened.url}/cast", data=sent)
    pages = [client.post(f"{opened.url}/cast", data=each) for each in (sent, used)]
    assert [(page.status_code, page.headers["Retry-After"]) for page in pages] == [(429, "10")] * 2
    assert pages[0].data == pages[1].data
    assert [said in pages[0].text for said in (SLOWER, "如果您已投过，您的票已计入")] == [True, True]


def test_other_addresses_and_networks_are_not_slowed(client: PageClient, open_round: Opener) -> None:
    opened = open_round()
    sent = {"code": guess(0), **grades("43210")}

    def status(address: str) -> int:
        answer = client.post(f"{opened.url}/cast", data=sent, environ_overrides={"REMOTE_ADDR": address})
        return int(answer.status_code)

    assert [status(f"2001:db8:0:7::{n:x}") for n in range(61)] == [409] * 60 + [429]
    assert [status(address) for address in ("2001:db8:0:8::1", "192.0.2.1", "strange:")] == [409] * 3


def test_refused_guess_is_neither_sealed_nor_written(client: PageClient, open_round: Opener, monkeypatch) -> None:
    opened = open_round()
    sent = {"code": guess(0), **grades("43210")}
    seals, sealer = [], casting.seal
    monkeypatch.setattr(casting, "seal", lambda *given: seals.append(1) or sealer(*given))
    for _ in range(70):
        client.post(f"{opened.url}/cast", data=sent)
    assert len(seals) == 60


@pytest.mark.sqlite_only
def test_arithmetic_of_the_page_on_guessing_is_right() -> None:
    text = (ROOT / "docs" / "guessing.md").read_text("utf-8")
    speed, hours, live, codes, hits = (
        float(found.replace(" ", "").replace(",", ""))
        for found in re.findall(r"^\| [^|]+ \| ([\d., ]+) \|$", text, re.MULTILINE)
    )
    assert (hours, live, codes) == (72, 3_000, 10**15)
    assert hits == pytest.approx(speed * hours * 3600 * live / codes, rel=0.01)
    assert hits < 0.01
