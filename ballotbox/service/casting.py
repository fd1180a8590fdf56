"""Casting: one slip, one ballot, in one transaction; no session, no ORM, no one's name.

Every well-formed code runs the same statements whether it is known or not, so that neither the answer nor the
time it takes tells a code that exists from one that does not. A caller may have what fails refused early, all of it
alike (`spare`); a code that can be used never comes to that question.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from ballotbox import queries
from ballotbox.domain.codes import code_hash, parse_code
from ballotbox.domain.errors import CodeUnusable, RoundClosed
from ballotbox.domain.hours import SHELVES, hour_of, shelved
from ballotbox.domain.layout import RoundSpec
from ballotbox.domain.record import Channel, Record
from ballotbox.domain.rows import BallotForm
from ballotbox.domain.seal import seal
from core import clock, keyring, merkle
from core.errors import InvalidInput, Unavailable
from core.statements import many, numbered
from core.writer import shared_writer, write_together

# All casts that wait together go in three statements, however many they are (`core.writer`); on PostgreSQL, which
# lets many write at once, one at a time. A slip tells its group and batch in the moment it is spent.
_SPEND = "UPDATE slip SET state = 'spent' FROM (SELECT column1 AS hash, column2 AS round_id FROM ("
_SPENT = (
    ") AS given) AS wanted "
    "WHERE slip.code_hash = wanted.hash AND slip.round_id = wanted.round_id AND slip.state = 'active' "
    "RETURNING slip.code_hash, slip.round_id, slip.batch_id, "
    "(SELECT group_index FROM batch WHERE batch.id = slip.batch_id)"
)
_DROP_IN = "INSERT INTO ballot (round_id, id, sealed)"
_COUNT_HOURS = "INSERT INTO cast_hour (round_id, hour, n)"
_ADDED = "ON CONFLICT (round_id, hour) DO UPDATE SET n = cast_hour.n + excluded.n"
PATIENCE = 1.0  # seconds that casts may be waiting when one more is taken
NOWHERE = (0, 0)  # batch and group of a code that cannot be used: a record is made and sealed all the same


def _never() -> bool:
    return False


@dataclass(frozen=True)
class Prepared:
    """A checked ballot on its way into the box: in memory alone, for a moment, and silent about what it says."""

    form: BallotForm = field(repr=False)
    code_hash: bytes = field(repr=False)
    marks: tuple[int, ...] = field(repr=False)
    channel: Channel
    hour: int
    spare: Callable[[], bool] = field(repr=False, default=_never)

    @property
    def slip(self) -> tuple[bytes, int]:
        """What finds the slip: the hash of its code, and the round it must be of."""
        return self.code_hash, self.form.round_id

    def sealed(self, batch: int, group: int) -> bytes:
        """Return the ballot sealed, as one of `batch` and `group`."""
        plain = Record(self.form.key16, group, self.channel, batch, self.marks).pack()
        return seal(self.form.public_key, plain)


@dataclass(frozen=True)
class Cast:
    """A ballot that is in the box; the receipt proves that, and nothing of its content."""

    receipt: str  # hash of the sealed ballot, 64 hexadecimal digits


def cast(
    round_public_id: str, code: str, marks: Sequence[int], channel: int, spare: Callable[[], bool] = _never
) -> Cast:
    """Cast one ballot durably; `marks` are reply keys, persons in order and their items in order.

    Where the code was looked up and cannot be used, `spare` is asked whether to refuse it before anything is sealed:
    whoever guesses then costs one look-up.

    Raises `CodeTypo`, InvalidInput "marks_incomplete" or "marks_unknown", `RoundClosed`, `CodeUnusable`,
    NotFound; `Unavailable` where the database is locked or full: nothing was stored, and the code still works, or
    "write_unknown" where the answer to the commit was lost: casting again settles it.
    """
    done: Cast = write_together(cast_together, prepare_cast(round_public_id, code, marks, channel, spare))
    return done


def post_cast(prepared: Prepared, tell: Callable[[Cast | Exception], object]) -> bool:
    """Cast without waiting: `tell` is called by another thread with the cast, or with what `cast` would raise.

    False, and nothing done, where there is no shared writer to hand it to (PostgreSQL). Raises `Unavailable` where
    those who wait there have waited too long already: to stand at their end would help nobody.
    """
    writer = shared_writer()
    if writer is None:
        return False
    if writer.lag > PATIENCE:
        raise Unavailable("database_busy")
    writer.post(cast_together, prepared, tell)
    return True


def prepare_cast(
    round_public_id: str, code: str, marks: Sequence[int], channel: int, spare: Callable[[], bool] = _never
) -> Prepared:
    """Return the ballot, checked, for `cast_in` or `cast_together`; raises as `cast` does, but no `CodeUnusable`."""
    try:
        return checked(queries.ballot_form(round_public_id), parse_code(code), marks, Channel(channel), spare)
    except OperationalError as error:
        raise Unavailable("database_busy") from error


def checked(
    form: BallotForm, code: str, marks: Sequence[int], channel: Channel, spare: Callable[[], bool] = _never
) -> Prepared:
    """Return the ballot of a round already at hand; `code` is 16 digits. Raises as `prepare_cast`; reads nothing."""
    if channel == Channel.PAPER:
        raise ValueError("paper is entered from its tray, not cast with the code")
    check_marks(form.spec, marks)
    now = clock.now()
    if not form.takes_ballots(now):
        raise RoundClosed
    hashed = code_hash(keyring.key(queries.CODE_KEY), code)
    return Prepared(form, hashed, tuple(marks), channel, hour_of(now), spare)


def check_marks(spec: RoundSpec, marks: Sequence[int]) -> None:
    """Raise InvalidInput unless there is one known reply key for everything the round asks."""
    if len(marks) != spec.marks:
        raise InvalidInput("marks_incomplete")
    if not spec.scale.accepts(marks):
        raise InvalidInput("marks_unknown")


def cast_in(connection: Connection, prepared: Prepared) -> Cast:
    """Spend the slip and add the ballot in the caller's transaction; raises `CodeUnusable`."""
    (answer,) = cast_together(connection, [prepared])
    if isinstance(answer, CodeUnusable):
        raise answer
    return answer


def cast_together(connection: Connection, ballots: Sequence[Prepared]) -> list[Cast | CodeUnusable]:
    """Cast all of `ballots` in the caller's transaction; each is answered for itself, in their order.

    Of several with one code the first is cast.
    """
    places = _spend(connection, {ballot.slip for ballot in ballots})
    answers: list[Cast | CodeUnusable] = []
    done: list[tuple[Prepared, bytes]] = []
    for ballot in ballots:
        batch, group = place = places.pop(ballot.slip, NOWHERE)
        if place == NOWHERE and ballot.spare():
            answers.append(CodeUnusable())
            continue
        sealed = ballot.sealed(batch, group)
        answers.append(CodeUnusable() if place == NOWHERE else Cast(merkle.leaf_hash(sealed).hex()))
        if place != NOWHERE:
            done.append((ballot, sealed))
    if done:
        _drop_in(connection, done)
    return answers


def _spend(connection: Connection, slips: set[tuple[bytes, int]]) -> dict[tuple[bytes, int], tuple[int, int]]:
    """Mark slips spent, and return batch and group of those that could be."""
    wanted = [{"hash": hashed, "round_id": round_id} for hashed, round_id in slips]
    rows = many(_SPEND, ("hash", "round_id"), len(wanted), _SPENT).rows(connection, numbered(wanted))
    return {(bytes(hashed), round_id): (batch, group) for hashed, round_id, batch, group in rows}


def _drop_in(connection: Connection, done: Sequence[tuple[Prepared, bytes]]) -> None:
    """Add sealed ballots to the box under keys of chance, and count them by the hour."""
    ballots = [
        {"round_id": ballot.form.round_id, "id": secrets.token_bytes(16), "sealed": sealed} for ballot, sealed in done
    ]
    many(_DROP_IN, ("round_id", "id", "sealed"), len(ballots)).run(connection, numbered(ballots))
    shelf = secrets.randbelow(SHELVES) if connection.dialect.name == "postgresql" else 0
    casts = Counter((ballot.form.round_id, shelved(ballot.hour, shelf)) for ballot, _sealed in done)
    hours = [{"round_id": round_id, "hour": hour, "n": n} for (round_id, hour), n in casts.items()]
    many(_COUNT_HOURS, ("round_id", "hour", "n"), len(hours), _ADDED).run(connection, numbered(hours))
