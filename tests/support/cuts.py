"""Votes cast on a machine whose power is cut, through the product's own settings and statements."""

from __future__ import annotations

import random
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import apsw
from sqlalchemy import create_engine

from ballotbox.service import Cast, Prepared, cast_together
from core import merkle
from core.writer import _together
from tests.support.power import Disk, PowerVfs

NAME = "zhiping.db"
MOST_WAITING = 6  # casts that share a commit
MOST_OPERATIONS = 60  # changes of the disk in a commit of that many: a cut may fall on any of them
_dialect = create_engine("sqlite://").dialect


class _Cursor:
    """apsw's cursor, as `core.statements` uses a driver's."""

    def __init__(self, raw: apsw.Connection) -> None:
        self._raw, self.rowcount = raw, -1

    def execute(self, sql: str, parameters: Mapping[str, Any]) -> None:
        self._rows = list(self._raw.execute(sql, parameters))
        self.rowcount = self._raw.changes()

    def fetchall(self) -> list[tuple[Any, ...]]:
        return self._rows

    def close(self) -> None: ...


@dataclass
class Box:
    """Slips that are spent, and the receipts of the ballots."""

    spent: set[bytes] = field(default_factory=set)
    receipts: set[str] = field(default_factory=set)


def slips(batch: list[Prepared]) -> set[bytes]:
    """Return what the slips of a batch are found by."""
    return {each.code_hash for each in batch}


class Machine:
    """One database file on a disk whose power is cut, opened as the product opens it."""

    dialect = _dialect

    def __init__(self, name: str, file: bytes, pragmas: tuple[str, ...]) -> None:
        self.disk, self._pragmas = Disk({NAME: file}), pragmas
        self._vfs, self._vfs_name = PowerVfs(name, self.disk), name
        self.start()

    @property
    def connection(self) -> Machine:
        """What SQLAlchemy calls the driver's connection."""
        return self

    def cursor(self) -> _Cursor:
        return _Cursor(self.raw)

    def start(self) -> None:
        """Open the database; a hot journal is played back at the first read."""
        self.raw = apsw.Connection(NAME, vfs=self._vfs_name)
        for pragma in self._pragmas:
            self.raw.execute(f"PRAGMA {pragma}")

    def commit(self, batch: list[Prepared]) -> Box:
        """Write a batch as `core.writer` does and return what was acknowledged; raises where the power goes."""
        self.raw.execute("BEGIN IMMEDIATE")
        answers = _together(self, cast_together, batch)
        self.raw.execute("COMMIT")
        assert [type(answer) for answer in answers] == [Cast] * len(batch)
        return Box(slips(batch), {answer.receipt for answer in answers})

    def cut(self, rng: random.Random) -> bool:
        """Cut the power wherever the last commit stood and start again; tells whether a journal lay there."""
        self.disk.off, self.disk.operations_left = True, 0
        with suppress(apsw.Error):
            self.raw.close(True)
        self.disk.cut(rng)
        left = f"{NAME}-journal" in self.disk.seen
        self.start()
        return left

    def box(self) -> Box:
        """Return what is on disk; raises where the file is damaged or its sums do not agree."""
        if next(iter(self.raw.execute("PRAGMA integrity_check")))[0] != "ok":
            raise apsw.CorruptError("the file is damaged")
        spent = {row[0] for row in self.raw.execute("SELECT code_hash FROM slip WHERE state = 'spent'")}
        receipts = {merkle.leaf_hash(row[0]).hex() for row in self.raw.execute("SELECT sealed FROM ballot")}
        by_hour = next(iter(self.raw.execute("SELECT sum(n) FROM cast_hour")))[0] or 0
        if not len(receipts) == len(spent) == by_hour:
            raise apsw.CorruptError("the sums do not agree")
        return Box(spent, receipts)


@dataclass
class Outcome:
    """What many cuts came to."""

    cuts: int = 0
    in_commit: int = 0  # cuts before the commit came back
    journals: int = 0  # restarts that found a journal: hot, or its deletion not yet on disk
    acknowledged: int = 0
    kept_unanswered: int = 0  # on disk, though the power went before anybody was told
    lost: int = 0
    half: int = 0  # batches of which only a part is there
    corrupt: int = 0  # files that cannot be read any more, or whose sums do not agree

    def __str__(self) -> str:
        return "\n".join(f"{name:>16}  {value}" for name, value in vars(self).items())

    @property
    def harm(self) -> int:
        """Return how often something went wrong."""
        return self.lost + self.half + self.corrupt


class Player:
    """Casts ballots and cuts the power, at any operation of a commit or between two."""

    def __init__(self, file: bytes, ballots: list[Prepared], pragmas: tuple[str, ...], rng: random.Random) -> None:
        self.outcome = Outcome()
        self._file, self._pragmas, self._rng = file, pragmas, rng
        self._waiting = iter(ballots)
        self._begin_anew()

    def _begin_anew(self) -> None:
        self._machine = Machine(f"power-{id(self)}-{self.outcome.corrupt}", self._file, self._pragmas)
        self._acknowledged = Box()

    def cut(self) -> None:
        """Let some commits through, lose the power at a random operation of the next, start again and look."""
        for _ in range(self._rng.randrange(4)):
            self._commit(self._batch())
        doubtful = self._batch()
        self._machine.disk.operations_left = self._rng.randrange(MOST_OPERATIONS)
        try:
            self._commit(doubtful)
        except apsw.Error:
            self.outcome.in_commit += 1
        self.outcome.cuts += 1
        try:
            self.outcome.journals += self._machine.cut(self._rng)
            self._compare(self._machine.box(), slips(doubtful))
        except apsw.Error:
            self.outcome.corrupt += 1
            self._begin_anew()

    def _batch(self) -> list[Prepared]:
        return list(islice(self._waiting, self._rng.randint(1, MOST_WAITING)))

    def _commit(self, batch: list[Prepared]) -> None:
        told = self._machine.commit(batch)
        self._acknowledged = Box(self._acknowledged.spent | told.spent, self._acknowledged.receipts | told.receipts)
        self.outcome.acknowledged += len(batch)

    def _compare(self, box: Box, doubtful: set[bytes]) -> None:
        known = self._acknowledged
        lost = max(len(known.spent - box.spent), len(known.receipts - box.receipts))
        kept = (doubtful & box.spent) - known.spent
        self.outcome.lost += lost
        self.outcome.kept_unanswered += len(kept)
        self.outcome.half += doubtful & box.spent not in (set(), doubtful)
        self._acknowledged = box  # from here on what is there must stay
