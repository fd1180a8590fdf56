"""Full disk, locked database, jumping clock while people vote: nobody is told a vote counts that does not.

Each trouble ends by itself, and with it what voters see: the same slip, sent again, counts.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import event, text

from core.db import db
from tests.support import ballots
from tests.support.voting import VOTERS, in_box, sender, until_told

pytestmark = pytest.mark.usefixtures("both_databases")


@pytest.fixture
def opened(township):
    """A round with 120 slips."""
    return ballots.open_round(township, slips=120)


@pytest.fixture
def cast(app, opened):
    """Send one ballot over HTTP: its status, its receipt if it has one, and the answer."""
    return sender(app, opened.url)


@pytest.mark.sqlite_only
def test_full_disk_refuses_in_words_and_takes_the_same_slips_once_there_is_room(app, opened, cast):
    pages = db.session.scalar(text("PRAGMA page_count"))
    room = {"pages": pages + 1}
    event.listen(db.engine, "checkout", lambda raw, *_: raw.execute(f"PRAGMA max_page_count={room['pages']}"))
    db.session.remove()
    told, refused = {}, []
    for code in opened.codes[:60]:
        status, receipt, answer = cast(code)
        if status == 200:
            told[code] = receipt
        else:
            assert (status, answer.headers["Retry-After"]) == (503, "10")
            assert f'name="code" value="{ballots.group(code)}"' in answer.text
            refused.append(code)
    assert min(len(told), len(refused)) > 0
    assert in_box() == sorted(told.values())
    room["pages"] = 2**30
    told |= {code: cast(code)[1] for code in refused}
    assert in_box() == sorted(told.values())
    assert len(told) == 60


def lock_for(path, seconds):
    """Hold the database so that nobody can even read it, from a thread, for so long."""
    locked = threading.Event()

    def hold():
        other = sqlite3.connect(path, isolation_level=None, timeout=30)
        other.execute("BEGIN EXCLUSIVE")
        locked.set()
        time.sleep(seconds)
        other.execute("ROLLBACK")
        other.close()

    thread = threading.Thread(target=hold)
    thread.start()
    assert locked.wait(30)
    return thread


@pytest.mark.sqlite_only
def test_locked_database_sends_voters_away_until_it_is_free(app, opened, cast, tmp_path):
    event.listen(db.engine, "connect", lambda raw, _: raw.execute("PRAGMA busy_timeout=100"), insert=True)
    db.session.remove()
    db.engine.dispose()
    seen = Counter()
    holder = lock_for(tmp_path / "instance" / "zhiping.db", 1.0)
    told = until_told(cast, opened.codes[:30], seen)
    holder.join()
    assert in_box() == sorted(told)
    assert (seen[200], seen[503] > VOTERS) == (30, True)


@pytest.mark.soak
@pytest.mark.sqlite_only
def test_database_locked_for_half_a_minute_loses_no_vote(app, opened, cast, tmp_path):
    db.session.remove()
    seen, began = Counter(), time.monotonic()
    holder = lock_for(tmp_path / "instance" / "zhiping.db", 30)
    told = until_told(cast, opened.codes, seen)
    holder.join()
    assert time.monotonic() - began >= 30
    assert in_box() == sorted(told)
    assert (seen[200], seen[503] >= VOTERS) == (120, True)


def test_clock_that_jumps_a_day_back_and_forth_loses_and_doubles_nothing(app, opened, cast, clock):
    start, seen, done = clock(), Counter(), threading.Event()

    def jump():
        days = 1
        while not done.wait(0.01):
            clock.set(start + timedelta(days=days))
            days = -days

    jumping = threading.Thread(target=jump)
    jumping.start()
    told = until_told(cast, opened.codes[:60], seen)
    done.set()
    jumping.join()
    assert in_box() == sorted(told)
    assert seen == {200: 60}
    assert [cast(code)[0] for code in opened.codes[:5]] == [409] * 5


def test_clock_ahead_of_the_closing_refuses_and_the_slip_works_once_it_is_right(opened, cast, clock):
    clock.forward(days=4)
    status, _, answer = cast(opened.codes[0])
    assert (status, in_box()) == (409, [])
    assert "没有" in answer.text
    clock.forward(days=-4)
    told = cast(opened.codes[0])[1]
    assert in_box() == [told]
