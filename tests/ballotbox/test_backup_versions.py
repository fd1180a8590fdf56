"""Backups that an older or a newer program wrote: brought up to date, or refused in words."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import text

from core import schema
from core.db import db, sqlite_engine
from tests.support.copying import command, sealed_now

pytestmark = pytest.mark.usefixtures("both_databases")


@pytest.mark.parametrize("goes_to", ["sqlite", "postgresql"])
def test_backup_of_older_tables_is_restored_and_brought_up_to_date(app, cast_some, new_instance, tmp_path, goes_to):
    assert command(app, "backup", tmp_path / "one.db")[0] == 0
    old = tmp_path / "old.db"
    schema.migrate_file(old, "0001")
    with closing(sqlite3.connect(old)) as base:  # what a program of that time held
        base.execute("ATTACH ? AS new", (str(tmp_path / "one.db"),))
        for (name,) in base.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'").fetchall():
            columns = ", ".join(row[1] for row in base.execute(f"PRAGMA main.table_info({name})"))
            if name not in ("alembic_version", "audit_entry"):  # its columns are others since 0003
                base.execute(f"INSERT INTO main.{name} ({columns}) SELECT {columns} FROM new.{name}")
        base.commit()
    other, folder = new_instance(kind=goes_to)
    status, said = command(other, "restore", old)
    assert (status, said.splitlines()[0]) == (0, "Restored: 25 sealed ballots.")
    with other.app_context(), db.engine.connect() as connection:
        assert schema.version(connection) == schema.head()
        assert connection.scalar(text("SELECT count(*) FROM key_minute")) == 0  # a table of 0002
        assert connection.scalar(text("SELECT exchange_failures FROM evaluation_round")) == 0
    assert schema.version_in(old) == "0001"
    assert sorted(path.name for path in folder.iterdir() if path.name.endswith(("old.db", "-journal"))) == []


def test_older_backup_that_lacks_a_table_changes_nothing(app, cast_some, tmp_path):
    schema.migrate_file(tmp_path / "old.db", "0001")
    with sqlite_engine(tmp_path / "old.db").begin() as base:
        base.exec_driver_sql("DROP TABLE batch")
    status, said = command(app, "restore", tmp_path / "old.db", "--force")
    assert status == 1
    assert "old.db is of an older program and could not be brought up to date (OperationalError). Nothing" in said
    assert len(sealed_now()[0]) == 25


def test_backup_of_a_newer_program_is_refused(app, cast_some, tmp_path):
    assert command(app, "backup", tmp_path / "one.db")[0] == 0
    with sqlite_engine(tmp_path / "one.db").begin() as base:
        base.exec_driver_sql("CREATE TABLE IF NOT EXISTS alembic_version (version_num TEXT)")
        base.exec_driver_sql("DELETE FROM alembic_version")
        base.exec_driver_sql("INSERT INTO alembic_version VALUES ('9999')")
    status, said = command(app, "restore", tmp_path / "one.db", "--force")
    assert (status, said) == (
        1,
        f"Error: {tmp_path / 'one.db'} was made by a newer program (its tables are of version 9999, this program knows "
        f"them up to {schema.head()}). Update the program, then restore. Nothing was changed.\n",
    )
    assert len(sealed_now()[0]) == 25
