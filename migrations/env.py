"""How migrations run: numbered 0001, 0002, …, in one transaction that a failure undoes whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection

from core.db import UtcDateTime, db, immediate


def number_it(migration: Any, _revision: Any, directives: list[Any]) -> None:
    """Give a new revision the next number; drop one that would be empty."""
    script = directives[0]
    if script.upgrade_ops.is_empty():
        directives.clear()
        return
    head = migration.get_current_revision() or "0000"
    script.rev_id = f"{int(head) + 1:04}"


def render(kind: str, thing: Any, _context: AutogenContext) -> str | Literal[False]:
    """Write our own types as the database has them: a migration must not change when the code does."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(thing, UtcDateTime) else False


@contextmanager
def loose_keys(connection: Connection) -> Iterator[None]:
    """Suspend SQLite's foreign keys: a changed table is made anew, dropping the old one would cascade."""
    raw = connection.connection.driver_connection
    sqlite = connection.dialect.name == "sqlite"
    if sqlite:
        raw.execute("PRAGMA foreign_keys=OFF")  # does nothing inside a transaction, so before it begins
    try:
        yield
    finally:
        if sqlite:
            raw.execute("PRAGMA foreign_keys=ON")


def check_keys(connection: Connection) -> None:
    """Refuse to commit where a row points nowhere."""
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise RuntimeError(f"the migration leaves rows that point nowhere: {broken[:5]}")


def run() -> None:
    """Migrate the app's database, or the one of a connection given; where two starts meet, one waits for the other."""
    given = context.config.attributes.get("connection")
    opened = db.engine.connect() if given is None else nullcontext(given)
    with opened as connection, loose_keys(connection), immediate():
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=True,
            render_item=render,
            process_revision_directives=number_it,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()
            check_keys(connection)


run()
