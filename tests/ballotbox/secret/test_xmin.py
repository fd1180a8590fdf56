"""PostgreSQL keeps the transaction of every row: it joins slip and ballot until the box is closed, and no longer."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import pytest

from ballotbox.service.traces import wiped
from core.db import db
from demo.service.burglary import NothingToSteal, break_in
from tests.support.postgres import as_postgres

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
PAIRS = "SELECT count(*) FROM slip s JOIN ballot b ON s.xmin = b.xmin WHERE s.state = 'spent'"
KINDS = "SELECT count(DISTINCT xmin::text) FROM {table}"
pytestmark = pytest.mark.skipif(not PROGRAMS or os.geteuid() != 0, reason="no PostgreSQL that can be started here")


@pytest.fixture(scope="module")
def server():
    folder = Path(tempfile.mkdtemp(prefix="zhiping-xmin-"))
    shutil.chown(folder, "postgres", "postgres")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    def run(program: str, *arguments: str) -> None:
        command = [*as_postgres(), str(PROGRAMS[-1] / program), "-D", str(folder / "data"), *arguments]
        subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL)

    run("initdb", "--no-sync", "--username=tests", "--auth=trust", "--encoding=UTF8", "--locale=C")
    # a socket in a folder of the tests' own: nobody else on this machine gets in
    options = f"-c listen_addresses='' -c port={port} -c unix_socket_directories={folder}"
    run("pg_ctl", "start", "--wait", "-l", str(folder / "log"), "-o", options)
    yield f"postgresql://tests@/postgres?host={folder}&port={port}"
    run("pg_ctl", "stop", "--wait", "-m", "immediate")
    shutil.rmtree(folder)


@pytest.fixture
def app(make_app, server):
    app = make_app(database_url=server)
    with app.app_context():
        db.create_all()
        yield app
        db.session.remove()
        db.drop_all()


def ask(query: str) -> int:
    with db.engine.connect() as connection:
        return connection.exec_driver_sql(query).scalar()


def test_transactions_join_nothing_once_the_round_is_closed(make_box):
    box = make_box(sizes=(60,))
    for code in box.codes[0]:
        box.cast(code)
    assert ask(PAIRS) == 60  # a thief of the running server: the seal is what keeps the secret
    box.close()
    assert [ask(KINDS.format(table=table)) for table in ("slip", "ballot")] == [1, 1]
    in_file = "SELECT array_agg(id ORDER BY ctid) = array_agg(id ORDER BY id) FROM ballot"
    by_code = "SELECT array_agg(code_hash ORDER BY ctid) = array_agg(code_hash ORDER BY code_hash) FROM slip"
    assert (ask(in_file), ask(by_code)) == (True, True)
    assert box.count().ballots == 60
    assert [ask(KINDS.format(table=table)) for table in ("slip", "ballot")] == [1, 1]


def test_round_closes_where_another_holds_the_table(make_box, monkeypatch):
    monkeypatch.setattr("core.rewrite.LOCK_SECONDS", 1)
    box = make_box(sizes=(10,))
    for code in box.codes[0]:
        box.cast(code)
    with db.engine.connect() as other:
        other.exec_driver_sql("SELECT 1 FROM ballot LIMIT 1")  # its transaction stays open
        box.close()
        assert not wiped(1)
    assert box.count().ballots == 10
    assert wiped(1)


def test_thief_of_files_says_that_there_are_none(app):
    with pytest.raises(NothingToSteal, match="PostgreSQL server"):
        break_in()


def test_rewrite_leaves_the_connections_their_patience(make_box):
    box = make_box(sizes=(10,))
    box.cast(box.codes[0][0])
    box.close()
    with db.engine.connect() as connection:
        assert connection.exec_driver_sql("SHOW lock_timeout").scalar() == "5s"
