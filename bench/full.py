"""A box that is full already: a million ballots in it, and casts as fast as into an empty one."""

from __future__ import annotations

import secrets
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from ballotbox.domain.seal import SEALED_SIZE
from bench import box
from bench.journeys import CLIENTS, voter
from bench.load import run
from bench.serving import serve

RUNS = 5
CHUNK = 20_000


@dataclass(frozen=True)
class Full:
    """Journeys a second, run by run, into an empty box and into a full one."""

    ballots: int
    empty: tuple[float, ...]
    full: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """Full over empty, by medians."""
        return median(self.full) / median(self.empty)


def full_box(ballots: int, journeys: int) -> Full:
    """Measure `journeys` five times into each of two boxes, in turn; one holds `ballots` already."""
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        boxes = [box.make(Path(folder), RUNS * journeys) for folder in (one, other)]
        _fill(Path(other) / "zhiping.db", ballots)
        rates: tuple[list[float], list[float]] = ([], [])
        for number in range(RUNS):
            for bench, found in zip(boxes, rates, strict=True):
                found.append(_rate(bench, bench.codes[number * journeys : (number + 1) * journeys]))
    return Full(ballots, tuple(rates[0]), tuple(rates[1]))


def _rate(bench: box.Bench, codes: list[str]) -> float:
    with serve(bench.env) as server:
        warm = len(codes) // 5
        run(server.port, CLIENTS, codes[:warm], voter(bench))
        load = run(server.port, CLIENTS, codes[warm:], voter(bench))
    if load.refused or load.sent_away:
        raise RuntimeError(f"{load.refused} refused, {load.sent_away} sent away")
    return load.journeys / load.seconds


def _fill(database: Path, ballots: int) -> None:
    """Put ballots and their spent slips into the round in the order of chance, as an election would have."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size=-1000000")
        connection.execute("BEGIN IMMEDIATE")
        round_id, batch_id = connection.execute("SELECT round_id, id FROM batch").fetchone()
        for size in _chunks(ballots):
            connection.executemany(
                "INSERT INTO ballot (round_id, id, sealed) VALUES (?, ?, ?)",
                ((round_id, secrets.token_bytes(16), secrets.token_bytes(SEALED_SIZE)) for _ in range(size)),
            )
            connection.executemany(
                "INSERT INTO slip (code_hash, round_id, batch_id, state) VALUES (?, ?, ?, 'spent')",
                ((secrets.token_bytes(32), round_id, batch_id) for _ in range(size)),
            )
        connection.execute("COMMIT")


def _chunks(total: int) -> Iterator[int]:
    for start in range(0, total, CHUNK):
        yield min(CHUNK, total - start)
