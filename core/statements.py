"""SQL for the hot path: written once with :names, run on the driver's own cursor, on SQLite and PostgreSQL alike.

SQLAlchemy's execute costs ten times what the statement itself does; transactions and pooling stay SQLAlchemy's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Engine, text
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor, Dialect
from sqlalchemy.exc import DBAPIError

Parameters = Mapping[str, Any]


class Statement:
    """One SQL statement with :named parameters."""

    def __init__(self, sql: str) -> None:
        self._text = text(sql)
        self._spelled = {"sqlite": sql}  # its driver takes :names as they are

    def run(self, connection: Connection, parameters: Parameters) -> int:
        """Execute in the connection's transaction and return how many rows changed; raises DBAPIError."""
        cursor = self._execute(connection.connection, connection.dialect, parameters)
        changed = int(cursor.rowcount)
        cursor.close()
        return changed

    def rows(self, connection: Connection, parameters: Parameters) -> list[tuple[Any, ...]]:
        """Execute in the connection's transaction and return the rows it gives back; raises DBAPIError."""
        cursor = self._execute(connection.connection, connection.dialect, parameters)
        found: list[tuple[Any, ...]] = list(cursor.fetchall())
        cursor.close()
        return found

    def first(self, engine: Engine, parameters: Parameters) -> tuple[Any, ...] | None:
        """Return the first row of a read in a transaction of its own; raises DBAPIError."""
        try:
            connection = engine.raw_connection()
        except engine.dialect.loaded_dbapi.Error as error:  # the server is away
            raise _told(error, engine.dialect) from error
        try:
            cursor = self._execute(connection, engine.dialect, parameters)
            row: tuple[Any, ...] | None = cursor.fetchone()
            cursor.close()
        finally:
            connection.close()  # back to the pool, which ends the transaction
        return row

    def _execute(self, connection: DBAPIConnection, dialect: Dialect, parameters: Parameters) -> DBAPICursor:
        try:
            cursor = connection.cursor()
            cursor.execute(self._spell(dialect), parameters)
        except dialect.loaded_dbapi.Error as error:
            raise _told(error, dialect) from error
        return cursor

    def _spell(self, dialect: Dialect) -> str:
        if dialect.name not in self._spelled:
            self._spelled[dialect.name] = str(self._text.compile(dialect=dialect))
        return self._spelled[dialect.name]


def _told(error: Exception, dialect: Dialect) -> BaseException:
    """Return a driver's error as SQLAlchemy says it, without the parameters: they must not get into a log."""
    return DBAPIError.instance(None, None, error, dialect.loaded_dbapi.Error, dialect=dialect)


@lru_cache(maxsize=1024)
def many(before: str, names: Sequence[str], rows: int, after: str = "") -> Statement:
    """Return the statement `before VALUES (:a0, :b0), (:a1, :b1) … after` for so many `rows` of `names`."""
    values = ", ".join("(" + ", ".join(f":{name}{row}" for name in names) + ")" for row in range(rows))
    return Statement(f"{before} VALUES {values} {after}")


def numbered(rows: Sequence[Parameters]) -> dict[str, Any]:
    """Return the parameters of such a statement."""
    return {f"{name}{at}": value for at, row in enumerate(rows) for name, value in row.items()}
