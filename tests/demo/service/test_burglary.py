"""`simulate --attack` on the sample township: nothing is found; and what is put there to be found, is."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from flask import Flask

from core.config import Settings
from demo.service.burglary import NothingToSteal, break_in
from demo.service.thief import ATTACKS
from web.app import create_app

pytestmark = pytest.mark.usefixtures("demo", "app")


def test_thief_finds_nothing_in_the_sample(app: Flask) -> None:
    ran = app.test_cli_runner().invoke(args=["simulate", "--attack"])
    assert ran.exit_code == 0, ran.output
    lines = ran.output.splitlines()
    assert lines[0].startswith("Stolen: ")
    assert [line[2:17].strip() for line in lines[2:-2]] == list(ATTACKS)
    assert [line.rpartition("→ ")[2] for line in lines[2:-2]] == ["nothing found"] * len(ATTACKS)
    assert lines[-1] == "Nothing found: no file leads from a slip to a ballot's content."


def test_thief_says_what_he_found_and_the_command_fails(app: Flask, demo) -> None:
    code = demo.known["codes"][0]["code"]
    (demo.folder / "server.log").write_text(f"POST /cast code={code} from +8613912345678\n", "utf-8")
    with closing(sqlite3.connect(demo.folder / "zhiping.db")) as base, base:
        base.execute("ALTER TABLE ballot ADD COLUMN cast_at TEXT")
        base.execute("UPDATE ballot SET cast_at = '2026-11-03 01:02:03'")
        votes = base.execute("SELECT count(*) FROM ballot").fetchone()[0]
    (demo.folder / "zhiping.db-wal").write_bytes(b"x")
    ran = app.test_cli_runner().invoke(args=["simulate", "--attack"])
    assert ran.exit_code == 1
    lines = [line for line in ran.output.splitlines() if line[:1] == "!"]
    found = {line[2:17].strip(): line.rpartition("grades read; ")[2] for line in lines}
    assert found == {
        "times": f"{votes} times stand beside ballots",
        "journal": "a journal was left behind",
        "logs": "1 codes in logs; 1 phone numbers in logs",
    }
    assert ran.output.endswith("FOUND: see the lines with an exclamation mark.\n")


def test_thief_of_files_needs_files(tmp_path) -> None:
    app = create_app(Settings(instance_path=str(tmp_path / "other")))
    with app.app_context(), pytest.raises(NothingToSteal, match="There is no database in"):
        break_in()
