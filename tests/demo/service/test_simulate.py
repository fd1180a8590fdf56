"""One evening against a real server process, over HTTP, as the command plays it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.serving import Server, serve
from core.config import ROOT
from tests.support import demo

FLASK = [sys.executable, "-m", "flask", "--app", "wsgi", "simulate"]
EVENING = ["--villages", "2", "--voters", "20", "--seed", "5"]
CLOSING = """\
accepted = in the box = spent: 40 ballots
"""


@pytest.fixture(scope="module")
def instance(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample township of this very day: the server process tells the time by the machine's clock."""
    folder = tmp_path_factory.mktemp("evening")
    shutil.copy(empty_database, folder / "zhiping.db")
    demo.build(folder)
    return folder


@pytest.fixture(scope="module")
def server(instance: Path) -> Iterator[Server]:
    """The server as `./run` starts it."""
    with serve({"INSTANCE_PATH": str(instance)}) as running:
        yield running


def play(instance: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "INSTANCE_PATH": str(instance)}
    return subprocess.run([*FLASK, *arguments], cwd=ROOT, env=env, capture_output=True, text=True, check=False)


def rows(output: str) -> dict[str, tuple[str, int]]:
    """Return what was sent: what was answered, and how often, where there was one kind of answer."""
    found = re.findall(r"^(\S.*?\S) {2,}(\S.*?\S) +(\d+)$", output, re.MULTILINE)
    return {sent: (answer, int(count)) for sent, answer, count in found}


def test_evening_ends_with_a_box_that_agrees(instance: Path, server: Server, tmp_path: Path) -> None:
    messages = tmp_path / "messages.csv"
    messages.write_text("id,text\n1,村东头的路灯坏了\n2,水费收据没给\n", "utf-8")
    address = f"http://127.0.0.1:{server.port}"
    played = play(instance, *EVENING, "--url", address, "--opinions", str(messages))
    assert (played.returncode, played.stderr) == (0, "")
    assert played.stdout.endswith(CLOSING)
    seen = rows(played.stdout)
    assert seen["opinion"] == ("reference given", 4 - seen.get("opinion sent twice", ("", 0))[1])
    again = play(instance, *EVENING, "--url", address, "--sms", "1")
    assert (again.returncode, again.stderr) == (0, ""), again.stdout
    assert again.stdout.endswith(CLOSING)


def test_evening_without_a_server_says_what_to_do(instance: Path) -> None:
    played = play(instance, *EVENING, "--url", "http://127.0.0.1:9")
    said = "Error: No answer from http://127.0.0.1:9. Start it first: ./run\n"
    assert (played.returncode, played.stderr) == (1, said)


def test_evening_is_only_played_in_the_sample(empty_database: Path, tmp_path: Path) -> None:
    shutil.copy(empty_database, tmp_path / "zhiping.db")
    played = play(tmp_path, *EVENING)
    said = "Error: This is not the sample township (no demo.json): an evening is only played in the sample.\n"
    assert (played.returncode, played.stderr) == (1, said)
