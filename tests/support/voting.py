"""Voters over HTTP in the test's own process, who try again until their ballot counts."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from sqlalchemy import text
from werkzeug.test import TestResponse

from core import merkle
from core.db import db
from tests.support import ballots

RECEIPT = re.compile(r"\b[0-9a-f]{64}\b")
VOTERS = 6
Answered = tuple[int, str | None, TestResponse]
Cast = Callable[[str], Answered]


def sender(app: Flask, address: str) -> Cast:
    """Return what sends one ballot: its status, its receipt if it has one, and the answer."""

    def send(code: str) -> Answered:
        fields = {"code": code, **ballots.grades("43210")}
        answer = app.test_client().post(f"{address}/cast", data=fields)
        found = RECEIPT.search(answer.text) if answer.status_code == 200 else None
        assert (answer.status_code == 200) == (found is not None)
        return answer.status_code, found[0] if found else None, answer

    return send


def in_box() -> list[str]:
    """Return the receipts of the box; slips spent and casts by the hour must agree with it."""
    with db.engine.connect() as connection:
        sealed = [row[0] for row in connection.execute(text("SELECT sealed FROM ballot"))]
        spent = connection.scalar(text("SELECT count(*) FROM slip WHERE state = 'spent'"))
        by_hour = connection.scalar(text("SELECT sum(n) FROM cast_hour")) or 0
    assert len(sealed) == spent == by_hour
    return sorted(merkle.leaf_hash(each).hex() for each in sealed)


def until_told(cast: Cast, codes: Iterable[str], seen: Counter[int]) -> list[str | None]:
    """Let voters send each code again until it counts; the receipts. What they met on the way goes to `seen`."""

    def vote(code: str) -> str | None:
        while True:
            status, receipt, answer = cast(code)
            seen[status] += 1
            if status == 200:
                return receipt
            assert (status, answer.headers["Retry-After"]) == (503, "10")
            time.sleep(0.05)

    with ThreadPoolExecutor(VOTERS) as pool:
        return list(pool.map(vote, codes))
