import sqlite3

import pytest
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import IntegrityError, OperationalError

from core.db import db, locked
from core.statements import Statement

ADD = Statement("INSERT INTO post (name, name_en, rank) VALUES (:name, :name, :rank)")
RANK = Statement("SELECT rank FROM post WHERE name = :name")


def test_statement_runs_in_the_transaction_of_its_connection(app):
    with locked(db.engine) as connection:
        assert ADD.run(connection, {"name": "村医", "rank": 3}) == 1
    assert RANK.first(db.engine, {"name": "村医"}) == (3,)
    with pytest.raises(RuntimeError, match="halfway"), locked(db.engine) as connection:
        ADD.run(connection, {"name": "会计", "rank": 4})
        raise RuntimeError("halfway")
    assert RANK.first(db.engine, {"name": "会计"}) is None


def test_run_tells_how_many_rows_changed(app):
    change = Statement("UPDATE post SET rank = 9 WHERE rank < :rank")
    with locked(db.engine) as connection:
        for n in range(3):
            ADD.run(connection, {"name": f"post {n}", "rank": n})
        assert change.run(connection, {"rank": 2}) == 2
        assert change.run(connection, {"rank": 2}) == 0


def test_statement_is_spelled_for_postgresql():
    assert ADD._spell(postgresql.psycopg.dialect()) == (
        "INSERT INTO post (name, name_en, rank) VALUES (%(name)s, %(name)s, %(rank)s)"
    )


def test_errors_are_those_of_sqlalchemy_and_hold_no_parameters(app):
    with pytest.raises(OperationalError) as raised:
        Statement("SELECT * FROM nowhere WHERE code = :code").first(db.engine, {"code": "1234567890123456"})
    assert isinstance(raised.value.orig, sqlite3.OperationalError)
    assert "1234567890123456" not in str(raised.value)


def test_broken_constraint_is_an_integrity_error(app):
    with pytest.raises(IntegrityError), locked(db.engine) as connection:
        ADD.run(connection, {"name": "村医", "rank": 1})
        ADD.run(connection, {"name": "村医", "rank": 1})


def test_server_that_is_away_is_an_operational_error(make_app):
    app = make_app(database_url="postgresql://nobody@127.0.0.1:1/nothing")
    with app.app_context(), pytest.raises(OperationalError):
        Statement("SELECT 1").first(db.engine, {})
