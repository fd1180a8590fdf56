"""Migrations: numbered, one line, equal to the models, and passable in both directions with data on board."""

from __future__ import annotations

import json
import re
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import downgrade, upgrade
from sqlalchemy import JSON, bindparam, text
from sqlalchemy.exc import IntegrityError

from core import audit, clock
from core.config import ROOT
from core.db import UtcDateTime, db
from discipline.models import Draw, Review, SelfScore, Statement
from roster.models import Staff
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


def old_entries() -> None:
    """Put entries of the log before it was a tree into the database, with a gap in their numbers."""
    made = text(
        "INSERT INTO audit_entry (id, at, staff_id, staff_name, action, subject, details) "
        "VALUES (:id, :at, 2, '林（纪委）', :action, 'round:k3m8x2', :details)"
    ).bindparams(bindparam("at", type_=UtcDateTime()), bindparam("details", type_=JSON()))
    at = datetime(2026, 11, 3, 9, 0, 0, 250, tzinfo=UTC)
    with db.engine.begin() as connection:
        connection.execute(made, {"id": 1, "at": at, "action": "round.closed", "details": {"voided": 3}})
        reason = {"reason": "对不上", "turn": 2}
        connection.execute(made, {"id": 5, "at": at, "action": "review.returned", "details": reason})


def log_before() -> list[tuple[object, ...]]:
    """Return the log as it is without a tree."""
    with db.engine.connect() as connection:
        rows = connection.execute(text("SELECT id, staff_name, action, details FROM audit_entry ORDER BY id"))
        return [(*row[:3], json.loads(row[3]) if isinstance(row[3], str) else row[3]) for row in rows]


def check_log_becomes_a_tree_and_goes_back() -> None:
    """Migrate a log up, down and up again: whole each time, reasons and names where they can be forgotten."""
    downgrade(revision="0002")
    old_entries()
    upgrade()
    assert audit.verify() == []
    found = [(entry.position, entry.staff_name, entry.facts, entry.details) for entry in audit.entries()]
    assert found == [
        (2, "林（纪委）", {"turn": 2}, {"reason": "对不上", "turn": 2}),
        (1, "林（纪委）", {"voided": 3}, {"voided": 3}),
    ]
    assert audit.standing().size == 2
    db.session.remove()
    downgrade(revision="0002")
    assert log_before() == [
        (1, "林（纪委）", "round.closed", {"voided": 3}),
        (2, "林（纪委）", "review.returned", {"reason": "对不上", "turn": 2}),
    ]
    upgrade()
    assert audit.verify() == []
    db.session.remove()


def check_own_view_goes_down_and_up_with_rows() -> None:
    """Migrate the own view's and the draws' rows away and their tables back: those they hang on are still there."""
    now = clock.now()
    staff = db.session.scalars(db.select(Staff).where(Staff.login == "head")).one()
    staff_id, cadre = staff.id, staff.cadre_id
    review = Review(round_public_id="k3m8x2vp", area_id=staff.area_id, state="draft", turn=1, reason="", made_at=now)
    by = {"staff_id": staff_id, "cadre_id": cadre, "number": 2}
    said = Statement(review=review, text="路会修好", state="returned", written_at=now, **by)
    said.reason, said.handled_by, said.handled_at = "不要点名", staff_id, now
    score = SelfScore(round_public_id="k3m8x2vp", marks="43214", salt=bytes(32), entered_at=now, **by)
    fixed = {"population": "a\nb\n", "population_hash": "0" * 64, "size": 2, "k": 1, "source": "骰子", "reason": "抽查"}
    lot = Draw(public_id="d4k8m2vp", kind="rounds", prepared_by=staff_id, prepared_at=now, **fixed)
    db.session.add_all([said, score, lot])
    db.session.commit()
    wrong = {
        "ck_statement_reason": "UPDATE statement SET reason = ''",
        "ck_draw_drawn_at": "UPDATE draw SET seed = '3516'",
    }
    for name, change in wrong.items():
        with pytest.raises(IntegrityError, match=name), db.engine.begin() as connection:
            connection.execute(text(change))
    db.session.remove()
    downgrade(revision="0006")
    with db.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM review")).scalar_one() == 1
    upgrade()
    assert differences() == []
    assert db.session.scalar(db.select(db.func.count()).select_from(SelfScore)) == 0
    db.session.remove()


def test_own_view_goes_down_and_up_with_rows(migrated):
    sample.make()
    check_own_view_goes_down_and_up_with_rows()


def test_log_becomes_a_tree_and_goes_back(migrated):
    check_log_becomes_a_tree_and_goes_back()


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
