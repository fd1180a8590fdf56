"""Use cases of batches: print one, activate it by two, count what was handed out, void it.

Nobody records who drew which slip. Exchanging a spoiled one: `exchange.py`.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import CursorResult, func, insert, select, update

from ballotbox import queries
from ballotbox.domain.codes import RANDOM_BYTES, code_hash, new_code
from ballotbox.domain.layout import RoundSpec
from ballotbox.domain.notices import checkpoint_name
from ballotbox.models import Batch, EvaluationRound, Slip
from ballotbox.service.rights import acting_in
from core import clock, keyring
from core.audit import mark, record
from core.auth import Actor, Role
from core.db import db, writing
from core.errors import Conflict, InvalidInput

WITNESSES = (Role.ORGANIZER, Role.OFFICER, Role.KEY_HOLDER)
RESERVE_SHARE = 10  # one spare slip for ten people on the roll, and at least as many as that


@dataclass(frozen=True)
class Printed:
    """A new batch and its codes: the only time they are known; they are printed and forgotten."""

    batch_id: int
    codes: tuple[str, ...]


def print_batch(actor: Actor, public_id: str, group_index: int, size: int, kind: str = "roll") -> Printed:
    """Make `size` inert slips for a group: "roll" slips never exceed its roll, "reserve" ones a tenth of it.

    Raises NotAllowed, NotFound, Conflict "round_closed", InvalidInput "batch_over_roll" (with `left`),
    "batch_empty", "unknown_group", "unknown_kind".
    """
    key = keyring.key(queries.CODE_KEY)
    with writing() as session:
        row, spec = acting_in(actor, public_id, Role.ORGANIZER)
        _check(row, spec, group_index, size, kind)
        codes = tuple(new_code(secrets.token_bytes(RANDOM_BYTES)) for _ in range(size))
        batch = Batch(
            round_id=row.id,
            group_index=group_index,
            kind=kind,
            size=size,
            printed_by=actor.staff_id,
            printed_at=clock.now(),
            handed_out=0 if kind == "reserve" else None,
        )
        session.add(batch)
        session.flush()
        slips = [
            {"code_hash": code_hash(key, code), "round_id": row.id, "batch_id": batch.id, "state": "inert"}
            for code in codes
        ]
        session.execute(insert(Slip), slips)
        record(actor, "batch.printed", f"batch:{batch.id}", round=public_id, group=group_index, size=size)
        return Printed(batch.id, codes)


def _check(row: EvaluationRound, spec: RoundSpec, group_index: int, size: int, kind: str) -> None:
    if row.state != "open":
        raise Conflict("round_closed")
    if not 0 <= group_index < len(spec.groups):
        raise InvalidInput("unknown_group", {"group_index": "unknown_group"})
    if kind not in ("roll", "reserve"):
        raise InvalidInput("unknown_kind", {"kind": "unknown_kind"})
    roll = spec.groups[group_index].roll
    limit = roll if kind == "roll" else max(roll // RESERVE_SHARE, RESERVE_SHARE)
    left = limit - _in_use(row.id, group_index, kind)
    if size < 1:
        raise InvalidInput("batch_empty", {"size": "batch_empty"})
    if size > left:
        raise InvalidInput("batch_over_roll", {"size": "batch_over_roll"}, left=left)


def _in_use(round_id: int, group_index: int, kind: str) -> int:
    """Return the slips of a group that have been or can be used: all but the void ones, and those exchanged.

    A slip that was exchanged is void, but one of the reserve works in its place.
    """
    of_group = (Batch.round_id == round_id, Batch.group_index == group_index, Batch.kind == kind)
    usable = select(func.count()).select_from(Slip).join(Batch, Batch.id == Slip.batch_id)
    left = db.session.scalar(usable.where(*of_group, Slip.state != "void")) or 0
    return left + (db.session.scalar(select(func.sum(Batch.exchanged)).where(*of_group)) or 0)


def activate(actor: Actor, batch_id: int) -> bool:
    """Put the actor's name to a batch; the second of two different people makes its slips usable (True).

    A reserve's envelope is opened so: its slips stay inert, each until it is exchanged for a spoiled one.
    Raises NotAllowed, NotFound, Conflict "second_person_needed", "batch_state", "round_closed".
    """
    with writing() as session:
        batch, row = _acting_on(actor, batch_id, WITNESSES)
        if row.state != "open":
            raise Conflict("round_closed")
        if batch.state != "printed":
            raise Conflict("batch_state")
        if batch.activated_by_1 == actor.staff_id:
            raise Conflict("second_person_needed")
        complete = batch.activated_by_1 is not None
        if complete:
            batch.activated_by_2, batch.state = actor.staff_id, "active"
            if batch.kind == "roll":
                turn_slips(row.id, ("inert",), "active", batch_id)
        else:
            batch.activated_by_1 = actor.staff_id
        record(actor, "batch.activated" if complete else "batch.witnessed", f"batch:{batch_id}")
        if complete:  # the opening notice names the batch from now on: it is another notice, with a newer checkpoint
            mark(checkpoint_name("opening", row.public_id))
        session.flush()
    return complete


def hand_out(actor: Actor, batch_id: int, number: int) -> None:
    """Keep how many slips of a batch were handed out: a number, which may be put right until the count.

    Raises NotAllowed, NotFound, Conflict "batch_state" (never activated, or a reserve), "round_counted",
    InvalidInput "handed_out_range" (with `least` and `most`).
    """
    with writing():
        batch, row = _acting_on(actor, batch_id, (Role.ORGANIZER,))
        if row.state == "counted":
            raise Conflict("round_counted")
        if batch.activated_by_2 is None or batch.kind != "roll":
            raise Conflict("batch_state")
        if not batch.exchanged <= number <= batch.size:
            limits = {"least": batch.exchanged, "most": batch.size}
            raise InvalidInput("handed_out_range", {"number": "handed_out_range"}, **limits)
        batch.handed_out = number
        record(actor, "batch.handed_out", f"batch:{batch_id}", number=number)


def void_batch(actor: Actor, batch_id: int) -> int:
    """Void a batch's unspent slips and return how many; spent ones stay spent.

    Raises NotAllowed, NotFound, Conflict "round_closed", "batch_state".
    """
    with writing():
        batch, row = _acting_on(actor, batch_id, (Role.ORGANIZER,))
        if row.state != "open":
            raise Conflict("round_closed")
        if batch.state == "void":
            raise Conflict("batch_state")
        batch.state = "void"
        voided = turn_slips(row.id, ("inert", "active"), "void", batch_id)
        record(actor, "batch.voided", f"batch:{batch_id}")  # not how many: that would tell the turnout
    return voided


def _acting_on(actor: Actor, batch_id: int, roles: tuple[Role, ...]) -> tuple[Batch, EvaluationRound]:
    row, _spec = acting_in(actor, queries.batch_round(batch_id), *roles)
    return db.session.get_one(Batch, batch_id, with_for_update=True), row


def turn_slips(round_id: int, states: tuple[str, ...], state: str, batch_id: int | None = None) -> int:
    """Give a round's slips in `states` (of one batch, or all) another state; return how many there were."""
    change = update(Slip).where(Slip.round_id == round_id, Slip.state.in_(states)).values(state=state)
    if batch_id is not None:
        change = change.where(Slip.batch_id == batch_id)
    done = db.session.execute(change, execution_options={"synchronize_session": False})
    return int(cast("CursorResult[Any]", done).rowcount)
