"""Pages after the count: objections, the end of the key, a lost key file."""

from __future__ import annotations

import pytest

from ballotbox import queries, service
from ballotbox.domain.news import ResultPublished
from ballotbox.service import keys
from core import clock as core_clock
from core.db import writing
from tests.support.ballots import OFFICE_PHRASE, SECOND_PHRASE, Opener, OpenRound
from tests.support.client import PageClient


@pytest.fixture
def counted(open_round: Opener, township) -> OpenRound:
    """A counted round whose result is published today."""
    opened, officer = open_round(), township.actors["officer1"]
    service.close_round(township.actors["organizer"], opened.id)
    service.count(officer, opened.id, service.open_key(officer, opened.id, OFFICE_PHRASE, SECOND_PHRASE))
    with writing():
        service.begin_objections(ResultPublished(opened.id, core_clock.now()))
    return opened


def test_objection_is_recorded_recounted_and_answered_on_its_page(client: PageClient, sign_in, counted) -> None:
    address = f"/staff/rounds/{counted.id}/objections"
    sign_in(client, "organizer")
    wrong = client.post(address, data={"received_on": "2026-11-03", "channel": "visit", "text": "13912345678"})
    assert (wrong.status_code, 'id="text-error"' in wrong.text) == (422, True)
    data = {"received_on": "2026-11-03", "channel": "visit", "text": "票数不对"}
    assert client.post(address, data=data).status_code == 303
    kept = queries.objections(counted.id)[0].id
    sign_in(client, "officer1")
    assert "票数不对" in client.get(address).text
    assert client.post(f"/staff/objections/{kept}/answer", data={"answer": ""}).status_code == 422
    client.post(f"/staff/objections/{kept}/recount")
    assert "正在重新计票" in client.get(address).text
    client.post(f"/staff/objections/{kept}/recount", data={"outcome": "same"})
    client.post(f"/staff/objections/{kept}/answer", data={"answer": "一样"})
    page = client.get(address).text
    assert ("重新计票：和公布的一样" in page, "等答复" in page) == (True, False)


def test_key_page_refuses_in_words_and_destroys_with_two(client: PageClient, sign_in, counted, clock) -> None:
    address = f"/staff/rounds/{counted.id}/destroy-key"
    sign_in(client, "officer1")
    assert "异议期到 2026-11-18 为止" in client.get(address).text
    early = client.post(address, data={"copies": "x", "sure": "y"})
    assert (early.status_code, keys.path(counted.id).exists()) == (422, True)
    clock.forward(days=16)
    assert client.post(address, data={"copies": "", "sure": "y"}).status_code == 422
    assert client.post(address, data={"copies": "烧掉一份"}).status_code == 422
    assert client.post(address, data={"copies": "烧掉一份", "sure": "y"}).status_code == 303
    assert sign_in(client, "keyholder").post(address, data={"sure": "y"}).status_code == 303
    page = client.get(address).text
    assert ("钥匙已销毁" in page, "烧掉一份" in page, keys.path(counted.id).exists()) == (True, True, False)


def test_lost_key_file_is_restored_line_by_line(client: PageClient, sign_in, open_round: Opener) -> None:
    opened = open_round()
    text, address = service.recovery_text(opened.id), f"/staff/rounds/{opened.id}/restore-key"
    sign_in(client, "keyholder")
    assert "还在，不用恢复" in client.post(address, data={"text": text}).text
    kept = keys.path(opened.id).read_bytes()
    keys.path(opened.id).unlink()
    lines = text.splitlines()
    lines[2] = lines[3]
    wrong = client.post(address, data={"text": "\n".join(lines)})
    assert (wrong.status_code, "第 3 行对不上" in wrong.text) == (422, True)
    assert client.post(address, data={"text": text.lower()}).status_code == 303
    assert keys.path(opened.id).read_bytes() == kept


def test_cadre_destroys_and_restores_no_key_of_his_round(client: PageClient, sign_in, counted) -> None:
    sign_in(client, "cadre")
    for page, data in (("destroy-key", {"copies": "x", "sure": "y"}), ("restore-key", {"text": "x"})):
        assert client.post(f"/staff/rounds/{counted.id}/{page}", data=data).status_code in (403, 422)
    assert queries.key_minute(counted.id) is None
