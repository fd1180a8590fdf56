"""The end of a round's key: an officer and a key holder sign its minute, and the file is destroyed."""

from __future__ import annotations

from ballotbox import queries
from ballotbox.domain import objections as rules
from ballotbox.models import EvaluationRound, KeyMinute
from ballotbox.service import keys
from ballotbox.service.rights import acting_in
from core import clock, keyring
from core.audit import record
from core.auth import Actor, Role
from core.db import db, writing
from core.errors import Conflict, InvalidInput

COPIES_LENGTH = 200


def destroy_key(actor: Actor, public_id: str, copies: str = "") -> bool:
    """Sign for the destruction of a round's key; the second signature, of the other side, destroys it (True).

    `copies` says what became of the printed recovery copies; the first to sign writes it. The file is overwritten,
    unlinked and its folder synced before the commit: a crash between leaves no key and an unfinished minute, which
    the second person signs again. Raises NotAllowed, NotFound, Conflict "key_before_publication", "key_before_end"
    (with `until`), "key_objections_open", "key_destroyed", "key_same_side", InvalidInput "copies_missing".
    """
    with writing() as session:
        row, _spec = acting_in(actor, public_id, Role.OFFICER, Role.KEY_HOLDER)
        if queries.key_minute_destroyed(row.id):
            raise Conflict("key_destroyed")
        rules.guard_end(row.objections_until, clock.today(), [one.open for one in queries.objections(public_id)])
        minute = db.session.get(KeyMinute, row.id)
        if minute is None:
            session.add(_begun(actor, row, copies))
            record(actor, "key.destruction_signed", f"round:{public_id}")
            return False
        _join(actor, minute)
        counted = clock.local_day(row.counted_at or clock.now())  # the CHECK gives a counted round its moment
        minute.destroyed_at, minute.days = clock.now(), (clock.today() - counted).days
        minute.box_root = row.box_root
        session.flush()
        keyring.destroy(keys.path(public_id))
        record(actor, "key.destroyed", f"round:{public_id}", days=minute.days, root=row.box_root)
    return True


def _begun(actor: Actor, row: EvaluationRound, copies: str) -> KeyMinute:
    said = copies.strip()[:COPIES_LENGTH]
    if not said:
        raise InvalidInput("copies_missing", {"copies": "copies_missing"})
    minute = KeyMinute(round_id=row.id, copies=said, begun_at=clock.now())
    if Role.OFFICER in actor.roles:
        minute.officer_id, minute.officer_name = actor.staff_id, actor.name
    else:
        minute.holder_id, minute.holder_name = actor.staff_id, actor.name
    return minute


def _join(actor: Actor, minute: KeyMinute) -> None:
    wanted = Role.KEY_HOLDER if minute.officer_id is not None else Role.OFFICER
    if wanted not in actor.roles or actor.staff_id in (minute.officer_id, minute.holder_id):
        raise Conflict("key_same_side")
    if wanted is Role.OFFICER:
        minute.officer_id, minute.officer_name = actor.staff_id, actor.name
    else:
        minute.holder_id, minute.holder_name = actor.staff_id, actor.name
