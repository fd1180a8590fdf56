from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import Flask

from ballotbox import pdf, queries, service
from core.db import db
from demo.service.office import read_codes
from tests.support import ballots
from tests.support.sample import Township


@pytest.mark.parametrize("preset", ["overall", "five_dimensions"])
def test_codes_are_read_from_the_printed_sheets_in_order(app: Flask, township: Township, preset: str) -> None:
    opened = ballots.open_round(township, preset)
    batch = service.print_batch(township.actors["organizer"], opened.id, 1, 14)
    sheets = pdf.slips(queries.round_facts(opened.id).spec, 1, batch)
    db.session.rollback()
    assert read_codes(sheets) == list(batch.codes)


def test_no_codes_are_read_from_another_sheet(app: Flask, township: Township) -> None:
    opened = ballots.open_round(township)
    letters = {"spec_hash": "ab" * 32, "key_fingerprint": "cd" * 16}  # digits by chance could look like a code
    facts = replace(queries.round_facts(opened.id), **letters)
    sheet = pdf.recovery(facts, re.sub(r"\d", "e", service.recovery_text(opened.id)))
    db.session.rollback()
    assert read_codes(sheet) == []
