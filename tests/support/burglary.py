"""Boxes to break into: the real one, voted in by web and text while the thief copies; and leaky ones he must manage."""

from __future__ import annotations

import logging
import random
import secrets
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from math import comb
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import event

from ballotbox import queries
from ballotbox.domain.codes import code_hash
from ballotbox.domain.record import Channel, Record
from ballotbox.domain.screen import Known
from ballotbox.domain.seal import new_pair, seal
from ballotbox.domain.tally import tally
from core import keyring
from core.db import db
from demo.service.loot import Copy, Loot, steal
from tests.support.ballots import grades
from tests.support.fixed_clock import FixedClock
from tests.support.specs import make_spec
from tests.support.texting import Phone

SHARES = ((4, 0.45), (3, 0.30), (2, 0.15), (1, 0.10))  # of the first person's grades; all others get the same
OTHERS = "3333"


def choices(codes: Sequence[str]) -> dict[str, int]:
    """Return what each voter gives the first person, in the order in which they come to vote."""
    drawn = [grade for grade, share in SHARES for _ in range(round(share * len(codes)))]
    random.SystemRandom().shuffle(drawn)
    come = random.SystemRandom().sample(list(codes), len(codes))
    return dict(zip(come, drawn, strict=True))


def by_chance(right: int, of: int, share: float) -> float:
    """Return how likely at least `right` hits are for who hits each with probability `share`."""
    return sum(comb(of, k) * share**k * (1 - share) ** (of - k) for k in range(right, of + 1))


class Watch:
    """The thief at work: a copy of everything after each cast, and each journal just before its commit."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.copies = [steal(folder)]
        self.journals: list[tuple[bytes, bytes]] = []
        self.seen: list[tuple[str, str]] = []
        self.texted: list[str] = []
        self._waiting: bytes | None = None

    def commits(self, *_: Any) -> None:
        """Take the journal of a transaction that is about to be committed."""
        self._pair()
        journal = self.folder / "zhiping.db-journal"
        self._waiting = journal.read_bytes() if journal.exists() else None

    def _pair(self) -> None:
        if self._waiting:
            self.journals.append((self._waiting, (self.folder / "zhiping.db").read_bytes()))
        self._waiting = None

    def cast(self, code: str, moment: str) -> None:
        """Note who voted and copy all there is."""
        self._pair()
        self.seen.append((moment, code))
        self.copies.append(steal(self.folder))

    def loot(self, *later: Copy) -> Loot:
        """Return what he has, with copies taken afterwards."""
        return Loot([*self.copies, *later], self.journals, self.seen, self.texted)


@contextmanager
def logged(path: Path) -> Iterator[None]:
    """Write everything any part of the program logs to a file of the instance."""
    handler, root = logging.FileHandler(path), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield
    root.setLevel(level)
    root.removeHandler(handler)
    handler.close()


def vote(app: Flask, clock: FixedClock, round_id: str, wanted: dict[str, int]) -> Watch:
    """Cast every ballot over the real ways, three by web and one by text in turn, watched by the thief."""
    folder = app.extensions["settings"].instance
    phone, browser, watch = Phone(app), app.test_client(), Watch(folder)
    db.session.rollback()
    event.listen(db.engine, "commit", watch.commits)
    with logged(folder / "server.log"):
        for number, (code, grade) in enumerate(wanted.items()):
            clock.forward(minutes=2)
            if number % 4 == 3:
                assert len(phone.text(f"{code} {grade}{OTHERS}")) == 1
                watch.texted.append(code)
            else:
                answer = browser.post(f"/b/{round_id}/cast", data={"code": code, **grades(f"{grade}{OTHERS}")})
                assert answer.status_code == 200
            watch.cast(code, f"{clock():%Y-%m-%d %H:%M}")
    event.remove(db.engine, "commit", watch.commits)
    return watch


def leak(app: Flask, clock: FixedClock, kind: str, wanted: dict[str, int]) -> Loot:
    """Cast into a box built badly: "open" keeps plain records in order, "keyed" key and list, "sized" no padding."""
    folder = app.extensions["settings"].instance
    key = keyring.key(queries.CODE_KEY)
    db.session.rollback()
    db.engine.dispose()
    base = sqlite3.connect(folder / "zhiping.db", isolation_level=None)
    base.executescript(
        "PRAGMA secure_delete=OFF; PRAGMA synchronous=OFF; PRAGMA journal_mode=PERSIST; DROP TABLE ballot;"
        "CREATE TABLE ballot (id INTEGER PRIMARY KEY, code_hash BLOB, cast_at TEXT, sealed BLOB);"
        "CREATE TABLE opened (record BLOB)"
    )
    public, private = new_pair()
    if kind == "keyed":
        (folder / "keys" / "rounds" / "spare.key").write_bytes(private)
        base.execute("UPDATE evaluation_round SET public_key = ?", (public,))
    key16 = base.execute("SELECT key16 FROM evaluation_round").fetchone()[0]
    watch, records = Watch(folder), []
    for code, grade in wanted.items():
        clock.forward(minutes=2)
        moment = f"{clock():%Y-%m-%d %H:%M}"
        slip = code_hash(key, code)
        plain = Record(key16, 0, Channel.WEB, 1, (grade, *map(int, OTHERS))).pack()
        records.append((plain,))
        sealed = {"open": plain, "keyed": seal(public, plain), "sized": secrets.token_bytes(500 + grade)}[kind]
        named = (slip, moment) if kind == "open" else (None, None)
        base.execute("BEGIN IMMEDIATE")
        base.execute("UPDATE slip SET state = 'spent' WHERE code_hash = ?", (slip,))
        base.execute("INSERT INTO ballot (code_hash, cast_at, sealed) VALUES (?, ?, ?)", (*named, sealed))
        watch.commits()
        base.execute("COMMIT")
        if kind == "open":
            with (folder / "server.log").open("a") as log:
                log.write(f"{moment} POST cast code={code} marks={grade}{OTHERS}\n")
        watch.cast(code, moment)
    if kind == "keyed":  # a decrypted list in the order of casting, deleted after the count
        base.executemany("INSERT INTO opened VALUES (?)", records)
        base.execute("DELETE FROM opened")
    base.close()
    return watch.loot(steal(folder))


@dataclass(frozen=True)
class Vote:
    """One slip that was used: where it was printed, how it came, and what it gave the first person."""

    code: str
    group: int
    batch: int
    channel: int
    grade: int

    def record(self, key16: bytes) -> bytes:
        """Return the record of this ballot."""
        return Record(key16, self.group, self.channel, self.batch, (self.grade, *map(int, OTHERS))).pack()


def counted(votes: Sequence[Vote]) -> Loot:
    """Count `votes` as the product does and lay the result beside the slips, as the database has both afterwards.

    The thief knows all codes, and who texted.
    """
    key16, key = bytes(16), secrets.token_bytes(32)
    batches = {vote.batch: vote.group for vote in votes}
    spec = make_spec(persons=5, items=1, groups=1 + max(batches.values()))
    counts = tally(Known(spec, key16, batches), [vote.record(key16) for vote in votes], lambda _: None)
    slips = [(code_hash(key, vote.code), vote.batch) for vote in votes]
    with closing(sqlite3.connect(":memory:")) as base:
        base.executescript(
            "CREATE TABLE evaluation_round (id, spec); CREATE TABLE batch (id, group_index);"
            "CREATE TABLE slip (code_hash, round_id, batch_id, state); CREATE TABLE count (round_id, counts)"
        )
        base.execute("INSERT INTO evaluation_round VALUES (1, ?)", (spec.to_json(),))
        base.execute("INSERT INTO count VALUES (1, ?)", (zlib.compress(counts.to_json().encode()),))
        base.executemany("INSERT INTO batch VALUES (?, ?)", batches.items())
        base.executemany("INSERT INTO slip VALUES (?, 1, ?, 'spent')", slips)
        base.commit()
        image = base.serialize()
    copy = Copy({"zhiping.db": image, "keys/ballot-code.key": key})
    texted = [vote.code for vote in votes if vote.channel == Channel.SMS]
    return Loot([copy], seen=[("", vote.code) for vote in votes], texted=texted)
