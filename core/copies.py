"""Whole copies of a SQLite database: taken while it is in use, put back whole or not at all."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from core.db import PRAGMAS

LOCK_SECONDS = 60.0  # a commit is waited for; a server that votes go through to commits many times in a second


class Damaged(Exception):
    """The file is no sound database."""


@contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """Yield a file beside `path`, of mode 0600; afterwards it is synced and stands at `path`, or is gone."""
    with _passing(path.parent, path.name) as part:
        yield part
        sync(part)
        part.replace(path)
        sync(path.parent)


@contextmanager
def passing_copy(path: Path, folder: Path) -> Iterator[Path]:
    """Yield a copy of a database that nobody writes to, of mode 0600 in `folder`; it is gone afterwards."""
    with _passing(folder, path.name) as part:
        shutil.copyfile(path, part)
        yield part


@contextmanager
def _passing(folder: Path, name: str) -> Iterator[Path]:
    number, made = tempfile.mkstemp(dir=folder, prefix=f".{name}.")
    os.close(number)
    try:
        yield Path(made)
    finally:
        Path(made).unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on disk."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def copy_out(source: sqlite3.Connection, target: Path) -> None:
    """Write the state of one moment to `target` through SQLite's backup; whoever commits meanwhile waits."""
    with closing(sqlite3.connect(target)) as made:
        source.backup(made, sleep=0.01)


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a database for reading alone; raises `Damaged` where it is none or fails its integrity check."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=LOCK_SECONDS)) as found:
            (said,) = found.execute("PRAGMA integrity_check").fetchone()
            if said != "ok":
                raise Damaged(said)
            yield found
    except sqlite3.DatabaseError as error:
        raise Damaged(str(error)) from error


@contextmanager
def alone(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the live database so that nobody else reads or writes it until the end; raises TimeoutError."""
    path.touch(0o600)
    with closing(sqlite3.connect(path, isolation_level=None, timeout=LOCK_SECONDS)) as live:
        for pragma in (*PRAGMAS, "locking_mode=EXCLUSIVE"):
            live.execute(f"PRAGMA {pragma}")
        try:
            live.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise TimeoutError from error
        live.execute("COMMIT")  # in this locking mode the lock stays
        yield live


def put_back(source: sqlite3.Connection, live: sqlite3.Connection) -> None:
    """Replace all of `live` by `source` in one transaction: a power cut leaves the one or the other."""
    source.backup(live)


def tables(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how many rows each table has."""
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in names.fetchall()}  # noqa: S608 – names of our own tables


def write_synced(path: Path, content: bytes) -> None:
    """Replace the file at `path` by `content`, on disk when this returns."""
    with new_file(path) as part:
        part.write_bytes(content)


def read_or(path: Path, default: bytes) -> bytes:
    """Return what stands in `path`, or `default` where there is no such file."""
    with suppress(FileNotFoundError):
        return path.read_bytes()
    return default
