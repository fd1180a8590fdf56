"""At closing the box is written anew: the file is the same whatever the order of casting was."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from sqlalchemy import event

from ballotbox import queries
from ballotbox.service.traces import wiped
from core.db import db
from demo.service.loot import free_pages

TABLES = ("slip", "ballot", "cast_hour")
SPENDER = """
import sqlite3, sys, time
base = sqlite3.connect(sys.argv[1], isolation_level=None)
base.execute("PRAGMA cache_size = 1")
base.execute("BEGIN IMMEDIATE")
base.execute("UPDATE slip SET state = 'void'")
print("begun", flush=True)
time.sleep(60)
"""


@pytest.fixture
def file(app):
    return app.extensions["settings"].instance / "zhiping.db"


def voted(box):
    codes = [*box.codes[0], *box.codes[1]]
    random.SystemRandom().shuffle(codes)
    for code in codes:
        box.cast(code)
    box.close()
    return box


def test_closed_file_does_not_know_the_order_of_casting(make_box, file, tmp_path):
    box = voted(make_box(sizes=(150, 30)))
    for moment in (box.close, box.count):
        if moment == box.count:
            moment()
        db.session.rollback()
        image = file.read_bytes()
        (tmp_path / "sorted.db").write_bytes(image)
        with closing(sqlite3.connect(tmp_path / "sorted.db", isolation_level=None)) as base:
            for table in TABLES:  # all rows once more, in the order of their keys
                rows = sorted(base.execute(f"SELECT * FROM {table}").fetchall())
                base.execute(f"DELETE FROM {table}")
                base.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
            base.execute("VACUUM")
        # the first 100 bytes count changes of the file
        assert (tmp_path / "sorted.db").read_bytes()[100:] == image[100:]
        assert free_pages(image) == []


def test_round_closes_and_is_counted_where_the_file_cannot_be_rewritten(app, make_box, file, caplog):
    def refuse(_connection, _cursor, statement, *_):
        if statement == "VACUUM":
            raise sqlite3.OperationalError("disk is full")

    event.listen(db.engine, "before_cursor_execute", refuse)
    box = voted(make_box())
    event.remove(db.engine, "before_cursor_execute", refuse)
    round_id = queries.round_by_public_id(box.round).id
    assert queries.round_facts(box.round).state == "closed"
    assert (wiped(round_id), [r.getMessage() for r in caplog.records]) == (
        False,
        ["tables were not rewritten: OperationalError"],
    )
    assert box.count().ballots == 30
    assert wiped(round_id)


def test_round_that_was_rewritten_is_not_rewritten_before_the_count(make_box):
    box, seen = voted(make_box()), []

    def note(_connection, _cursor, statement, *_):
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    box.count()
    event.remove(db.engine, "before_cursor_execute", note)
    assert seen.count("VACUUM") == 1  # after it


def test_no_journal_is_left_by_casts_or_by_a_kill(app, make_box, file):
    box = make_box(sizes=(150, 30))
    box.cast(box.codes[0][0])
    journal = file.with_name("zhiping.db-journal")
    assert not journal.exists()
    db.session.rollback()
    killed = subprocess.Popen([sys.executable, "-c", SPENDER, str(file)], stdout=subprocess.PIPE)
    assert killed.stdout.readline() == b"begun\n"
    assert journal.exists()
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    killed.stdout.close()
    assert queries.slip_sums(queries.round_by_public_id(box.round)).spent == 1
    db.session.rollback()
    box.cast(box.codes[0][1])
    assert not journal.exists()
