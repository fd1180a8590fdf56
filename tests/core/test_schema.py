from __future__ import annotations

import sqlite3
from contextlib import closing

from core import schema
from core.db import db, sqlite_engine


def test_versions_this_program_made_are_known_and_later_ones_are_not():
    assert (schema.knows("0001"), schema.knows(schema.head()), schema.knows("9999")) == (True, True, False)


def test_file_is_brought_to_a_version(tmp_path):
    file = tmp_path / "one.db"
    with sqlite_engine(file).connect() as connection:
        assert schema.version(connection) is None
    schema.migrate_file(file, "0001")
    assert schema.version_in(file) == "0001"
    schema.migrate_file(file)
    assert schema.version_in(file) == schema.head()
    with closing(sqlite3.connect(file)) as base:
        assert base.execute("SELECT count(*) FROM key_minute").fetchone() == (0,)


def test_tables_made_from_the_models_are_of_the_present_version(app):
    with db.engine.connect() as connection:
        assert schema.version(connection) == schema.head()


def test_migration_inside_a_transaction_is_undone_with_it(make_app, postgres):
    with make_app(database_url=postgres.url(postgres.create())).app_context(), db.engine.connect() as connection:
        with connection.begin() as transaction:
            schema.migrate(connection)
            assert schema.version(connection) == schema.head()
            transaction.rollback()
        assert schema.version(connection) is None
