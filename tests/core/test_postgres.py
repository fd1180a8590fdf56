"""Connections to PostgreSQL: acknowledged means on disk, waits end, a server that came back is met with fresh ones."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from psycopg.errors import LockNotAvailable
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from core import postgres as settings
from core.db import db
from core.errors import Unavailable
from core.writer import write_now
from tests.support.postgres import started


def shown(name: str) -> str:
    with db.engine.connect() as connection:
        return str(connection.scalar(text(f"SHOW {name}")))


@pytest.fixture
def on_postgresql(make_app, postgres_url):
    """An app on PostgreSQL, its pool empty."""
    with make_app(database_url=postgres_url).app_context():
        yield
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def role(postgres):
    """Set something for the role of the tests: `role("synchronous_commit = off")`; taken back afterwards."""
    yield lambda setting: postgres.say(f"ALTER ROLE tests SET {setting}")
    postgres.say("ALTER ROLE tests RESET ALL")


@pytest.mark.parametrize(
    ("asked", "kept"), [("off", "on"), ("local", "local"), ("on", "on"), ("remote_apply", "remote_apply")]
)
def test_commits_that_do_not_wait_for_the_disk_are_overridden_and_others_left(on_postgresql, role, asked, kept):
    role(f"synchronous_commit = {asked}")
    assert shown("synchronous_commit") == kept
    with db.engine.connect() as connection:  # as the pool hands it out again
        connection.execute(text("SELECT 1"))
    assert shown("synchronous_commit") == kept


def test_what_waits_for_a_lock_is_sent_away(on_postgresql, monkeypatch):
    assert shown("lock_timeout") == "5s"
    with db.engine.begin() as other, db.engine.begin() as connection:
        other.execute(text("LOCK TABLE post IN ACCESS EXCLUSIVE MODE"))
        connection.execute(text("SET LOCAL lock_timeout = '50ms'"))
        with pytest.raises(OperationalError) as refused:
            connection.execute(text("SELECT 1 FROM post"))
    assert isinstance(refused.value.orig, LockNotAvailable)


class Connection:
    """A connection to a server with these settings."""

    def __init__(self, *answer: str) -> None:
        self.answer, self.said = answer, []

    def cursor(self) -> Connection:
        return self

    def __enter__(self) -> Connection:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def execute(self, sql: str, _parameters: object = ()) -> SimpleNamespace:
        self.said.append(sql)
        return SimpleNamespace(fetchone=lambda: ("5s", *self.answer))

    def commit(self) -> None:
        pass


def test_server_that_never_syncs_is_refused_in_words(make_app):
    with started(fsync="off") as unsafe:
        app = make_app(database_url=unsafe.url("postgres"))
        answer = app.test_client().get("/?lang=zh")
        with app.app_context(), pytest.raises(Unavailable, match="database_unsafe"):
            write_now(lambda connection: None)
    assert (answer.status_code, "请管理员打开 PostgreSQL 的 fsync" in answer.text) == (503, True)


def test_server_that_may_tear_pages_is_warned_of_once(caplog):
    settings._warn_of_torn_pages.cache_clear()
    for _ in range(2):
        settings._on_connect(Connection("on", "on", "off"), "5s")
    assert [record.getMessage() for record in caplog.records] == [
        "PostgreSQL runs with full_page_writes=off: unless its disk never tears a page, set it to on"
    ]


def test_own_limits_of_the_address_come_first():
    limits = settings.connect_args("postgresql+psycopg://a@b/c?connect_timeout=2")
    assert ("connect_timeout" in limits, limits["tcp_user_timeout"]) == (False, 30_000)


def test_connections_that_died_in_the_pool_are_replaced_unseen(on_postgresql, postgres):
    held = [db.engine.connect() for _ in range(3)]
    old = {connection.scalar(text("SELECT pg_backend_pid()")) for connection in held}
    for connection in held:
        connection.close()
    for pid in old:
        postgres.say(f"SELECT pg_terminate_backend({pid})")
    held = [db.engine.connect() for _ in range(3)]
    new = {connection.scalar(text("SELECT pg_backend_pid()")) for connection in held}
    for connection in held:
        connection.close()
    assert (len(old), len(new), old & new) == (3, 3, set())


def test_connection_that_lives_is_handed_out_again(on_postgresql):
    seen = set()
    for _ in range(5):
        with db.engine.connect() as connection:
            seen.add(connection.scalar(text("SELECT pg_backend_pid()")))
    assert len(seen) == 1


def test_write_cut_off_before_its_commit_is_not_stored(on_postgresql, postgres):
    def cut(connection):
        end(postgres, connection)
        connection.execute(text("SELECT 1"))

    with pytest.raises(Unavailable) as refused:
        write_now(cut)
    assert refused.value.code == "database_busy"


def test_write_cut_off_in_its_commit_is_not_said_to_be_lost(on_postgresql, postgres):
    with pytest.raises(Unavailable) as refused:
        write_now(lambda connection: end(postgres, connection))
    assert refused.value.code == "write_unknown"


def end(postgres, connection):
    pid = connection.scalar(text("SELECT pg_backend_pid()"))
    postgres.say(f"SELECT pg_terminate_backend({pid}, 5000)")


def test_request_that_has_read_is_answered_though_the_server_went(on_postgresql, postgres):
    end(postgres, db.session)
    db.session.remove()  # as at the end of every request
    assert db.session.scalar(text("SELECT 1")) == 1
