"""Casting: one slip, one ballot. Sealed before the transaction; no session, no ORM, no one's name.

Every well-formed code runs the same statements whether it is known or not, so that neither the answer nor the
time it takes tells a code that exists from one that does not. A caller may have what fails refused early, all of it
alike (`spare`); a code that can be used never comes to that question.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from ballotbox import queries
from ballotbox.domain.codes import code_hash, parse_code
from ballotbox.domain.errors import CodeUnusable, RoundClosed
from ballotbox.domain.hours import SHELVES, hour_of, shelved
from ballotbox.domain.layout import RoundSpec
from ballotbox.domain.record import Channel, Record
from ballotbox.domain.seal import seal
from core import clock, keyring, merkle
from core.db import db
from core.errors import InvalidInput, Unavailable
from core.statements import Statement
from core.writer import write_now

_PLACE = Statement(
    "SELECT b.group_index, b.id FROM slip s JOIN batch b ON b.id = s.batch_id "
    "WHERE s.code_hash = :hash AND s.round_id = :round_id AND s.state = 'active'"
)
_SPEND = Statement(
    "UPDATE slip SET state = 'spent' WHERE code_hash = :hash AND round_id = :round_id AND state = 'active'"
)
_DROP_IN = Statement("INSERT INTO ballot (round_id, id, sealed) VALUES (:round_id, :id, :sealed)")
_COUNT_HOUR = Statement(
    "INSERT INTO cast_hour (round_id, hour, n) VALUES (:round_id, :hour, 1) "
    "ON CONFLICT (round_id, hour) DO UPDATE SET n = cast_hour.n + 1"
)
# PostgreSQL: the three in one statement, one way to the server and back; nothing is inserted where nothing was spent
_CAST_AT_ONCE = Statement(
    "WITH spent AS (UPDATE slip SET state = 'spent' "
    "WHERE code_hash = :hash AND round_id = :round_id AND state = 'active' RETURNING round_id), "
    "dropped AS (INSERT INTO ballot (round_id, id, sealed) SELECT round_id, :id, :sealed FROM spent) "
    "INSERT INTO cast_hour (round_id, hour, n) SELECT round_id, :hour, 1 FROM spent "
    "ON CONFLICT (round_id, hour) DO UPDATE SET n = cast_hour.n + 1"
)
NOWHERE = (0, 0)  # group and batch of a code that cannot be used: a record is made and sealed all the same


@dataclass(frozen=True)
class Prepared:
    """A sealed ballot and the slip it spends: all that the transaction needs, and nothing of the grades."""

    round_id: int
    code_hash: bytes
    ballot_id: bytes
    sealed: bytes
    hour: int


@dataclass(frozen=True)
class Cast:
    """A ballot that is in the box; the receipt proves that, and nothing of its content."""

    receipt: str  # hash of the sealed ballot, 64 hexadecimal digits


def _never() -> bool:
    return False


def cast(
    round_public_id: str, code: str, marks: Sequence[int], channel: int, spare: Callable[[], bool] = _never
) -> Cast:
    """Cast one ballot durably; `marks` are reply keys, persons in order and their items in order.

    Where the code was looked up and cannot be used, `spare` is asked whether to refuse it before anything is sealed
    or locked: whoever guesses then costs one read.

    Raises `CodeTypo`, InvalidInput "marks_incomplete" or "marks_unknown", `RoundClosed`, `CodeUnusable`,
    NotFound; `Unavailable` where the database is locked or full: nothing was stored, and the code still works, or
    "write_unknown" where the answer to the commit was lost: casting again settles it.
    """
    prepared = prepare_cast(round_public_id, code, marks, channel, spare)
    return write_now(lambda connection: cast_in(connection, prepared))


def prepare_cast(
    round_public_id: str, code: str, marks: Sequence[int], channel: int, spare: Callable[[], bool] = _never
) -> Prepared:
    """Return the ballot, checked and sealed, for `cast_in`; raises as `cast` does, `CodeUnusable` only by `spare`."""
    try:
        return _prepare(round_public_id, code, marks, Channel(channel), spare)
    except OperationalError as error:
        raise Unavailable("database_busy") from error


def _prepare(
    round_public_id: str, code: str, marks: Sequence[int], channel: Channel, spare: Callable[[], bool]
) -> Prepared:
    if channel == Channel.PAPER:
        raise ValueError("paper is entered from its tray, not cast with the code")
    hashed = code_hash(keyring.key(queries.CODE_KEY), parse_code(code))
    form = queries.ballot_form(round_public_id)
    check_marks(form.spec, marks)
    now = clock.now()
    if not form.takes_ballots(now):
        raise RoundClosed
    group, batch = place = _place(form.round_id, hashed)
    if place == NOWHERE and spare():
        raise CodeUnusable
    plain = Record(form.key16, group, channel, batch, tuple(marks)).pack()
    return Prepared(
        round_id=form.round_id,
        code_hash=hashed,
        ballot_id=secrets.token_bytes(16),
        sealed=seal(form.public_key, plain),
        hour=hour_of(now),
    )


def check_marks(spec: RoundSpec, marks: Sequence[int]) -> None:
    """Raise InvalidInput unless there is one known reply key for everything the round asks."""
    if len(marks) != spec.marks:
        raise InvalidInput("marks_incomplete")
    if not spec.scale.accepts(marks):
        raise InvalidInput("marks_unknown")


def _place(round_id: int, hashed: bytes) -> tuple[int, int]:
    row = _PLACE.first(db.engine, {"hash": hashed, "round_id": round_id})
    return (row[0], row[1]) if row else NOWHERE


def cast_in(connection: Connection, prepared: Prepared) -> Cast:
    """Spend the slip and add the ballot in the caller's transaction; raises `CodeUnusable`."""
    known = {"hash": prepared.code_hash, "round_id": prepared.round_id}
    ballot = {"round_id": prepared.round_id, "id": prepared.ballot_id, "sealed": prepared.sealed}
    if connection.dialect.name == "postgresql":
        hour = shelved(prepared.hour, secrets.randbelow(SHELVES))
        if _CAST_AT_ONCE.run(connection, {**known, **ballot, "hour": hour}) != 1:
            raise CodeUnusable
    else:
        if _SPEND.run(connection, known) != 1:
            raise CodeUnusable
        _DROP_IN.run(connection, ballot)
        _COUNT_HOUR.run(connection, {"round_id": prepared.round_id, "hour": prepared.hour})
    return Cast(merkle.leaf_hash(prepared.sealed).hex())
