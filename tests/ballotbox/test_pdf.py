"""Printed slips are read by people, phones and auditors: text layer, QR codes, nobody's name."""

from __future__ import annotations

import io
import re

import pypdf
import pypdfium2
import pytest
import zxingcpp

from ballotbox import pdf, queries, service
from ballotbox.domain.codes import group
from core.db import db
from tests.support import ballots, sample

FOUR_GROUPS = re.compile(r"\d{4} \d{4}\n\d{4} \d{4}")


@pytest.fixture
def printed(township: sample.Township) -> tuple[str, service.Printed]:
    """A round and a batch of seven slips of it: one sheet, and one slip on the next."""
    opened = ballots.open_round(township)
    batch = service.print_batch(township.actors["organizer"], opened.id, 1, 7)
    return opened.id, batch


def sheets(round_id: str, batch: service.Printed) -> bytes:
    return pdf.slips(queries.round_facts(round_id).spec, 1, batch)


def text_of(content: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def test_slips_text_layer_holds_every_code_in_four_groups(printed: tuple[str, service.Printed]) -> None:
    pages = text_of(sheets(*printed))
    found = [code.replace("\n", " ") for page in pages for code in FOUR_GROUPS.findall(page)]
    assert [len(FOUR_GROUPS.findall(page)) for page in pages] == [6, 1]
    assert found == [group(code) for code in printed[1].codes]


def test_slips_qr_codes_lead_to_the_ballot_with_the_code_behind_the_hash(
    printed: tuple[str, service.Printed], app
) -> None:
    app.config["BASE_URL"] = "http://192.168.1.10:8000"
    round_id, batch = printed
    page = pypdfium2.PdfDocument(sheets(round_id, batch))[0].render(scale=2).to_pil()
    read = {found.text for found in zxingcpp.read_barcodes(page)}
    assert read == {f"http://192.168.1.10:8000/b/{round_id}#{code}" for code in batch.codes[:6]}


def test_slips_say_how_to_text_and_what_is_promised(printed: tuple[str, service.Printed]) -> None:
    text = "".join(text_of(sheets(*printed))[0].split())
    for words in (
        "发到10690001",
        "4优秀3称职2基本称职1不称职0不了解",
        "1王书记2李主任3张副书记4刘会计5陈主席",
        pdf.WEB_PROMISE,
        pdf.SMS_PROMISE,
        pdf.NOT_PROMISED,
        "到11月5日20:00为止",
    ):
        assert text.count(words) == 6, words


def test_slips_of_five_dimensions_offer_no_sms(township: sample.Township) -> None:
    opened = ballots.open_round(township, "five_dimensions")
    batch = service.print_batch(township.actors["organizer"], opened.id, 1, 1)
    text = "".join(text_of(sheets(opened.id, batch)))
    assert text.count("短信") == 0
    assert pdf.WEB_PROMISE in text


def test_slips_are_chinese_whoever_prints_them(printed: tuple[str, service.Printed], app) -> None:
    with app.test_request_context("/?lang=en"):
        text = text_of(sheets(*printed))[0]
        db.session.rollback()
    assert "到 11 月 5 日 20:00 为止" in text


def test_recovery_copy_can_be_typed_again(printed: tuple[str, service.Printed]) -> None:
    facts = queries.round_facts(printed[0])
    lines = service.recovery_text(printed[0])
    text = text_of(pdf.recovery(facts, lines))[0]
    assert [line for line in lines.splitlines() if line not in text] == []
    assert facts.key_fingerprint in text
