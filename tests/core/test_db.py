from __future__ import annotations

import sqlite3
import threading
from datetime import datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from core.clock import LOCAL
from core.db import UtcDateTime, before_commit, db, immediate, writing
from core.errors import Unavailable
from roster.models import Area, Post


def names() -> list[str]:
    return list(db.session.scalars(db.select(Post.name).order_by(Post.id)))


def add(name: str) -> None:
    with writing() as session:
        session.add(Post(name=name, name_en=name, rank=1))


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "delete"), ("synchronous", 3), ("foreign_keys", 1), ("secure_delete", 1)],
)
def test_connections_are_set_to_lose_nothing(app, pragma, value):
    assert db.session.execute(text(f"PRAGMA {pragma}")).scalar() == value


def test_writing_commits_once_at_the_end(app):
    add("村医")
    db.session.rollback()
    assert names() == ["村医"]


def test_writing_undoes_everything_where_it_raises(app):
    with pytest.raises(RuntimeError, match="halfway"), writing() as session:
        session.add(Post(name="村医", name_en="Doctor", rank=1))
        session.flush()
        raise RuntimeError("halfway")
    assert names() == []


def test_steps_before_the_commit_run_last_and_in_their_order(app):
    with writing() as session:
        before_commit(lambda: session.add(Post(name="会计", name_en="Accountant", rank=1)))
        before_commit(lambda: before_commit(lambda: session.add(Post(name="文书", name_en="Clerk", rank=1))))
        session.add(Post(name="村医", name_en="Doctor", rank=1))
        session.flush()
    assert names() == ["村医", "会计", "文书"]


def test_step_before_the_commit_that_fails_undoes_everything(app):
    with pytest.raises(ZeroDivisionError), writing() as session:
        session.add(Post(name="村医", name_en="Doctor", rank=1))
        before_commit(lambda: 1 // 0)
    add("会计")  # the step is not kept for the next use case
    assert names() == ["会计"]


def test_step_before_the_commit_is_refused_where_nobody_commits(app):
    with pytest.raises(RuntimeError, match="outside"):
        before_commit(lambda: None)


def test_writing_refuses_a_row_that_points_nowhere(app):
    with pytest.raises(IntegrityError), writing() as session:
        session.add(Area(public_id="k3m8x2vp", kind="village", name="x", name_en="x", number=1, parent_id=99))


def test_writing_refuses_what_a_check_forbids(app):
    with pytest.raises(IntegrityError, match="ck_area_kind"), writing() as session:
        session.add(Area(public_id="k3m8x2vp", kind="planet", name="x", name_en="x", number=1))


def test_writing_says_unavailable_where_the_database_is_locked(make_app, tmp_path):
    app = make_app()
    other = sqlite3.connect(tmp_path / "instance" / "zhiping.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with app.app_context(), pytest.raises(Unavailable) as refused:
        db.session.execute(text("PRAGMA busy_timeout=50"))
        add("村医")
    other.close()
    assert refused.value.code == "database_busy"
    with app.app_context():
        assert names() == []


def test_writing_says_unavailable_where_the_disk_is_full(app):
    pages = db.session.execute(text("PRAGMA page_count")).scalar()
    db.session.execute(text(f"PRAGMA max_page_count={pages}"))
    with pytest.raises(Unavailable) as refused, writing() as session:
        session.add_all(Post(name=f"{n}" * 70, name_en="x" * 80, rank=n) for n in range(200))
    assert refused.value.code == "database_busy"
    assert names() == []


def test_writers_take_turns_instead_of_failing(app):
    def work(n: int) -> None:
        with app.app_context():
            add(f"post {n}")

    threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(names()) == [f"post {n}" for n in range(8)]


def test_transactions_take_the_write_lock_only_inside_immediate(app, tmp_path):
    other = sqlite3.connect(tmp_path / "instance" / "zhiping.db", isolation_level=None, timeout=0)
    db.session.execute(text("SELECT 1"))
    other.execute("BEGIN IMMEDIATE").execute("ROLLBACK")
    db.session.rollback()
    with immediate():
        db.session.execute(text("SELECT 1"))
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.close()


def test_moments_come_back_aware_and_in_utc():
    noon = datetime(2026, 11, 3, 12, 0, tzinfo=LOCAL)
    kind = UtcDateTime()
    stored = kind.process_bind_param(noon, None)
    assert stored.isoformat() == "2026-11-03T04:00:00+00:00"
    assert kind.process_result_value(stored.replace(tzinfo=None), None) == noon
    assert (kind.process_bind_param(None, None), kind.process_result_value(None, None)) == (None, None)


def test_moments_without_zone_are_refused():
    with pytest.raises(ValueError, match="naive time"):
        UtcDateTime().process_bind_param(datetime(2026, 11, 3, 12, 0), None)  # noqa: DTZ001 – that is the point
