"""A real server that is killed in the middle of its work, and voters who note what they were told."""

from __future__ import annotations

import http.client
import os
import queue
import random
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from urllib.parse import urlencode

from sqlalchemy import text

from bench import box
from bench.serving import free_port
from core import merkle
from core.config import ROOT, Settings
from core.db import db
from tests.support.postgres import Server
from web.app import create_app
from web.serve import server

CLIENTS = 8
MARKS = [(f"g{person}-1", str(grade)) for person, grade in enumerate((4, 3, 4, 2, 1), 1)]
RECEIPT = re.compile(rb"\b[0-9a-f]{64}\b")
UNKNOWN = "不知道投出没有".encode()  # the page that leaves open whether the ballot was stored
BUSY_SECONDS = 0.02  # between two tries of a voter who was sent away
START_SECONDS = 120
LAST_KILL = 0.9  # share of the voters after which nothing is killed any more, so that every kill hits voters


class Mortal(Protocol):
    """What is killed while people vote, and started again."""

    def kill(self) -> None:
        """Kill it without a word."""

    def start_again(self) -> None:
        """Start it and wait until it answers."""


class Killable:
    """The product's own server in a process group of its own, killed without a word and started again."""

    def __init__(self, env: dict[str, str]) -> None:
        self._env = env
        self.up = threading.Event()
        self.port = 0
        self.start_again()

    def start_again(self) -> None:
        """Start on a free port and wait for the first answer."""
        self.port = free_port()
        settings = Settings.from_env({**self._env, "PORT": str(self.port)})
        command = [sys.executable, "-m", *server(settings)]
        self._process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **self._env}, start_new_session=True, stderr=subprocess.DEVNULL
        )
        until = time.monotonic() + START_SECONDS
        while not self._answers():
            assert self._process.poll() is None, "the server ended before it answered"
            assert time.monotonic() < until, "the server did not answer"
            time.sleep(0.02)
        self.up.set()

    def _answers(self) -> bool:
        try:
            return get(self.port, "/promises") == 200
        except (OSError, http.client.HTTPException):
            return False

    def kill(self) -> None:
        """SIGKILL to every process of the group at once."""
        self.up.clear()
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


def get(port: int, path: str) -> int:
    """Fetch a page; return its status."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()


@dataclass
class Told:
    """What the voters heard: receipts by code, answers that never came, and "this code cannot be used"."""

    receipts: dict[str, list[str]] = field(default_factory=dict)
    unanswered: Counter[str] = field(default_factory=Counter)
    used: set[str] = field(default_factory=set)
    busy: int = 0
    faults: list[str] = field(default_factory=list)


class Voters:
    """Clients that cast every code once, and try again with the same code where no answer came."""

    def __init__(self, target: Killable, page: str, codes: list[str]) -> None:
        self.told = Told()
        self._target, self._path = target, f"{page}/cast"
        self._codes: queue.SimpleQueue[str] = queue.SimpleQueue()
        for code in codes:
            self._codes.put(code)
        self._threads = [threading.Thread(target=self._run, daemon=True) for _ in range(CLIENTS)]
        for thread in self._threads:
            thread.start()

    @property
    def settled(self) -> int:
        """How many have voted and know it."""
        return len(self.told.receipts) + len(self.told.used)

    @property
    def busy(self) -> bool:
        """Tell whether there is anybody who still has to vote."""
        return any(thread.is_alive() for thread in self._threads)

    def finish(self, seconds: float) -> None:
        """Wait until everybody has voted."""
        until = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(timeout=max(0.0, until - time.monotonic()))
        assert not self.busy

    def _run(self) -> None:
        while True:
            try:
                code = self._codes.get_nowait()
            except queue.Empty:
                return
            while not self._settled(code):
                pass

    def _settled(self, code: str) -> bool:
        self._target.up.wait()
        try:
            status, page = self._post(code)
        except (OSError, http.client.HTTPException):
            self.told.unanswered[code] += 1
            return False
        if status == 503:
            self.told.busy += 1
            self.told.unanswered[code] += UNKNOWN in page  # only then may it turn out to be stored
            time.sleep(BUSY_SECONDS)
            return False
        if status == 200:
            self.told.receipts.setdefault(code, []).append(RECEIPT.findall(page)[0].decode())
        elif status == 409:
            self.told.used.add(code)
        else:
            self.told.faults.append(f"status {status}")
        return True

    def _post(self, code: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self._target.port, timeout=20)
        try:
            head = {"Content-Type": "application/x-www-form-urlencoded"}
            connection.request("POST", self._path, urlencode([("code", code), *MARKS]), head)
            answer = connection.getresponse()
            if answer.status == 503 and answer.getheader("Retry-After") is None:
                self.told.faults.append("503 that does not say when to come again")
            return answer.status, answer.read()
        finally:
            connection.close()


@dataclass(frozen=True)
class Ledger:
    """What was told, beside what lies on disk."""

    kills: int
    codes: int
    acknowledged: int  # voters who hold a receipt
    answer_lost: int  # in the box, voter heard nothing at first and "already used, your ballot counts" afterwards
    busy: int  # answers "busy, try again"
    in_box: int
    spent: int
    by_hour: int
    lost: int  # receipts whose ballot is not in the box
    doubled: int  # ballots beyond one for a code
    unexplained: int  # "already used" said to somebody whose answer had not been lost, and statuses nobody expects
    integrity: str

    def __str__(self) -> str:
        return "\n".join(f"{name:>14}  {value}" for name, value in vars(self).items())

    @property
    def balanced(self) -> bool:
        """Tell whether every ballot is accounted for, once."""
        whole = self.in_box == self.spent == self.by_hour == self.codes == self.acknowledged + self.answer_lost
        return whole and (self.lost, self.doubled, self.unexplained, self.integrity) == (0, 0, 0, "ok")


def reconcile(bench: box.Bench, told: Told, kills: int, integrity: Callable[[], str]) -> Ledger:
    """Compare what the voters were told with what another process finds on disk."""
    app = create_app(Settings(instance_path=bench.env["INSTANCE_PATH"], database_url=bench.env["DATABASE_URL"]))
    with app.app_context(), db.engine.connect() as connection:
        sealed = [row[0] for row in connection.execute(text("SELECT sealed FROM ballot"))]
        spent = connection.scalar(text("SELECT count(*) FROM slip WHERE state = 'spent'")) or 0
        by_hour = connection.scalar(text("SELECT sum(n) FROM cast_hour")) or 0
    with app.app_context():
        db.engine.dispose()
    leaves = Counter(merkle.leaf_hash(each).hex() for each in sealed)
    receipts = [receipt for each in told.receipts.values() for receipt in each]
    return Ledger(
        kills=kills,
        codes=len(bench.codes),
        acknowledged=len(receipts),
        answer_lost=len(leaves.keys() - set(receipts)),
        busy=told.busy,
        in_box=len(sealed),
        spent=spent,
        by_hour=by_hour,
        lost=len(set(receipts) - leaves.keys()),
        doubled=sum(leaves.values()) - len(leaves) + len(receipts) - len(told.receipts) + max(0, len(sealed) - spent),
        unexplained=len([code for code in told.used if not told.unanswered[code]]) + len(told.faults),
        integrity=integrity(),
    )


def sqlite_integrity(bench: box.Bench) -> str:
    """Return what SQLite's own check says of the bench's file."""
    with closing(sqlite3.connect(Path(bench.env["INSTANCE_PATH"]) / "zhiping.db")) as base:
        return str(base.execute("PRAGMA integrity_check").fetchone()[0])


def evening(folder: Path, codes: int, kills: int, rng: random.Random) -> Ledger:
    """Let `codes` voters vote while the server is killed `kills` times, on SQLite."""
    bench = box.make(folder, codes)
    return reconcile(bench, voting(bench, kills, rng), kills, lambda: sqlite_integrity(bench))


def evening_on(
    postgres: Server, folder: Path, codes: int, kills: int, rng: random.Random, *, database: bool = False
) -> Ledger:
    """Let `codes` voters vote while the server, or with `database` PostgreSQL's, is killed `kills` times."""
    name = postgres.create()
    bench = box.make(folder, codes, postgres.url(name))
    told = voting(bench, kills, rng, postgres if database else None)
    return reconcile(bench, told, kills, lambda: postgres.faults(name) or "ok")


def voting(bench: box.Bench, kills: int, rng: random.Random, victim: Mortal | None = None) -> Told:
    """Let everybody vote while `victim` (the product's server) is killed, at moments spread over the evening."""
    target = Killable(bench.env)
    victim = victim or target
    try:
        voters = Voters(target, f"/b/{bench.round}", bench.codes)
        for number in range(kills):
            enough = (number + rng.random()) / kills * LAST_KILL * len(bench.codes)
            while voters.settled < enough and voters.busy:
                time.sleep(0.001)
            time.sleep(rng.random() * 0.02)  # anywhere between two syncs
            assert voters.busy, f"everybody had voted before the last kill; {voters.told.faults[:3]}"
            victim.kill()
            victim.start_again()
        voters.finish(120)
    finally:
        target.kill()
    return voters.told
