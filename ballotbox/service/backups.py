"""Backup and restore of the whole database; key files are no part of it.

The rule about ballots is applied to the copy itself, so that nothing cast meanwhile slips past it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from ballotbox import queries
from ballotbox.domain.deltas import lacking, too_near, with_copy
from ballotbox.service import keys
from core import clock, copies, keyring, schema, stores
from core.db import db
from core.errors import Unavailable
from core.memory import settings

_OPEN = (
    "SELECT r.public_id, count(b.id) FROM evaluation_round r LEFT JOIN ballot b ON b.round_id = r.id "
    "WHERE r.state = 'open' GROUP BY r.public_id"
)
_UNCOUNTED = "SELECT public_id FROM evaluation_round WHERE state <> 'counted' ORDER BY id"
_BALLOTS = "SELECT round_id, id, sealed FROM ballot ORDER BY round_id, id"


class CannotCopy(Exception):
    """A backup or restore that was not done; its text says why, and what to do."""


@dataclass(frozen=True)
class Restored:
    """What a restore came to."""

    ballots: int
    safety_copy: Path | None
    missing_keys: tuple[str, ...]  # names of key files without which codes or boxes do not open


def back_up(file: Path) -> int:
    """Copy the running database to the new `file` and return the ballots in it; raises `CannotCopy`."""
    _need_place(file)
    try:
        return _back_up(file)
    except stores.NotWritten as error:
        raise CannotCopy(f"The database cannot be copied: {error}. No backup was made.") from error
    except (DBAPIError, Unavailable) as error:
        raise CannotCopy("The database does not answer as it should. Is it running? No backup was made.") from error


def _back_up(file: Path) -> int:
    with copies.new_file(file) as part:
        with stores.running() as running:
            running.copy_out(part)
        with copies.reading(part) as copy:
            _refuse_delta(copy)
            ballots = copies.tables(copy)["ballot"]
            # before the copy has its name: one that nobody remembers would let the next come too near
            _remember(copy)
    return ballots


def _refuse_delta(copy: sqlite3.Connection) -> None:
    waits = too_near(_open_rounds(copy), _copied())
    if waits:
        rounds = ", ".join(f"{name}: {wait} more" for name, wait in waits.items())
        raise CannotCopy(
            "Too few ballots since the last backup: two backups a few ballots apart would show which slips cast them. "
            f"No backup was made. Wait for more ballots ({rounds}), or until the round is closed."
        )


def _open_rounds(copy: sqlite3.Connection) -> dict[str, int]:
    return dict(copy.execute(_OPEN).fetchall())


def _state() -> Path:
    return settings().instance / "backups.json"


def _copied() -> dict[str, list[int]]:
    found: dict[str, list[int]] = json.loads(copies.read_or(_state(), b"{}"))
    return found


def _remember(copy: sqlite3.Connection) -> None:
    remembered = with_copy(_copied(), _open_rounds(copy))
    copies.write_synced(_state(), json.dumps(remembered).encode())


def restore(file: Path, *, force: bool) -> Restored:
    """Put the backup in `file` in place of the database, of which a safety copy is kept; raises `CannotCopy`.

    A backup from either kind of database goes into either kind; one of older tables is brought up to date on the way.
    Without `force` a database that holds anything the backup lacks is left alone.
    """
    try:
        with copies.reading(file) as backup:
            ballots = copies.tables(backup).get("ballot", 0)
            if not {"ballot", "slip", "evaluation_round"} <= copies.tables(backup).keys():
                raise CannotCopy(f"{file} is not a backup of Zhiping. Nothing was changed.")
            with _brought_up(file) as present:
                safety = _replace(backup, present, force=force)
            _remember(backup)
            return Restored(ballots, safety, _missing_keys(backup))
    except copies.Damaged as error:
        raise CannotCopy(f"{file} is damaged or no backup ({error}). Nothing was changed.") from error


@contextmanager
def _brought_up(file: Path) -> Iterator[Path]:
    """Yield a file with the backup's rows and this program's tables; one that had to be made is gone afterwards."""
    version = schema.version_in(file)
    if not schema.knows(version):
        raise CannotCopy(
            f"{file} was made by a newer program (its tables are of version {version}, this program knows them up to "
            f"{schema.head()}). Update the program, then restore. Nothing was changed."
        )
    if version == schema.head():
        yield file
    else:
        with copies.passing_copy(file, settings().instance) as copy:
            try:
                schema.migrate_file(copy)
            except (SQLAlchemyError, RuntimeError) as error:  # a table or a row that should be there is not
                raise CannotCopy(
                    f"{file} is of an older program and could not be brought up to date ({type(error).__name__}). "
                    "Nothing was changed."
                ) from error
            yield copy


def _replace(backup: sqlite3.Connection, present: Path, *, force: bool) -> Path | None:
    try:
        with stores.alone() as live:
            if not force:
                _refuse_newer(live, backup)
            safety = _safety_copy(live) if live.tables() else None
            live.put_back(present)
            return safety
    except stores.InUse as error:
        raise CannotCopy("The database is in use. Stop the server, then restore. Nothing was changed.") from error
    except stores.NotWritten as error:
        raise CannotCopy(f"The database could not be replaced ({error}). Nothing was changed.") from error
    except copies.Damaged as error:
        name = Path(str(db.engine.url.database)).name
        raise CannotCopy(
            f"The database here is damaged ({error}), so that it cannot be told what it holds. Move {name} and "
            f"{name}-journal, if there is one, to another folder, then restore. Nothing was changed."
        ) from error


def _refuse_newer(live: stores.Store, backup: sqlite3.Connection) -> None:
    ours, theirs = live.tables(), copies.tables(backup)
    more = {n: rows - theirs.get(n, 0) for n, rows in ours.items() if rows > theirs.get(n, 0) and n != schema.VERSION}
    if "ballot" in ours:
        missing = lacking(live.rows(_BALLOTS), backup.execute(_BALLOTS))
        more |= {"ballot": missing} if missing else {}
    if more:
        said = ", ".join(f"{n} in {name}" for name, n in sorted(more.items()))
        raise CannotCopy(
            f"The database here holds what the backup lacks ({said}). Nothing was changed. "
            "To put the backup in its place all the same (a safety copy is kept): --force"
        )


def _safety_copy(live: stores.Store) -> Path:
    safety = settings().instance / f"before-restore-{clock.now():%Y%m%dT%H%M%S%f}.db"
    with copies.new_file(safety) as part:
        live.copy_out(part)
    return safety


def _missing_keys(backup: sqlite3.Connection) -> tuple[str, ...]:
    rounds = [keys.path(public_id) for (public_id,) in backup.execute(_UNCOUNTED)]
    codes = [keyring.folder() / f"{queries.CODE_KEY}.key"] if rounds else []
    return tuple(str(path.relative_to(keyring.folder())) for path in [*codes, *rounds] if not path.exists())


def _need_place(file: Path) -> None:
    if file.exists():
        raise CannotCopy(f"{file} is there already. Give the backup a name of its own.")
    if not file.absolute().parent.is_dir():
        raise CannotCopy(f"There is no folder {file.absolute().parent}.")
