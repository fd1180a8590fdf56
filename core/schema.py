"""Which version of the tables a database has, and the way to the present one (migrations/)."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from core.config import ROOT
from core.db import sqlite_engine

VERSION = "alembic_version"  # the table that keeps it
_FOLDER = ROOT / "migrations"


def _config() -> Config:
    config = Config(str(_FOLDER / "alembic.ini"))
    config.set_main_option("script_location", str(_FOLDER))
    return config


def head() -> str:
    """Return the version this program works with."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def knows(version: str | None) -> bool:
    """Tell whether this program has the way from `version` to its own: not where a newer program wrote it."""
    return version in {revision.revision for revision in ScriptDirectory.from_config(_config()).walk_revisions()}


def version(connection: Connection) -> str | None:
    """Return the version of a database's tables, None where it has none.

    Tables without a version were made from this program's models: they are of its own version.
    """
    found = MigrationContext.configure(connection).get_current_revision()
    return found or (head() if inspect(connection).get_table_names() else None)


def version_in(file: Path) -> str | None:
    """Return the version of the tables in a SQLite file."""
    with sqlite_engine(file).connect() as connection:
        return version(connection)


def migrate_file(file: Path, to: str = "head") -> None:
    """Bring the tables of a SQLite file to a version; an empty file gets them."""
    with sqlite_engine(file).connect() as connection:
        migrate(connection, to)


def migrate(connection: Connection, to: str = "head") -> None:
    """Bring the tables to a version; in the connection's transaction where one has begun, else in one of its own."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, to)
