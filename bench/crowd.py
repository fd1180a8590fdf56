"""More voters at once than the machine can serve: who is let in waits little, the rest is told to come again."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from bench import box
from bench.journeys import voter
from bench.load import Client, Journey, run
from bench.serving import serve

CLIENTS = 640
COME_AGAIN_SECONDS = 0.5  # of these clients; a phone is told ten
HELD_SECONDS, FREE_SECONDS = 2.0, 0.5  # how another program holds the database in the second run
HOLDS = 100  # at most


@dataclass(frozen=True)
class Crowd:
    """What one run came to."""

    name: str
    per_second: float
    p99_ms: float  # of admitted requests
    sent_away: int
    acknowledged: int
    in_box: int


def crowds(count: int) -> list[Crowd]:
    """Play `count` journeys with 640 clients, twice; raises RuntimeError where a box does not agree."""
    return [
        _crowd("640 clients", count, nullcontext),
        _crowd("640 clients, the database held 2 s of 2.5", count, _held),
    ]


def _crowd(name: str, count: int, beside: Callable[[Path], AbstractContextManager[object]]) -> Crowd:
    with tempfile.TemporaryDirectory() as folder:
        bench = box.make(Path(folder), count)
        with serve(bench.env) as server:
            run(server.port, 1, bench.codes[:1], voter(bench))  # the pages are prepared
            with beside(Path(folder) / "zhiping.db"):
                load = run(server.port, CLIENTS, bench.codes[1:], patient(voter(bench)))
        found = Crowd(
            name,
            load.journeys / load.seconds,
            load.percentile(0.99),
            load.sent_away,
            load.journeys + 1,
            box.sealed(bench),
        )
    if found.in_box != found.acknowledged or load.refused:
        raise RuntimeError(f"{found}, {load.refused} refused")
    return found


def patient(journey: Journey) -> Journey:
    """Return the same for voters who come again, with the same code, when they are sent away."""

    async def again(client: Client, code: str) -> bool:
        while True:
            before = client.sent_away
            if await journey(client, code):
                return True
            if client.sent_away == before:
                return False
            await asyncio.sleep(COME_AGAIN_SECONDS)

    return again


@contextmanager
def _held(database: Path) -> Iterator[None]:
    """Another program holds the write lock for two seconds, lets go for half a one, and so on."""
    done = threading.Event()
    thread = threading.Thread(target=_hold, args=(database, done))
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _hold(database: Path, done: threading.Event) -> None:
    other = sqlite3.connect(database, isolation_level=None, timeout=30)
    for _ in range(HOLDS):
        if done.wait(FREE_SECONDS):
            break
        other.execute("BEGIN IMMEDIATE")
        done.wait(HELD_SECONDS)
        other.execute("ROLLBACK")
    other.close()
