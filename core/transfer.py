"""Rows between PostgreSQL and a SQLite file with the same tables: in the order of their keys, a few at a time.

The order of keys is the order in which they are written, so that neither side learns from the other in which order
rows came to be. Random keys (ballots, slips) then say nothing at all.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    Connection,
    DateTime,
    MetaData,
    Select,
    Table,
    Text,
    TypeDecorator,
    cast,
    event,
    func,
    insert,
    select,
    text,
)

from core import schema
from core.db import UtcDateTime, sqlite_engine

CHUNK = 1000  # rows in memory at a time


class _JsonText(TypeDecorator[str]):
    """JSON as the text it is: read and written again, it could come out another."""

    impl = Text
    cache_ok = True

    def column_expression(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """Ask for text where the driver would make objects of it."""
        return cast(column, Text)


def dump(source: Connection, file: Path) -> None:
    """Write all tables of PostgreSQL into the empty `file`, as SQLite tables of the same version.

    `source` must see one state throughout (REPEATABLE READ). Tables that are not of this program stay out.
    """
    schema.migrate_file(file, schema.version(source) or "head")
    with sqlite_engine(file).begin() as target:
        known = _tables(source)
        for table in _tables(target).sorted_tables:
            with source.execute(_in_order(known.tables[table.name])) as rows:
                for part in rows.mappings().partitions():
                    target.execute(insert(table), [dict(row) for row in part])


def load(file: Path, target: Connection) -> None:
    """Replace all rows of PostgreSQL by those of `file`, in the transaction of `target`; raises the driver's errors.

    Both must have the same version. Numbers that the database gives out go on after the highest.
    """
    with sqlite_engine(file).connect() as source:
        tables = _tables(source).sorted_tables
        target.execute(text(f"TRUNCATE {', '.join(_quoted(target, table) for table in tables)}"))
        for table in tables:
            _copy(source, table, target)
            _number_on(table, target)


def _copy(source: Connection, table: Table, target: Connection) -> None:
    columns = ", ".join(target.dialect.identifier_preparer.quote(column.name) for column in table.columns)
    with (
        target.connection.driver_connection.cursor() as cursor,  # type: ignore[union-attr]  # open as long as `target`
        cursor.copy(f"COPY {_quoted(target, table)} ({columns}) FROM STDIN") as copy,
    ):
        for row in source.execute(_in_order(table)):
            copy.write_row(row)


def _number_on(table: Table, target: Connection) -> None:
    # not setval: what it sets stays where the transaction is undone
    for column in table.primary_key.columns:
        named = {"table": _quoted(target, table), "column": column.name}
        sequence = target.scalar(text("SELECT pg_get_serial_sequence(:table, :column)"), named)
        if sequence:
            highest = target.scalar(select(func.max(column))) or 0
            target.execute(text(f"ALTER SEQUENCE {sequence} RESTART WITH {highest + 1}"))


def _in_order(table: Table) -> Select[Any]:
    return select(table).order_by(*table.primary_key.columns).execution_options(yield_per=CHUNK)


def _quoted(connection: Connection, table: Table) -> str:
    return connection.dialect.identifier_preparer.quote(table.name)


def _tables(connection: Connection) -> MetaData:
    """Return the tables as they are: after an update of the program they may still be older than its models."""
    found = MetaData()
    event.listen(found, "column_reflect", _common_type)
    found.reflect(connection, only=lambda name, _: name != schema.VERSION)
    return found


def _common_type(_inspector: Any, _table: Table, column: Any) -> None:
    for kind, common in ((DateTime, UtcDateTime), (JSON, _JsonText)):
        if isinstance(column["type"], kind):
            column["type"] = common()
