"""A spoiled slip for one of the reserve: both codes are typed, both change in one transaction, and it is counted."""

from __future__ import annotations

from typing import Any, cast

from sqlalchemy import CursorResult, select, update

from ballotbox import queries
from ballotbox.domain.codes import code_hash, parse_code
from ballotbox.domain.errors import CodeTypo
from ballotbox.models import Batch, EvaluationRound, Slip
from ballotbox.service.rights import acting_in
from core import keyring
from core.audit import record
from core.auth import Actor, Role
from core.db import db, writing
from core.errors import Conflict, InvalidInput

FAILURES = 20  # refused tries a round: enough for honest mistakes, useless for finding out which codes were used


class _Refused(Exception):
    """Undo what this exchange changed; it never leaves this file."""


def exchange(actor: Actor, public_id: str, spoiled: str, reserve: str) -> None:
    """Void a spoiled slip and activate one of an opened reserve of the same group, both or neither.

    Whatever the reason, a refusal is the same one sentence: it must not tell who has voted. Raises InvalidInput
    "code_typo" with the fields `spoiled` and `reserve`, Conflict "exchange_refused", "exchange_stopped" (too many
    refusals), "round_closed", NotAllowed, NotFound.
    """
    old, new = _read(spoiled, reserve)
    with writing() as session:
        row, _spec = acting_in(actor, public_id, Role.ORGANIZER)
        if row.state != "open":
            raise Conflict("round_closed")
        if row.exchange_failures >= FAILURES:
            raise Conflict("exchange_stopped")
        try:
            with session.begin_nested():
                _swap(row, old, new)
        except _Refused:
            row.exchange_failures += 1
            record(actor, "slip.exchange_refused", f"round:{public_id}")
            done = False
        else:
            record(actor, "slip.exchanged", f"round:{public_id}")
            done = True
    if not done:
        raise Conflict("exchange_refused")


def _read(spoiled: str, reserve: str) -> tuple[bytes, bytes]:
    key, hashes, wrong = keyring.key(queries.CODE_KEY), [], {}
    for field, typed in (("spoiled", spoiled), ("reserve", reserve)):
        try:
            hashes.append(code_hash(key, parse_code(typed)))
        except CodeTypo:
            wrong[field] = "code_typo"
    if wrong:
        raise InvalidInput("code_typo", wrong)
    return hashes[0], hashes[1]


def _swap(row: EvaluationRound, old: bytes, new: bytes) -> None:
    # every statement runs whether the one before found something or not, so that the time tells nothing either
    changed = (_turn(row.id, old, "active", "void"), _turn(row.id, new, "inert", "active"))
    of_old, of_new = _batch(row.id, old), _batch(row.id, new)
    if not all(changed) or of_old is None or of_new is None or not _fits(of_old, of_new):
        raise _Refused
    of_old.exchanged += 1
    of_new.handed_out = (of_new.handed_out or 0) + 1
    db.session.flush()


def _turn(round_id: int, hashed: bytes, state: str, after: str) -> bool:
    """Change one slip's state where it is `state`: against a cast of the same slip exactly one of the two wins."""
    change = update(Slip).where(Slip.code_hash == hashed, Slip.round_id == round_id, Slip.state == state)
    done = db.session.execute(change.values(state=after), execution_options={"synchronize_session": False})
    return cast("CursorResult[Any]", done).rowcount == 1


def _batch(round_id: int, hashed: bytes) -> Batch | None:
    query = select(Batch).join(Slip, Slip.batch_id == Batch.id)
    found: Batch | None = db.session.scalar(query.where(Slip.code_hash == hashed, Slip.round_id == round_id))
    return found


def _fits(old: Batch, new: Batch) -> bool:
    return (new.kind, new.state, new.group_index) == ("reserve", "active", old.group_index)
