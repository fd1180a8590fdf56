"""The page where every slip is accounted for, and the exchange of a spoiled one."""

from __future__ import annotations

import pytest

from ballotbox import queries, service
from ballotbox.domain.codes import new_code
from core.db import db
from tests.support.ballots import Opener, OpenRound, grades
from tests.support.client import PageClient


@pytest.fixture
def opened(open_round: Opener) -> OpenRound:
    return open_round()


@pytest.fixture
def spare(opened: OpenRound, township) -> tuple[str, ...]:
    """The codes of an opened reserve."""
    people = township.actors
    printed = service.print_batch(people["organizer"], opened.id, 0, 5, kind="reserve")
    service.activate(people["organizer"], printed.batch_id)
    service.activate(people["keyholder"], printed.batch_id)
    db.session.rollback()
    return printed.codes


def exchange(client: PageClient, opened: OpenRound, old: str, new: str):
    return client.post(f"/staff/rounds/{opened.id}/exchange", data={"spoiled": old, "reserve": new})


def test_reserve_is_printed_and_opened_from_the_round_page(client, sign_in, opened) -> None:
    sign_in(client, "organizer")
    data = {"group": "0", "size": "5", "kind": "reserve"}
    answer = client.post(f"/staff/rounds/{opened.id}/batches", data=data)
    assert (answer.status_code, answer.data[:5]) == (200, b"%PDF-")
    batch = queries.batches(opened.id)[-1]
    assert (batch.kind, batch.size) == ("reserve", 5)
    client.post(f"/staff/batches/{batch.id}/activate")
    sign_in(client, "keyholder").post(f"/staff/batches/{batch.id}/activate")
    assert "开封了，只用来换" in client.get(f"/staff/rounds/{opened.id}").text


def test_exchange_works_and_shows_no_code(client, sign_in, opened, spare) -> None:
    answer = exchange(sign_in(client, "organizer"), opened, opened.codes[0], spare[0])
    assert (answer.status_code, answer.location) == (303, f"/staff/rounds/{opened.id}/slips")
    page = client.get(answer.location).text
    assert "换好了" in page
    assert opened.codes[0] not in page
    cast = client.post(f"{opened.url}/cast", data={"code": spare[0], **grades("43210")})
    assert cast.status_code == 200


def test_exchange_answers_spent_and_unknown_alike(client, sign_in, opened, spare) -> None:
    client.post(f"{opened.url}/cast", data={"code": opened.codes[0], **grades("43210")})
    sign_in(client, "organizer")
    answers = [exchange(client, opened, code, spare[0]) for code in (opened.codes[0], new_code(bytes(16)))]
    assert [answer.status_code for answer in answers] == [422, 422]
    spent, unknown = (answer.text.split("<main")[1] for answer in answers)
    assert "不能换" in spent
    assert spent.split('name="csrf_token"')[0] == unknown.split('name="csrf_token"')[0]
    assert opened.codes[0] not in spent


def test_exchange_says_which_code_is_copied_wrong(client, sign_in, opened, spare) -> None:
    answer = exchange(sign_in(client, "organizer"), opened, "1234", spare[0])
    assert answer.status_code == 422
    assert [f'id="{name}-error"' in answer.text for name in ("spoiled", "reserve")] == [True, False]


def test_handed_out_is_noted_and_checked(client, sign_in, opened) -> None:
    sign_in(client, "organizer")
    address = f"/staff/batches/{opened.batch_id}/handed-out"
    for wrong in ("13", "-1", "viele", ""):
        assert client.post(address, data={"number": wrong}).status_code == 422
    assert client.post(address, data={"number": "9"}).status_code == 303
    assert queries.batches(opened.id)[0].handed_out == 9


def test_ledger_tells_used_slips_after_closing_only(client, sign_in, opened, township) -> None:
    client.post(f"{opened.url}/cast", data={"code": opened.codes[0], **grades("43210")})
    sign_in(client, "organizer")
    page = client.get(f"/staff/rounds/{opened.id}/slips").text
    assert 'data-label="用掉">–<' in page
    assert 'data-label="用掉">1<' not in page
    client.post(f"/staff/batches/{opened.batch_id}/handed-out", data={"number": "9"})
    service.close_round(township.actors["organizer"], opened.id)
    page = client.get(f"/staff/rounds/{opened.id}/slips").text
    assert 'data-label="用掉">1<' in page
    assert "每张票条、每张票都对得上" in page
    assert "印出 12 ＝ 作废 11 ＋ 用掉 1" in page


def test_cadre_of_the_round_exchanges_nothing(client, sign_in, opened, spare) -> None:
    sign_in(client, "cadre")
    assert exchange(client, opened, opened.codes[0], spare[0]).status_code == 403
    assert client.post(f"/staff/batches/{opened.batch_id}/handed-out", data={"number": "9"}).status_code == 403
