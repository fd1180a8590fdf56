"""PostgreSQL goes away, is locked, or sends statements away while people vote: no vote is lost, all goes on by itself.

A full disk is not played here: it takes a file system of its own, which needs root; a server that refuses to write is.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from sqlalchemy import event, text

from core.db import db
from tests.support import ballots, sample
from tests.support.voting import VOTERS, in_box, sender, until_told


@pytest.fixture
def opened(make_app, mortal_postgres):
    """An app on a database of its own, its round with 120 slips, and what sends ballots."""
    name = mortal_postgres.create()
    app = make_app(database_url=mortal_postgres.url(name))
    with app.app_context():
        db.create_all()
        made = ballots.open_round(sample.make(), slips=120)
        db.session.remove()
        yield app, made, name
        db.session.remove()


@pytest.fixture
def cast(opened):
    app, made, _name = opened
    return sender(app, made.url)


def test_postgresql_that_was_away_is_met_by_fresh_connections(opened, cast, mortal_postgres):
    app, made, _name = opened
    with ThreadPoolExecutor(VOTERS) as pool:
        told = [receipt for _status, receipt, _answer in pool.map(cast, made.codes[:30])]
        mortal_postgres.kill()
        away = list(pool.map(cast, made.codes[30:40]))
        pages = [app.test_client().get(path) for path in (made.url, "/", "/readyz")]
        mortal_postgres.start_again()
        back = list(pool.map(cast, made.codes[30:70]))
    assert {(status, answer.headers["Retry-After"]) for status, _, answer in away} == {(503, "10")}
    assert [page.status_code for page in pages] == [200, 503, 503]  # the ballot is answered from memory
    assert {status for status, _receipt, _answer in back} == {200}
    assert in_box() == sorted(told + [receipt for _status, receipt, _answer in back])


def away_for(server, seconds):
    server.kill()
    time.sleep(seconds)
    server.start_again()


@pytest.mark.parametrize("seconds", [1, pytest.param(30, marks=pytest.mark.soak)])
def test_postgresql_away_for_a_while_loses_no_vote(opened, cast, mortal_postgres, seconds):
    _app, made, _name = opened
    seen = Counter()
    cast_before = until_told(cast, made.codes[:10], seen)
    trouble = threading.Thread(target=away_for, args=(mortal_postgres, seconds))
    trouble.start()
    time.sleep(0.3)
    told = until_told(cast, made.codes[10:60], seen)
    trouble.join()
    assert in_box() == sorted(cast_before + told)
    assert (seen[200], seen[503] > 0) == (60, True)


def hold(url, statement, seconds, held):
    with psycopg.connect(url) as other:
        other.execute(statement)
        held.set()
        time.sleep(seconds)
        other.rollback()


@pytest.mark.parametrize("seconds", [1, pytest.param(30, marks=pytest.mark.soak)])
@pytest.mark.parametrize("table", ["ballot", "slip", "evaluation_round"])
def test_table_locked_by_another_session_sends_voters_away_until_it_is_free(
    opened, cast, mortal_postgres, table, seconds
):
    _app, made, name = opened
    seen, held = Counter(), threading.Event()
    if seconds == 1:  # 5 s of patience, made short
        mortal_postgres.say(f"ALTER DATABASE {name} SET statement_timeout = '200ms'")
    db.engine.dispose()
    lock = f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE"
    holder = threading.Thread(target=hold, args=(mortal_postgres.url(name), lock, seconds, held))
    holder.start()
    assert held.wait(30)
    told = until_told(cast, made.codes[:30], seen)
    holder.join()
    assert in_box() == sorted(told)
    assert (seen[200], seen[503] > 0) == (30, True)


def test_server_that_takes_no_writes_is_not_taken_for_one_that_stored(opened, cast, mortal_postgres):
    _app, made, name = opened
    mortal_postgres.say(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    db.engine.dispose()
    refused = [cast(code) for code in made.codes[:5]]
    mortal_postgres.say(f"ALTER DATABASE {name} RESET default_transaction_read_only")
    db.engine.dispose()
    assert {(status, answer.headers.get("Retry-After")) for status, _, answer in refused} == {(503, "10")}
    assert in_box() == []
    assert [cast(code)[0] for code in made.codes[:5]] == [200] * 5


def test_reconnecting_needs_nobody_after_the_server_was_stopped_kindly(opened, cast, mortal_postgres):
    _app, made, _name = opened
    assert cast(made.codes[0])[0] == 200
    mortal_postgres.stop()
    assert cast(made.codes[1])[0] == 503
    mortal_postgres.start_again()
    assert cast(made.codes[1])[0] == 200
    with db.engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM ballot")) == 2


def test_voter_cut_off_in_the_commit_is_not_told_that_nothing_was_stored(opened, cast, mortal_postgres):
    _app, made, _name = opened

    def cut(connection):
        pid = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
        mortal_postgres.say(f"SELECT pg_terminate_backend({pid}, 5000)")

    event.listen(db.engine, "commit", cut)
    status, _receipt, answer = cast(made.codes[0])
    event.remove(db.engine, "commit", cut)
    assert (status, answer.headers["Retry-After"]) == (503, "10")
    assert ("不知道投出没有，再按一次" in answer.text, "您的票没有存上" in answer.text) == (True, False)
    assert f'<input type="hidden" name="code" value="{ballots.group(made.codes[0])}">' in answer.text
    assert cast(made.codes[0])[0] == 200
