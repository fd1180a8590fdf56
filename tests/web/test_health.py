from __future__ import annotations

import sqlite3

from sqlalchemy import event, text

from core.db import db


def test_process_says_it_answers(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"status": "ok"})


def test_machine_says_it_is_ready(client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json) == (200, {"status": "ok"})


def test_machine_is_not_ready_without_its_database(make_app, tmp_path):
    app = make_app(database_url=f"sqlite:///{tmp_path / 'no' / 'such' / 'folder.db'}")
    assert app.test_client().get("/readyz").status_code == 503


def test_machine_is_not_ready_while_its_database_is_locked(app, client):
    db.engine.dispose()
    event.listen(db.engine, "connect", lambda raw, _: raw.execute("PRAGMA busy_timeout=20"))
    other = sqlite3.connect(db.engine.url.database, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    locked = client.get("/readyz").status_code
    other.close()
    assert (locked, client.get("/readyz").status_code) == (503, 200)


def test_health_does_not_ask_the_database(app, client, count_queries):
    assert count_queries(lambda: client.get("/healthz")) == 0
    assert count_queries(lambda: db.session.execute(text("SELECT 1"))) == 1
