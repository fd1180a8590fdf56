"""One slip, one ballot, where casts race each other, the closing and a locked database."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import event

from ballotbox import queries, service
from ballotbox.models import Ballot, Slip
from core.db import db
from core.errors import Unavailable


def spent() -> int:
    return db.session.query(Slip).filter_by(state="spent").count()


@pytest.mark.usefixtures("both_databases")
def test_raced_codes_give_one_ballot_each(app, make_box):
    box = make_box(sizes=(50,))
    codes = box.codes[0]

    def racer(n):
        wins = 0
        with app.app_context():
            for code in codes[n:] + codes[:n]:
                try:
                    box.cast(code, channel=1 + n % 2)
                    wins += 1
                except service.CodeUnusable:
                    pass
        return wins

    with ThreadPoolExecutor(8) as pool:
        wins = list(pool.map(racer, range(8)))
    assert sum(wins) == db.session.query(Ballot).count() == spent() == 50
    assert [n for _hour, n in queries.cast_hours(queries.ballot_form(box.round).round_id)] == [50]


@pytest.mark.usefixtures("both_databases")
def test_casts_racing_the_closing_are_in_the_box_or_refused(app, make_box):
    box = make_box(sizes=(200,))

    def voter(code):
        with app.app_context():
            try:
                box.cast(code)
            except (service.CodeUnusable, service.RoundClosed):
                return 0
            return 1

    with ThreadPoolExecutor(8) as pool:
        answers = pool.map(voter, box.codes[0])
        box.close()
        acknowledged = sum(answers)
    sums = queries.accounting(box.round)
    assert (sums.sealed, sums.spent, sums.void) == (acknowledged, acknowledged, 200 - acknowledged)
    assert sums.in_order


def make_impatient():
    """Wait for locks a twentieth of a second instead of five."""
    event.listen(db.engine, "connect", lambda raw, _: raw.execute("PRAGMA busy_timeout=50"), insert=True)
    db.session.remove()
    db.engine.dispose()


def test_locked_database_stores_nothing_and_the_code_works_afterwards(app, box, tmp_path):
    make_impatient()
    other = sqlite3.connect(tmp_path / "instance" / "zhiping.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable, match="database_busy"):
        box.cast(box.codes[0][0])
    other.execute("ROLLBACK")
    other.close()
    assert (db.session.query(Ballot).count(), spent()) == (0, 0)
    box.cast(box.codes[0][0])
    assert (db.session.query(Ballot).count(), spent()) == (1, 1)


def test_file_locked_even_for_reading_is_unavailable(app, box, tmp_path):
    make_impatient()
    other = sqlite3.connect(tmp_path / "instance" / "zhiping.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(Unavailable, match="database_busy"):
        box.cast(box.codes[0][0])
    other.execute("ROLLBACK")
    other.close()
    box.cast(box.codes[0][0])
