"""The database: one declarative base, safe settings on every connection, and `writing()`, which commits once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    URL,
    Connection,
    Date,
    DateTime,
    Dialect,
    Engine,
    ForeignKey,
    LargeBinary,
    MetaData,
    NullPool,
    String,
    TypeDecorator,
    create_engine,
    event,
)
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Session, mapped_column, registry

from core import postgres
from core.errors import Unavailable

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, stored as UTC (SQLite keeps no zone)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 – SQLAlchemy's
        """Refuse naive times; store UTC."""
        if value is not None and value.tzinfo is None:
            raise ValueError("naive time")
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 – the same
        """Give back an aware UTC moment."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# Reusable column types. Lengths are CHECKed by PostgreSQL and documented for SQLite.
IntPk = Annotated[int, mapped_column(primary_key=True)]
PublicId = Annotated[str, mapped_column(String(16), unique=True)]
Name = Annotated[str, mapped_column(String(80))]
LongText = Annotated[str, mapped_column(String(20_000))]
Blob = Annotated[bytes, mapped_column(LargeBinary)]
Moment = Annotated[datetime, mapped_column(UtcDateTime)]


class Base(DeclarativeBase):
    """All tables; constraints are named so that migrations can speak of them."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMES), type_annotation_map={datetime: UtcDateTime, date: Date}
    )


# DELETE + EXTRA lost nothing in 1,000 simulated power cuts; WAL is corrupt-prone before SQLite 3.51.3.
PRAGMAS = ("journal_mode=DELETE", "synchronous=EXTRA", "foreign_keys=ON", "secure_delete=ON")

db = SQLAlchemy(model_class=Base)
_immediate: ContextVar[bool] = ContextVar("immediate", default=False)
_LAST = "before_commit"  # in the session's info: what is done at the end of `writing()`


def foreign(target: str) -> Any:
    """Return an indexed foreign key column to `target` (table.column)."""
    return mapped_column(ForeignKey(target), index=True)


def configure(app: Flask, url: str) -> None:
    """Bind `app` to the database at `url` and hang the safe settings on its connections."""
    patience = {"timeout": app.config["LOCK_SECONDS"]} if is_sqlite(url) else postgres.connect_args(url)
    options: dict[str, Any] = {"connect_args": patience, "pool_size": 40, "max_overflow": 20}
    options["hide_parameters"] = True  # an exception's text must not hold what somebody typed
    app.config.update(SQLALCHEMY_DATABASE_URI=url, SQLALCHEMY_ENGINE_OPTIONS=options)
    db.init_app(app)
    with app.app_context():
        if is_sqlite(url):
            _keep_safe(db.engine)
        else:
            postgres.keep_safe(db.engine, app.config["LOCK_SECONDS"])


def is_sqlite(url: str) -> bool:
    """Tell whether `url` names a SQLite file."""
    return url.startswith("sqlite")


def sqlite_engine(file: Path) -> Engine:
    """Return an engine on a SQLite file that is not the app's own, with the safe settings."""
    engine = create_engine(URL.create("sqlite", database=str(file)), poolclass=NullPool, hide_parameters=True)
    _keep_safe(engine)
    return engine


def _keep_safe(engine: Engine) -> None:
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)


def _on_connect(connection: Any, _record: Any) -> None:
    # "IMMEDIATE": a statement that reads is a transaction of its own and holds no lock afterwards, since a page
    # still being drawn would hold up the writer's commit; the first that writes waits for the write lock.
    connection.isolation_level = "IMMEDIATE"
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _on_begin(connection: Any) -> None:
    # A use case that reads, decides and writes must have the lock from its first read on.
    if _immediate.get():
        connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextmanager
def immediate() -> Iterator[None]:
    """Transactions begun inside take SQLite's write lock at once."""
    token = _immediate.set(True)
    try:
        yield
    finally:
        _immediate.reset(token)


@contextmanager
def locked(engine: Engine) -> Iterator[Connection]:
    """One transaction that holds SQLite's write lock from its start; committed at the end, undone on any error."""
    with engine.connect() as connection:
        with immediate():
            transaction = connection.begin()
        with transaction:
            yield connection


@contextmanager
def writing() -> Iterator[Session]:
    """One use case, one commit: yields the session; commits at the end, undoes everything where it raises.

    What `before_commit` was given runs last. Raises `Unavailable` where the database is locked or full: nothing was
    stored then; "write_unknown" where it went away during the commit.
    """
    session, committing = db.session, False
    session.rollback()  # what this request has read so far is another transaction, and read again
    last: list[Callable[[], None]] = []
    session.info[_LAST] = last
    try:
        with immediate():
            session.connection()
        yield session  # type: ignore[misc]  # a scoped session is used like a session
        for step in last:
            step()
        committing = True
        session.commit()
    except OperationalError as error:
        session.rollback()
        raise not_stored(error, committing) from error
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.pop(_LAST, None)


def not_stored(error: OperationalError, committing: bool) -> Unavailable:
    """Return what is said of a write that failed: "not stored", or "unknown" where the answer to a commit was lost."""
    return Unavailable("write_unknown" if committing and error.connection_invalidated else "database_busy")


def before_commit(step: Callable[[], None]) -> None:
    """Have `step` done at the end of the present `writing()`: a lock it takes comes after all others, and is short.

    Raises RuntimeError outside `writing()`, where nobody would commit it.
    """
    if _LAST not in db.session.info:
        raise RuntimeError("outside of writing()")
    db.session.info[_LAST].append(step)
