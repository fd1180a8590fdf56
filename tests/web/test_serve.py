"""Starting: what `./run` does after its installation."""

from __future__ import annotations

import hashlib
import json
import os
import socket
import subprocess
import sys
import threading
import time
from urllib.error import URLError
from urllib.request import urlopen

import click
import pytest
from sqlalchemy import event

from core.config import ROOT, Settings
from core.db import db
from core.errors import Unavailable
from web import serve


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def answer(address: str, process: subprocess.Popen[str], seconds: float = 60) -> object:
    """Return what the address answers as soon as it does."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        try:
            with urlopen(address, timeout=5) as found:
                return json.load(found)
        except (URLError, ConnectionError):
            time.sleep(0.05)
    raise AssertionError(process.communicate(timeout=5))


@pytest.fixture
def start(tmp_path, port):
    """Start the server as `./run` does, ask it once, stop it, and return what it said and wrote on the screen."""

    def once() -> tuple[object, str, int]:
        variables = {"PORT": port, "INSTANCE_PATH": str(tmp_path / "instance"), "DEMO": "0"}
        process = subprocess.Popen(
            [sys.executable, "-m", "web.serve"],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], **variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            said = answer(f"http://127.0.0.1:{port}/readyz", process)
        finally:
            process.terminate()
            screen, _ = process.communicate(timeout=30)
        return said, screen, process.returncode

    return once


def test_first_start_makes_the_tables_and_the_second_changes_nothing(start, tmp_path, port):
    first = start()
    assert first == ({"status": "ok"}, serve.welcome(f"http://127.0.0.1:{port}", tmp_path / "none") + "\n", 0)
    database = tmp_path / "instance" / "zhiping.db"
    before = hashlib.sha256(database.read_bytes()).hexdigest()
    assert start() == first
    assert hashlib.sha256(database.read_bytes()).hexdigest() == before


def test_taken_port_is_said_in_one_line(port):
    with socket.socket() as other:
        other.bind(("127.0.0.1", int(port)))
        other.listen()
        with pytest.raises(click.ClickException) as refused:
            serve.check_port(Settings(port=port))
    assert refused.value.message == (
        f"cannot listen on 127.0.0.1:{port} (Address already in use). "
        "Is Zhiping running already? Another port: PORT=8001 ./run"
    )


def test_free_port_is_no_trouble(port):
    assert serve.check_port(Settings(port=port)) is None


def test_server_has_one_process_and_lets_many_connections_stand():
    line = " ".join(serve.server(Settings(host="0.0.0.0", port="80")))
    assert line == (
        "granian --interface asgi --http 1 --no-ws --workers 1 --respawn-failed-workers "
        "--workers-kill-timeout 30 --host 0.0.0.0 --port 80 --backlog 4096 --backpressure 4096 "
        "--no-access-log --log-level error --factory web.door:build"
    )


def test_welcome_tells_the_logins_and_codes_of_the_sample(tmp_path):
    known = {
        "logins": [{"login": "organizer", "password": "demo-password", "who": "陈（组织办）"}],
        "codes": [{"code": "1234 5678 9012 3456", "url": "http://127.0.0.1:8000/b/k3m8x2vp#1234567890123456"}],
    }
    (tmp_path / "demo.json").write_text(json.dumps(known), "utf-8")
    assert serve.welcome("http://127.0.0.1:8000", tmp_path / "demo.json").splitlines() == [
        "",
        "  直评 Zhiping   http://127.0.0.1:8000/",
        "  staff          http://127.0.0.1:8000/staff/",
        "",
        "  Demo logins (login / password)",
        "    organizer    demo-password    陈（组织办）",
        "",
        "  Unused demo codes",
        "    1234 5678 9012 3456   http://127.0.0.1:8000/b/k3m8x2vp#1234567890123456",
        "",
        "  Stop with Ctrl-C.",
    ]


def test_start_waits_for_a_database_that_comes_later(make_app, mortal_postgres):
    with make_app(database_url=mortal_postgres.url("postgres")).app_context():
        mortal_postgres.kill()
        coming = threading.Timer(0.5, mortal_postgres.start_again)
        coming.start()
        serve.await_database()
        coming.join()
        assert db.session.scalar(db.text("SELECT 1")) == 1
        db.session.remove()


def test_start_says_where_no_database_answers(make_app):
    app = make_app(database_url="postgresql://zhiping:geheim@127.0.0.1:1/nothing")
    with app.app_context(), pytest.raises(click.ClickException) as said:
        serve.await_database(0.1)
    assert said.value.message == (
        "the database postgresql+psycopg://zhiping:***@127.0.0.1:1/nothing does not answer. Is PostgreSQL running, and "
        "is DATABASE_URL right?"
    )


def test_start_refuses_a_database_that_never_syncs(make_app, postgres_url):
    def unsafe(*_):
        raise Unavailable("database_unsafe")

    with make_app(database_url=postgres_url).app_context():
        event.listen(db.engine, "checkout", unsafe)
        with pytest.raises(click.ClickException, match="Set fsync = on in"):
            serve.await_database()
