from __future__ import annotations

from sqlalchemy import text

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


def test_health_does_not_ask_the_database(app, client, count_queries):
    assert count_queries(lambda: client.get("/healthz")) == 0
    assert count_queries(lambda: db.session.execute(text("SELECT 1"))) == 1
