"""Votes cast on a machine whose power is cut, through the product's own settings and statements."""

from __future__ import annotations

import random
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any

import apsw
from sqlalchemy import create_engine

from ballotbox.service import Prepared, cast_in
from core.writer import _attempt
from tests.support.power import Disk, PowerVfs

NAME = "zhiping.db"
MOST_WAITING = 6  # casts that share a commit
MOST_OPERATIONS = 60  # changes of the disk in a commit of that many: a cut may fall on any of them
SUMS = "SELECT (SELECT count(*) FROM slip WHERE state = 'spent'), (SELECT sum(n) FROM cast_hour)"
_dialect = create_engine("sqlite://").dialect


class _Cursor:
    """apsw's cursor, as `core.statements` uses a driver's."""

    def __init__(self, raw: apsw.Connection) -> None:
        self._raw, self.rowcount = raw, -1

    def execute(self, sql: str, parameters: Mapping[str, Any]) -> None:
        self._raw.execute(sql, parameters)
        self.rowcount = self._raw.changes()

    def close(self) -> None: ...


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

    def commit(self, batch: list[Prepared]) -> set[bytes]:
        """Write a batch as `core.writer` does and return what was acknowledged; raises where the power goes."""
        self.raw.execute("BEGIN IMMEDIATE")
        answers = [_attempt(self, lambda _, prepared=prepared: cast_in(self, prepared)) for prepared in batch]
        self.raw.execute("COMMIT")
        failures = [failure for _, failure in answers if failure is not None]
        assert failures == []
        return {prepared.sealed for prepared in batch}

    def cut(self, rng: random.Random) -> bool:
        """Cut the power wherever the last commit stood and start again; tells whether a journal lay there."""
        self.disk.off, self.disk.operations_left = True, 0
        with suppress(apsw.Error):
            self.raw.close(True)
        self.disk.cut(rng)
        left = f"{NAME}-journal" in self.disk.seen
        self.start()
        return left

    def box(self) -> set[bytes]:
        """Return the sealed ballots on disk; raises where the file is damaged or its sums do not agree."""
        sealed = {row[0] for row in self.raw.execute("SELECT sealed FROM ballot")}
        spent, by_hour = next(iter(self.raw.execute(SUMS)))
        healthy = next(iter(self.raw.execute("PRAGMA integrity_check")))[0] == "ok"
        if not healthy or not len(sealed) == spent == (by_hour or 0):
            raise apsw.CorruptError("the file is damaged")
        return sealed


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
        self._acknowledged: set[bytes] = set()

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
            self._compare(self._machine.box(), {each.sealed for each in doubtful})
        except apsw.Error:
            self.outcome.corrupt += 1
            self._begin_anew()

    def _batch(self) -> list[Prepared]:
        return list(islice(self._waiting, self._rng.randint(1, MOST_WAITING)))

    def _commit(self, batch: list[Prepared]) -> None:
        self._acknowledged |= self._machine.commit(batch)
        self.outcome.acknowledged += len(batch)

    def _compare(self, box: set[bytes], doubtful: set[bytes]) -> None:
        lost = self._acknowledged - box
        kept = (doubtful & box) - self._acknowledged
        self.outcome.lost += len(lost)
        self.outcome.kept_unanswered += len(kept)
        self.outcome.half += doubtful & box not in (set(), doubtful)
        self._acknowledged = box  # from here on what is there must stay
