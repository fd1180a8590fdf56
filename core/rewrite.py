"""Write tables anew, so that their pages no longer tell in which order and transaction rows came to be.

Random keys hide the order from queries; page splits, free space, deleted rows and PostgreSQL's `xmin` still keep it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import current_app
from sqlalchemy import Engine, Update
from sqlalchemy.exc import DBAPIError

from core.db import db

LOCK_SECONDS = 5  # PostgreSQL: how long a rewrite waits for casts of other rounds before it gives up


def rewrite(renewed: Sequence[Update], clustered: Mapping[str, str]) -> bool:
    """Rewrite tables in key order and tell whether that succeeded; nothing is lost where it did not.

    `renewed` changes nothing but the rows' `xmin`, all in one transaction; `clustered` names tables and the indexes
    that order them. Both are for PostgreSQL; SQLite has no `xmin` and rewrites its whole file. Call it outside a
    transaction: other writers wait meanwhile, and it waits for them.
    """
    db.session.rollback()  # a reader of our own would keep us out
    try:
        if db.engine.dialect.name == "sqlite":
            _vacuum(db.engine)
        else:
            _cluster(db.engine, renewed, clustered)
    except DBAPIError as error:
        # the type alone: a message could hold what must not be in a log
        current_app.logger.warning("tables were not rewritten: %s", type(error.orig).__name__)
        return False
    return True


def _vacuum(engine: Engine) -> None:
    # WITHOUT ROWID tables come out in the order of their random keys, pages full, no free page left
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM")


def _cluster(engine: Engine, renewed: Sequence[Update], clustered: Mapping[str, str]) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'")
        for statement in renewed:
            connection.execute(statement)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        usual = connection.exec_driver_sql("SHOW lock_timeout").scalar()
        connection.exec_driver_sql(f"SET lock_timeout = '{LOCK_SECONDS}s'")
        try:
            for table, index in clustered.items():
                # CLUSTER copies live rows into a new file; the dead ones, with the old `xmin`, go with the old file
                connection.exec_driver_sql(f"CLUSTER {table} USING {index}")
        finally:
            connection.exec_driver_sql(f"SET lock_timeout = '{usual}'")
