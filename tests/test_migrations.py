"""Migrations: numbered, one line, equal to the models, and passable in both directions with data on board."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import downgrade, upgrade

from core.config import ROOT
from core.db import db
from tests.support import sample

VERSIONS = ROOT / "migrations" / "versions"


@pytest.fixture
def migrated(make_app, tmp_path):
    """An app whose tables were made by the migrations alone."""
    app = make_app(database_url=f"sqlite:///{tmp_path / 'migrated.db'}")
    with app.app_context():
        upgrade()
        yield tmp_path / "migrated.db"


def statements(file: Path) -> dict[str, tuple[list[str], bool]]:
    """Return each table's CHECK constraints and whether it is WITHOUT ROWID: alembic compares neither."""
    with sqlite3.connect(file) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
    connection.close()
    return {
        name: (sorted(re.findall(r"CONSTRAINT (\w+) CHECK", sql)), "WITHOUT ROWID" in sql)
        for name, sql in rows
        if name != "alembic_version"
    }


def differences() -> list[object]:
    """Return what alembic would change to make the database equal to the models."""
    with db.engine.connect() as connection:
        return compare_metadata(MigrationContext.configure(connection), db.metadata)


def test_migrations_stand_in_one_numbered_line():
    script = ScriptDirectory(ROOT / "migrations")
    numbers = [revision.revision for revision in reversed(list(script.walk_revisions()))]
    assert numbers == [f"{n:04}" for n in range(1, len(numbers) + 1)]
    assert len(script.get_heads()) == 1
    names = sorted(path.name for path in VERSIONS.glob("*.py"))
    assert [name[:5] for name in names] == [f"{number}_" for number in numbers]


def test_migrations_make_the_tables_of_the_models(migrated):
    assert differences() == []


def test_migrations_make_the_constraints_of_the_models(migrated, empty_database):
    assert statements(migrated) == statements(empty_database)


def test_migrations_go_down_and_up_again_with_data(migrated):
    sample.make()
    db.session.remove()
    downgrade(revision="base")
    assert statements(migrated) == {}
    upgrade()
    assert differences() == []


def test_failed_migration_leaves_nothing_behind(make_app, tmp_path):
    folder = tmp_path / "migrations"
    (folder / "versions").mkdir(parents=True)
    for name in ("env.py", "alembic.ini", "script.py.mako"):
        (folder / name).write_text((ROOT / "migrations" / name).read_text("utf-8"), "utf-8")
    (folder / "versions" / "0001_breaks.py").write_text(
        "from alembic import op\n"
        "revision, down_revision = '0001', None\n"
        "def upgrade():\n"
        "    op.execute('CREATE TABLE half (id INTEGER)')\n"
        "    raise RuntimeError('power cut')\n",
        "utf-8",
    )
    app = make_app(database_url=f"sqlite:///{tmp_path / 'broken.db'}")
    with app.app_context():
        with pytest.raises(SystemExit):  # Flask-Migrate has logged the reason
            upgrade(directory=str(folder))
        assert statements(tmp_path / "broken.db") == {}
