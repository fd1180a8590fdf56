"""Backup and restore of the whole database; key files are no part of it.

The rule about ballots is applied to the copy itself, so that nothing cast meanwhile slips past it.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from ballotbox import queries
from ballotbox.domain.deltas import too_near, with_copy
from ballotbox.service import keys
from core import clock, copies, keyring
from core.db import db, is_sqlite
from core.memory import settings

_OPEN = (
    "SELECT r.public_id, count(b.id) FROM evaluation_round r LEFT JOIN ballot b ON b.round_id = r.id "
    "WHERE r.state = 'open' GROUP BY r.public_id"
)
_UNCOUNTED = "SELECT public_id FROM evaluation_round WHERE state <> 'counted' ORDER BY id"
_BALLOTS = "SELECT sealed FROM ballot"


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
    _need_sqlite()
    _need_place(file)
    with copies.new_file(file) as part:
        raw = db.engine.raw_connection()
        try:
            copies.copy_out(raw.driver_connection, part)  # type: ignore[arg-type]  # of sqlite3, as asked above
        finally:
            raw.close()
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

    Without `force` a database that holds anything the backup lacks is left alone.
    """
    _need_sqlite()
    try:
        with copies.reading(file) as backup:
            ballots = copies.tables(backup).get("ballot", 0)
            if not {"ballot", "slip", "evaluation_round"} <= copies.tables(backup).keys():
                raise CannotCopy(f"{file} is not a backup of Zhiping. Nothing was changed.")
            safety = _replace(Path(str(db.engine.url.database)), backup, force=force)
            _remember(backup)
            return Restored(ballots, safety, _missing_keys(backup))
    except copies.Damaged as error:
        raise CannotCopy(f"{file} is damaged or no backup ({error}). Nothing was changed.") from error


def _replace(place: Path, backup: sqlite3.Connection, *, force: bool) -> Path | None:
    db.engine.dispose()
    try:
        with copies.alone(place) as live:
            if not force:
                _refuse_newer(live, backup)
            safety = _safety_copy(live, place) if copies.tables(live) else None
            copies.put_back(backup, live)
            return safety
    except TimeoutError as error:
        raise CannotCopy("The database is in use. Stop the server, then restore. Nothing was changed.") from error
    except sqlite3.OperationalError as error:  # no room, no right to write
        raise CannotCopy(f"{place} could not be written ({error}). Nothing was changed.") from error
    except sqlite3.DatabaseError as error:
        raise CannotCopy(
            f"The database here is damaged ({error}), so that it cannot be told what it holds. Move {place.name} and "
            f"{place.name}-journal, if there is one, to another folder, then restore. Nothing was changed."
        ) from error


def _refuse_newer(live: sqlite3.Connection, backup: sqlite3.Connection) -> None:
    theirs = copies.tables(backup)
    more = {name: n - theirs.get(name, 0) for name, n in copies.tables(live).items() if n > theirs.get(name, 0)}
    if "ballot" in theirs and "ballot" in copies.tables(live):
        missing = len(_ballots(live) - _ballots(backup))
        more |= {"ballot": missing} if missing else {}
    if more:
        said = ", ".join(f"{n} in {name}" for name, n in sorted(more.items()))
        raise CannotCopy(
            f"The database here holds what the backup lacks ({said}). Nothing was changed. "
            "To put the backup in its place all the same (a safety copy is kept): --force"
        )


def _ballots(connection: sqlite3.Connection) -> set[bytes]:
    return {sealed for (sealed,) in connection.execute(_BALLOTS)}


def _safety_copy(live: sqlite3.Connection, place: Path) -> Path:
    safety = place.with_name(f"before-restore-{clock.now():%Y%m%dT%H%M%S%f}.db")
    with copies.new_file(safety) as part:
        copies.copy_out(live, part)
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


def _need_sqlite() -> None:
    if not is_sqlite(str(db.engine.url)):
        raise CannotCopy(
            "This installation keeps its data in PostgreSQL, which has tools of its own: pg_dump and pg_restore "
            "(docs/operations.md says how). Nothing was done."
        )
