"""Opening the box with two passphrases, and the keys they come from."""

from __future__ import annotations

import threading

import pytest

from ballotbox import queries, service
from tests.support.ballots import OFFICE_PHRASE, SECOND_PHRASE, Opener, OpenRound, grades
from tests.support.client import PageClient


@pytest.fixture
def closed(client: PageClient, open_round: Opener, township) -> OpenRound:
    """A closed round with three ballots in its box."""
    opened = open_round()
    for code in opened.codes[:3]:
        client.post(f"{opened.url}/cast", data={"code": code, **grades("43210")})
    service.close_round(township.actors["organizer"], opened.id)
    return opened


def open_box(client: PageClient, closed: OpenRound, first: str, second: str):
    data = {"discipline_passphrase": first, "supervision_passphrase": second}
    return client.post(f"/staff/rounds/{closed.id}/open-box", data=data)


def wait_for_count(round_id: str) -> None:
    for thread in threading.enumerate():
        if thread.name == service.task_name(round_id):
            thread.join(timeout=20)


@pytest.mark.parametrize(
    ("first", "second", "fields"),
    [
        ("wrong wrong wrong", SECOND_PHRASE, ["discipline_passphrase"]),
        (OFFICE_PHRASE, "wrong wrong wrong", ["supervision_passphrase"]),
        ("wrong wrong wrong", "wrong wrong wrong", ["discipline_passphrase", "supervision_passphrase"]),
        (SECOND_PHRASE, OFFICE_PHRASE, ["discipline_passphrase"]),
        ("", SECOND_PHRASE, ["discipline_passphrase"]),
    ],
)
def test_open_box_says_at_the_right_field_what_does_not_fit(
    client: PageClient, sign_in, closed: OpenRound, first, second, fields
) -> None:
    page = open_box(sign_in(client, "keyholder"), closed, first, second)
    assert page.status_code == 422
    wrong = [name for name in ("discipline_passphrase", "supervision_passphrase") if f'id="{name}-error"' in page.text]
    assert wrong == fields
    assert OFFICE_PHRASE not in page.text
    assert queries.round_facts(closed.id).state == "closed"


def test_open_box_counts_and_leads_to_the_review(client: PageClient, sign_in, closed: OpenRound) -> None:
    answer = open_box(sign_in(client, "officer1"), closed, OFFICE_PHRASE, SECOND_PHRASE)
    assert (answer.status_code, answer.location) == (303, f"/staff/rounds/{closed.id}/count")
    wait_for_count(closed.id)
    page = client.get(answer.location).text
    assert f'href="/staff/reviews/{closed.id}"' in page
    assert 'http-equiv="refresh"' not in page
    assert queries.counts(closed.id).ballots == 3
    assert client.get(f"/staff/rounds/{closed.id}/open-box").location == answer.location


def test_count_page_before_opening_leads_to_the_box(client: PageClient, sign_in, closed: OpenRound) -> None:
    page = sign_in(client, "officer1").get(f"/staff/rounds/{closed.id}/count").text
    assert f'href="/staff/rounds/{closed.id}/open-box"' in page


def test_open_round_has_no_box_to_open(client: PageClient, sign_in, open_round: Opener) -> None:
    opened = open_round()
    assert sign_in(client, "officer1").get(f"/staff/rounds/{opened.id}/open-box").status_code == 409


def test_cadre_cannot_open_the_box_of_his_round(client: PageClient, sign_in, closed: OpenRound) -> None:
    page = open_box(sign_in(client, "cadre"), closed, OFFICE_PHRASE, SECOND_PHRASE)
    assert (page.status_code, queries.round_facts(closed.id).state) == (403, "closed")


def test_keys_are_set_for_ones_own_side(client: PageClient, sign_in) -> None:
    sign_in(client, "keyholder")
    before = client.get("/staff/keys").text
    data = {"side": "supervision", "passphrase": SECOND_PHRASE, "again": SECOND_PHRASE}
    answer = client.post("/staff/keys", data=data)
    after = client.get("/staff/keys").text
    assert (before.count("还没设"), answer.status_code, after.count("还没设")) == (4, 303, 2)
    assert [(row.side, row.label) for row in queries.holders()] == [("supervision", "柳河镇村务监督委员会")]
    assert SECOND_PHRASE not in after


@pytest.mark.parametrize(
    ("passphrase", "again", "sentence"),
    [
        ("short", "short", "口令至少 12 个字"),
        (OFFICE_PHRASE, SECOND_PHRASE, "两遍不一样，再写一遍"),
        ("", "", "写上新口令"),
    ],
)
def test_keys_say_what_is_wrong(client: PageClient, sign_in, passphrase, again, sentence) -> None:
    data = {"side": "discipline", "passphrase": passphrase, "again": again}
    page = sign_in(client, "officer1").post("/staff/keys", data=data)
    assert (page.status_code, page.text.count(sentence)) == (422, 2)
    assert queries.holders() == ()


def test_keys_of_the_other_side_cannot_be_set(client: PageClient, sign_in) -> None:
    data = {"side": "discipline", "passphrase": OFFICE_PHRASE, "again": OFFICE_PHRASE}
    assert sign_in(client, "keyholder").post("/staff/keys", data=data).status_code in (303, 403, 422)
    assert [row.side for row in queries.holders() if row.side == "discipline"] == []


def test_recovery_copy_is_a_pdf_for_key_holders(client: PageClient, sign_in, closed: OpenRound) -> None:
    answer = sign_in(client, "keyholder").get(f"/staff/rounds/{closed.id}/recovery.pdf")
    assert (answer.status_code, answer.data[:5]) == (200, b"%PDF-")
    sign_in(client, "organizer")
    assert client.get(f"/staff/rounds/{closed.id}/recovery.pdf").status_code == 403
