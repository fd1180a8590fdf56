"""Group commit under everything that can go wrong: nothing is acknowledged that is not on disk."""

from __future__ import annotations

import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import event, text

from core.db import db
from core.errors import Conflict, Unavailable
from core.memory import remembered
from core.writer import BATCH, GroupWriter, write_now

INSERT = text("INSERT INTO post (name, name_en, rank) VALUES (:name, :name, 1)")


def add(name):
    """A job that stores a post and returns its name."""

    def job(connection):
        connection.execute(INSERT, {"name": name})
        return name

    return job


def stored(path):
    """The names on disk, read by somebody else."""
    other = sqlite3.connect(path)
    names = [row[0] for row in other.execute("SELECT name FROM post ORDER BY name")]
    other.close()
    return names


@pytest.fixture
def path(app, tmp_path):
    """The database file."""
    return tmp_path / "instance" / "zhiping.db"


@pytest.fixture
def writer(app):
    """A writer of the test's own."""
    made = GroupWriter(db.engine)
    yield made
    made.close()


@pytest.fixture
def brisk(app):
    """A writer whose callers wait a quarter of a second at most."""
    made = GroupWriter(db.engine, wait_seconds=0.25)
    yield made
    made.close()


@pytest.fixture
def commits(app):
    """How often the database committed, so far."""
    seen = []
    event.listen(db.engine, "commit", seen.append)
    return seen


@pytest.fixture
def hold(path):
    """Another program that holds the write lock until told to let go."""
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    yield lambda: other.execute("ROLLBACK")
    other.close()


def in_threads(jobs, writer):
    """Submit all at once; a list of results, or of what was raised."""

    def one(job):
        try:
            return writer.submit(job)
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(one, jobs))


def behind_a_slow_job(jobs, writer):
    """Submit `jobs` while the writer is busy, and let it go on when all of them wait together."""
    started = threading.Event()

    def slow(_connection):
        started.set()
        until = time.monotonic() + 20
        while writer._queue.qsize() < len(jobs) and time.monotonic() < until:
            time.sleep(0.005)

    busy = threading.Thread(target=writer.submit, args=(slow,))
    busy.start()
    assert started.wait(5)
    results = in_threads(jobs, writer)
    busy.join()
    return results


def test_write_now_returns_what_is_on_disk(app, path):
    assert write_now(add("村医")) == "村医"
    assert stored(path) == ["村医"]


def test_jobs_that_wait_share_one_commit(writer, commits, path):
    names = [f"post {n:02}" for n in range(20)]
    assert behind_a_slow_job([add(name) for name in names], writer) == names
    assert stored(path) == names
    assert len(commits) == 2


def test_batch_has_an_upper_size(writer, commits):
    behind_a_slow_job([add(f"post {n}") for n in range(BATCH + 5)], writer)
    assert len(commits) == 3


def test_nobody_is_answered_before_the_commit(app, path):
    answered, on_disk_then = [], []
    event.listen(db.engine, "commit", lambda _connection: on_disk_then.append(list(answered)))
    for n in range(5):
        write_now(add(f"post {n}"))
        answered.append(f"post {n}")
        assert stored(path) == answered
    assert on_disk_then == [[f"post {m}" for m in range(n)] for n in range(5)]


def test_failing_job_is_undone_alone(writer, path):
    def spoiled(connection):
        add("spoiled")(connection)
        raise Conflict("code_unusable")

    results = behind_a_slow_job([add("a"), spoiled, add("b")], writer)
    assert (results[0], type(results[1]), results[1].code, results[2]) == ("a", Conflict, "code_unusable", "b")
    assert stored(path) == ["a", "b"]


def test_job_with_a_faulty_statement_fails_alone(writer, path):
    def faulty(connection):
        add("half")(connection)
        connection.execute(text("INSERT INTO nowhere VALUES (1)"))

    results = behind_a_slow_job([add("a"), faulty, add("b")], writer)
    assert (results[0], type(results[1]), results[2]) == ("a", Unavailable, "b")
    assert stored(path) == ["a", "b"]


def test_job_that_breaks_a_constraint_fails_alone(writer, path):
    results = behind_a_slow_job([add("a"), add("a"), add("b")], writer)
    assert sorted(type(result).__name__ for result in results) == ["IntegrityError", "str", "str"]
    assert stored(path) == ["a", "b"]


def test_locked_database_is_unavailable_and_nothing_is_stored(app, path, hold):
    writer = GroupWriter(_impatient_engine())
    results = in_threads([add("a"), add("b")], writer)
    assert [(type(r), r.code) for r in results] == [(Unavailable, "database_busy")] * 2
    hold()
    assert writer.submit(add("c")) == "c"
    assert stored(path) == ["c"]
    writer.close()


def _impatient_engine():
    event.listen(db.engine, "connect", lambda raw, _: raw.execute("PRAGMA busy_timeout=50"), insert=True)
    db.engine.dispose()
    return db.engine


def test_writer_waits_its_turn_for_the_lock(app, path, hold):
    threading.Timer(0.2, hold).start()
    began = time.monotonic()
    assert write_now(add("a")) == "a"
    assert time.monotonic() - began > 0.15
    assert stored(path) == ["a"]


def test_reader_in_the_middle_of_its_rows_only_delays_the_commit(app, path):
    write_now(add("a"))
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN")
    other.execute("SELECT * FROM post").fetchall()
    threading.Timer(0.2, lambda: other.execute("COMMIT")).start()
    assert write_now(add("b")) == "b"
    assert stored(path) == ["a", "b"]
    other.close()


def test_commit_that_cannot_get_the_file_acknowledges_nothing(app, path):
    write_now(add("a"))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT * FROM post").fetchall()  # holds the file shared: ours can prepare but not commit
    writer = GroupWriter(_impatient_engine())
    assert [r.code for r in in_threads([add("b"), add("c")], writer)] == ["database_busy"] * 2
    other.execute("COMMIT")
    assert stored(path) == ["a"]
    assert writer.submit(add("d")) == "d"
    assert stored(path) == ["a", "d"]
    writer.close()
    other.close()


def test_page_that_reads_does_not_hold_up_writers(app, path):
    write_now(add("a"))
    assert db.session.scalar(text("SELECT count(*) FROM post")) == 1  # this request goes on drawing its page
    began = time.monotonic()
    assert write_now(add("b")) == "b"
    assert time.monotonic() - began < 2


def test_full_disk_is_unavailable_and_what_was_acknowledged_stays(app, path):
    event.listen(db.engine, "connect", lambda raw, _: raw.execute(f"PRAGMA max_page_count={_pages(path) + 2}"))
    db.engine.dispose()
    writer, acknowledged = GroupWriter(db.engine), []
    with pytest.raises(Unavailable) as refused:
        for n in range(2000):
            acknowledged.append(writer.submit(add(f"{n:070}")))
    assert refused.value.code == "database_busy"
    assert 0 < len(acknowledged) < 2000
    assert stored(path) == acknowledged
    batch = behind_a_slow_job([add(f"x{n:070}") for n in range(60)], writer)
    kept = [name for name in batch if isinstance(name, str)]
    assert {type(r) for r in batch} >= {Unavailable}
    assert stored(path) == sorted([*acknowledged, *kept])
    writer.close()


def _pages(path):
    other = sqlite3.connect(path)
    pages = other.execute("PRAGMA page_count").fetchone()[0]
    other.close()
    return pages


def test_caller_that_waited_too_long_is_sent_away_and_its_job_never_runs(brisk, path):
    started, go_on = threading.Event(), threading.Event()
    slow = threading.Thread(target=lambda: brisk.submit(lambda _connection: (started.set(), go_on.wait(5))))
    slow.start()
    assert started.wait(5)
    with pytest.raises(Unavailable) as refused:
        brisk.submit(add("late"))
    assert refused.value.code == "database_busy"
    go_on.set()
    slow.join()
    assert brisk.submit(add("next")) == "next"
    assert stored(path) == ["next"]


def test_job_that_began_is_waited_for_however_long_it_takes(brisk, path):
    def slow(connection):
        time.sleep(0.4)
        return add("slow")(connection)

    assert brisk.submit(slow) == "slow"
    assert stored(path) == ["slow"]


def test_closing_finishes_what_waits(app, path):
    writer = GroupWriter(db.engine)
    with ThreadPoolExecutor(8) as pool:
        waiting = [pool.submit(writer.submit, add(f"post {n}")) for n in range(8)]
        time.sleep(0.05)
        writer.close()
        assert [w.result() for w in waiting] == [f"post {n}" for n in range(8)]
    assert not writer.alive
    assert len(stored(path)) == 8


def test_dead_writer_is_replaced(app, path):
    write_now(add("a"))
    first = remembered("group_writer", lambda: None)
    first.close()
    assert write_now(add("b")) == "b"
    assert remembered("group_writer", lambda: None) is not first
    assert stored(path) == ["a", "b"]


def test_many_first_writers_make_one_thread(app):
    def one(n):
        with app.app_context():
            return write_now(add(f"post {n}"))

    before = threading.enumerate()  # a writer of an earlier test may still be ending
    with ThreadPoolExecutor(12) as pool:
        assert len(set(pool.map(one, range(40)))) == 40
    assert [thread.name for thread in threading.enumerate() if thread not in before] == ["group-writer"]
