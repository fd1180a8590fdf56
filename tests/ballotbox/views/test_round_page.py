"""A round's page: printing, two signatures, closing, accounting."""

from __future__ import annotations

from ballotbox import queries, service
from core.db import db
from tests.support.ballots import Opener, grades
from tests.support.client import PageClient


def state_of(batch_id: int, round_id: str) -> str:
    db.session.rollback()
    return next(row.state for row in queries.batches(round_id) if row.id == batch_id)


def test_round_page_shows_what_is_fixed(client: PageClient, open_round: Opener, sign_in) -> None:
    opened = open_round()
    facts = queries.round_facts(opened.id)
    page = sign_in(client, "officer1").get(f"/staff/rounds/{opened.id}").text
    assert facts.spec_hash[:16] in page
    assert facts.key_fingerprint in page
    assert opened.codes[0] not in page
    assert "生成票条 PDF" not in page  # printing is the organizer's


def test_printing_returns_slips_without_a_code_in_the_name(client: PageClient, open_round: Opener, sign_in) -> None:
    opened = open_round()
    answer = sign_in(client, "organizer").post(f"/staff/rounds/{opened.id}/batches", data={"group": "1", "size": "3"})
    name = f"slips-{opened.id}-{opened.batch_id + 1}.pdf"
    assert (answer.status_code, answer.mimetype, answer.data[:5]) == (200, "application/pdf", b"%PDF-")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["Cache-Control"] == "no-store"


def test_printing_more_than_the_roll_is_told_at_the_field(client: PageClient, open_round: Opener, sign_in) -> None:
    opened = open_round()
    sign_in(client, "organizer")
    sizes = {"39": "印多了", "0": "写一个整数", "很多": "写一个整数", "": "写一个整数"}
    for size, words in sizes.items():
        page = client.post(f"/staff/rounds/{opened.id}/batches", data={"group": "1", "size": size})
        assert (page.status_code, page.text.count(words)) == (422, 2)
    assert len(queries.batches(opened.id)) == 1


def test_batch_works_after_two_people_signed(client: PageClient, app, open_round: Opener, sign_in, township) -> None:
    opened = open_round()
    batch = service.print_batch(township.actors["organizer"], opened.id, 1, 2)
    url = f"/staff/batches/{batch.batch_id}/activate"
    first, second = sign_in(client, "organizer"), sign_in(app.test_client(), "keyholder")
    assert first.post(url).status_code == 303
    assert first.post(url).status_code == 409
    assert "再等一个人" in first.get(f"/staff/rounds/{opened.id}").text
    assert state_of(batch.batch_id, opened.id) == "printed"
    assert second.post(url).location == f"/staff/rounds/{opened.id}"
    assert state_of(batch.batch_id, opened.id) == "active"


def test_cadre_cannot_touch_a_round_of_his_own(client: PageClient, open_round: Opener, sign_in) -> None:
    opened = open_round()
    sign_in(client, "cadre")
    answers = [
        client.post(f"/staff/rounds/{opened.id}/batches", data={"group": "1", "size": "1"}),
        client.post(f"/staff/batches/{opened.batch_id}/activate"),
        client.post(f"/staff/batches/{opened.batch_id}/void"),
        client.post(f"/staff/rounds/{opened.id}/close", data={"sure": "y"}),
        client.get(f"/staff/rounds/{opened.id}/recovery.pdf"),
    ]
    assert [answer.status_code for answer in answers] == [403] * 5


def test_voided_batch_is_void(client: PageClient, open_round: Opener, sign_in) -> None:
    opened = open_round()
    sign_in(client, "organizer").post(f"/staff/batches/{opened.batch_id}/void")
    page = client.post(f"{opened.url}/cast", data={"code": opened.codes[0], **grades("43210")})
    assert (state_of(opened.batch_id, opened.id), page.status_code) == ("void", 409)


def test_closing_wants_the_sentence_ticked(client: PageClient, open_round: Opener, sign_in) -> None:
    opened = open_round()
    page = sign_in(client, "organizer").post(f"/staff/rounds/{opened.id}/close")
    assert (page.status_code, page.text.count("勾上这一句再结束")) == (422, 1)
    assert queries.round_facts(opened.id).state == "open"


def test_closed_round_accounts_for_every_slip(client: PageClient, open_round: Opener, sign_in) -> None:
    opened = open_round(slips=12)
    for code in opened.codes[:5]:
        client.post(f"{opened.url}/cast", data={"code": code, **grades("43210")})
    sign_in(client, "organizer").post(f"/staff/rounds/{opened.id}/close", data={"sure": "y"})
    page = client.get(f"/staff/rounds/{opened.id}").text
    assert "每张票条、每张票都对得上" in page
    for label, number in (("印出的票条", 12), ("作废的", 7), ("扫码、短信用掉的", 5), ("票箱里的票", 5)):
        assert f'<th scope="row">{label}</th><td class="num">{number}</td>' in page


def test_batch_beyond_all_numbers_is_not_found(client: PageClient, sign_in) -> None:
    sign_in(client, "organizer")
    for number in (2**31, 10**30):
        assert client.post(f"/staff/batches/{number}/activate").status_code == 404
        assert client.post(f"/staff/batches/{number}/void").status_code == 404
