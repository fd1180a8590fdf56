"""The installation's database as backup and restore see it: one face for SQLite and PostgreSQL."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError, OperationalError

from core import copies, schema, transfer
from core.db import db

_OTHERS = text(
    "SELECT count(*), pg_stat_clear_snapshot() FROM pg_stat_activity "  # a transaction sees what it saw first
    "WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)
_PAUSE = 0.05  # s between two looks for other programs; one that has just left is seen for a moment


class InUse(Exception):
    """Somebody else has the database open; it was left alone."""


class NotWritten(Exception):
    """The database could not be read or replaced, and is what it was; the text says why in few words."""


class Store(Protocol):
    """A database in one state; `rows` and `copy_out` see it, `put_back` replaces it."""

    def tables(self) -> dict[str, int]:
        """Return how many rows each table has."""

    def rows(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """Return the rows of a read, a few at a time."""

    def copy_out(self, part: Path) -> None:
        """Write everything into the empty file `part`, as a SQLite database."""

    def put_back(self, file: Path) -> None:
        """Replace everything by what is in `file`, of this program's version, whole or not at all."""


class _Sqlite:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def tables(self) -> dict[str, int]:
        return copies.tables(self._connection)

    def rows(self, sql: str) -> Iterator[tuple[Any, ...]]:
        return iter(self._connection.execute(sql))

    def copy_out(self, part: Path) -> None:
        copies.copy_out(self._connection, part)

    def put_back(self, file: Path) -> None:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as source:
            copies.put_back(source, self._connection)


class _Postgres:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def tables(self) -> dict[str, int]:
        counts = {name: text(f'SELECT count(*) FROM "{name}"') for name in _names(self._connection)}  # noqa: S608 – our own tables
        return {name: self._connection.scalar(count) or 0 for name, count in counts.items()}

    def rows(self, sql: str) -> Iterator[tuple[Any, ...]]:
        with self._connection.execute(text(sql), execution_options={"yield_per": transfer.CHUNK}) as found:
            yield from map(tuple, found)

    def copy_out(self, part: Path) -> None:
        transfer.dump(self._connection, part)

    def put_back(self, file: Path) -> None:
        if schema.version(self._connection) != schema.head():
            schema.migrate(self._connection)
        transfer.load(file, self._connection)


def _names(connection: Connection) -> list[str]:
    return inspect(connection).get_table_names()


def running() -> AbstractContextManager[Store]:
    """Open the database beside whoever uses it, for `copy_out`: one state, however long it takes."""
    return _sqlite_running(db.engine) if _is_sqlite() else _postgres_running(db.engine)


def alone() -> AbstractContextManager[Store]:
    """Open the database so that nobody else has it until the end, which keeps what was put back.

    Raises `InUse`, `NotWritten`; `copies.Damaged` where it is no sound database. Nothing was changed then.
    """
    db.engine.dispose()
    return _sqlite_alone(Path(str(db.engine.url.database))) if _is_sqlite() else _postgres_alone(db.engine)


def _is_sqlite() -> bool:
    return db.engine.dialect.name == "sqlite"


@contextmanager
def _sqlite_running(engine: Engine) -> Iterator[Store]:
    raw = engine.raw_connection()
    try:
        yield _Sqlite(raw.driver_connection)  # type: ignore[arg-type]  # of sqlite3
    finally:
        raw.close()


@contextmanager
def _sqlite_alone(place: Path) -> Iterator[Store]:
    try:
        with copies.alone(place) as live:
            yield _Sqlite(live)
    except TimeoutError as error:
        raise InUse from error
    except sqlite3.OperationalError as error:  # no room, no right to write
        raise NotWritten(str(error)) from error
    except sqlite3.DatabaseError as error:
        raise copies.Damaged(str(error)) from error


@contextmanager
def _postgres_running(engine: Engine) -> Iterator[Store]:
    one_state = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with engine.connect().execution_options(**one_state) as connection, connection.begin():
        _take_time(connection)
        _refuse_newer(connection)
        yield _Postgres(connection)


@contextmanager
def _postgres_alone(engine: Engine) -> Iterator[Store]:
    driver = engine.dialect.loaded_dbapi
    try:
        with engine.connect().execution_options(isolation_level="READ COMMITTED") as connection, connection.begin():
            _take_time(connection)
            _refuse_newer(connection)
            _shut_out_others(connection)
            yield _Postgres(connection)
    except OperationalError as error:
        raise NotWritten(type(error.orig).__name__) from error
    except (DBAPIError, driver.Error) as error:  # the type alone: a message could hold what somebody wrote
        raise NotWritten(type(getattr(error, "orig", error)).__name__) from error


def _refuse_newer(connection: Connection) -> None:
    version = schema.version(connection)
    if version is not None and not schema.knows(version):
        raise NotWritten(f"its tables are of version {version}, which a newer program made")


def _take_time(connection: Connection) -> None:
    """Lift the limits a role may have: whole tables take longer than pages."""
    for limit in ("statement_timeout", "idle_in_transaction_session_timeout"):
        connection.execute(text(f"SET LOCAL {limit} = 0"))
    connection.execute(text(f"SET LOCAL lock_timeout = '{int(copies.LOCK_SECONDS * 1000)}ms'"))


def _shut_out_others(connection: Connection) -> None:
    until = time.monotonic() + copies.LOCK_SECONDS / 10
    while connection.scalar(_OTHERS):
        if time.monotonic() > until:
            raise InUse
        time.sleep(_PAUSE)
    names = ", ".join(f'"{name}"' for name in _names(connection))
    if names:
        connection.execute(text(f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE"))
