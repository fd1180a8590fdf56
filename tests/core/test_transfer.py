"""Rows go from PostgreSQL to a SQLite file and back as they were, in the order of their keys."""

from __future__ import annotations

import random
import sqlite3
import tracemalloc
from contextlib import closing
from datetime import UTC, date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, text

from core import copies, schema, stores
from core.audit_rows import AuditCheckpoint, AuditEntry
from core.db import db, sqlite_engine
from roster.models import Post
from sms.models import InboundMessage

TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=80)
JSONS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
FILES = st.dictionaries(TEXTS, JSONS, max_size=3) | st.lists(JSONS, max_size=3)  # no column holds a bare number
MOMENTS = st.datetimes(timezones=st.just(UTC))
ENTRIES = st.fixed_dictionaries(
    {
        "position": st.integers(1, 2**31 - 2),
        "subject": TEXTS,
        "at": MOMENTS,
        "facts": FILES,
        "personal": FILES,
        "salt": st.binary(),
        "leaf": st.binary(max_size=32),
    }
)
MESSAGES = st.fixed_dictionaries(
    {"provider_hash": st.binary(min_size=32, max_size=32), "received_on": st.dates(), "sealed": st.binary()}
)
# 40,000 rows of 500 bytes
FILLED = (
    "INSERT INTO inbound_message (gateway, provider_hash, received_on, state, sealed) "
    "SELECT 'twilio', sha256(n::text::bytea), '2026-11-03', 'received', decode(repeat('61', 500), 'hex') "
    "FROM generate_series(1, 40000) n"
)


def contents(file):
    """Every table's rows as they lie on the disk, each value with SQLite's type, in no order."""
    with closing(sqlite3.connect(file)) as base:
        found = {}
        for name in copies.tables(base):
            columns = [row[1] for row in base.execute(f"PRAGMA table_info({name})")]
            typed = ", ".join(f"{column}, typeof({column})" for column in sorted(columns))
            found[name] = sorted(base.execute(f"SELECT {typed} FROM {name}").fetchall(), key=repr)
    found.pop(schema.VERSION, None)
    return found


@pytest.fixture
def empty(make_app, postgres_url):
    """An app on PostgreSQL with all tables and no rows."""
    with make_app(database_url=postgres_url).app_context():
        yield


def put_back(file):
    with stores.alone() as live:
        live.put_back(file)


def copy_out(file):
    with stores.running() as live:
        live.copy_out(file)
    return file


def test_sample_township_comes_back_from_postgresql_equal_row_by_row(built_sample, empty, tmp_path):
    put_back(built_sample / "zhiping.db")
    before, after = contents(built_sample / "zhiping.db"), contents(copy_out(tmp_path / "back.db"))
    assert sum(map(len, before.values())) > 1500
    assert after == before


@settings(
    max_examples=8, phases=[Phase.explicit, Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    entries=st.lists(ENTRIES, max_size=5, unique_by=lambda row: row["position"]),
    messages=st.lists(MESSAGES, max_size=5, unique_by=lambda row: row["provider_hash"]),
)
def test_any_value_comes_back_equal(empty_database, empty, tmp_path, entries, messages):
    file = tmp_path / "any.db"
    file.write_bytes(empty_database.read_bytes())
    with sqlite_engine(file).begin() as connection:
        for row in entries:
            connection.execute(insert(AuditEntry).values(staff_id=1, action="x", commitment="x", **row))
        for row in messages:
            connection.execute(insert(InboundMessage).values(gateway="twilio", state="received", **row))
    put_back(file)
    (tmp_path / "back.db").unlink(missing_ok=True)
    assert contents(copy_out(tmp_path / "back.db")) == contents(file)


def test_file_does_not_know_in_which_order_rows_came(empty, tmp_path):
    rows = [
        {"gateway": "twilio", "provider_hash": random.randbytes(32), "received_on": date(2026, 11, 3), "sealed": b"x"}
        for _ in range(300)
    ]
    images = []
    for order in (rows, random.sample(rows, len(rows))):
        with db.engine.begin() as connection:
            connection.execute(text("TRUNCATE inbound_message"))
            for row in order:  # a transaction of many rows numbers them alike
                connection.execute(insert(InboundMessage).values(state="received", **row))
        images.append(copy_out(tmp_path / f"{len(images)}.db").read_bytes())
    assert images[0] == images[1]


def test_rows_are_not_held_in_memory(empty, tmp_path):
    (tmp_path / "none.db").touch()
    put_back(copy_out(tmp_path / "none.db"))  # what the first run loads stays, and is no row's
    with db.engine.begin() as connection:
        connection.execute(text(FILLED))
    (tmp_path / "one.db").touch()
    tracemalloc.start()
    try:
        put_back(copy_out(tmp_path / "one.db"))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert db.session.scalar(text("SELECT sum(length(sealed)) FROM inbound_message")) == 20_000_000
    assert most < 10_000_000  # half of what is copied; a thousand rows at a time take some three


def test_numbers_go_on_after_the_highest_and_begin_with_one_in_an_empty_table(empty, tmp_path):
    with db.engine.begin() as connection:
        connection.execute(insert(Post).values(id=41, name="村医", name_en="Doctor", rank=1))
    put_back(copy_out(tmp_path / "one.db"))
    with db.engine.begin() as connection:
        made = [
            connection.execute(insert(kind).values(**values)).inserted_primary_key[0]
            for kind, values in (
                (Post, {"name": "a", "name_en": "a", "rank": 1}),
                (AuditCheckpoint, {"name": "x", "size": 1, "root": "x"}),
            )
        ]
    assert made == [42, 1]


def test_restore_that_fails_leaves_rows_and_numbers_as_they_were(empty, tmp_path, empty_database):
    file = tmp_path / "long.db"
    file.write_bytes(empty_database.read_bytes())
    with sqlite_engine(file).begin() as connection:
        connection.execute(insert(Post).values(id=7, name="村" * 81, name_en="x", rank=1))  # SQLite takes any length
    with db.engine.begin() as connection:
        connection.execute(insert(Post), [{"name": str(n), "name_en": "x", "rank": 1} for n in range(3)])
    with pytest.raises(stores.NotWritten, match="StringDataRightTruncation"):
        put_back(file)
    with db.engine.begin() as connection:
        assert connection.scalars(db.select(Post.name).order_by(Post.id)).all() == ["0", "1", "2"]
        made = connection.execute(insert(Post).values(name="3", name_en="x", rank=1))
        assert made.inserted_primary_key == (4,)


def test_database_that_somebody_else_has_open_is_left_alone(empty, empty_database, monkeypatch):
    monkeypatch.setattr(copies, "LOCK_SECONDS", 0.5)
    with db.engine.connect() as other:  # in the pool of a server, say
        other.detach()
        with pytest.raises(stores.InUse):
            put_back(empty_database)


def test_copy_is_of_one_moment_while_others_write(empty, tmp_path):
    with stores.running() as live:
        assert live.tables()["post"] == 0  # its moment
        with db.engine.begin() as other:
            other.execute(insert(Post).values(name="村医", name_en="Doctor", rank=1))
        live.copy_out(tmp_path / "one.db")
    assert contents(tmp_path / "one.db")["post"] == []


def test_older_tables_are_copied_as_they_are_and_brought_up_to_date_by_a_restore(
    make_app, postgres, tmp_path, built_sample
):
    with make_app(database_url=postgres.url(postgres.create())).app_context():
        with db.engine.connect() as connection:
            schema.migrate(connection, "0001")
        assert schema.version_in(copy_out(tmp_path / "old.db")) == "0001"
        put_back(built_sample / "zhiping.db")
        assert contents(copy_out(tmp_path / "new.db")) == contents(built_sample / "zhiping.db")
        assert schema.version_in(tmp_path / "new.db") == schema.head()


def test_tables_of_a_newer_program_are_left_alone(make_app, postgres, tmp_path, empty_database):
    with make_app(database_url=postgres.url(postgres.create())).app_context():
        with db.engine.connect() as connection:
            schema.migrate(connection)
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
            connection.commit()
        for work in (lambda: put_back(empty_database), lambda: copy_out(tmp_path / "new.db")):
            with pytest.raises(stores.NotWritten, match="its tables are of version 9999, which a newer program made"):
                work()
