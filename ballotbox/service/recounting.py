"""The auditors' bundle: everything a recount needs, for two witnessed people with both passphrases."""

from __future__ import annotations

from ballotbox import queries
from ballotbox.domain import notices
from ballotbox.models import KeyHolder
from ballotbox.service.counting import OPENERS
from ballotbox.service.keys import unlock
from ballotbox.service.rights import acting_in
from core import merkle
from core.audit import record
from core.auth import Actor
from core.db import db, writing
from core.errors import Conflict, InvalidInput


def bundle(actor: Actor, public_id: str, discipline_passphrase: str, supervision_passphrase: str) -> str:
    """Return a counted round's bundle as JSON; it holds the plain key. This and every failed try is audited.

    Raises as `open_box` does; Conflict "round_not_counted", "salt_lost".
    """
    row, _spec = acting_in(actor, public_id, *OPENERS, lock=False)
    if row.state != "counted":
        raise Conflict("round_not_counted")
    holders = (
        db.session.get_one(KeyHolder, row.discipline_holder_id),
        db.session.get_one(KeyHolder, row.supervision_holder_id),
    )
    try:
        private_key = unlock(row, holders, (discipline_passphrase, supervision_passphrase))
    except (InvalidInput, Conflict) as error:
        _note(actor, "bundle.refused", public_id, reason=error.code)
        raise
    made = {"opening": queries.opening_notice(public_id), "closing": queries.closing_notice(public_id)}
    sealed = sorted((b for chunk in queries.sealed_ballots(row.id) for b in chunk), key=merkle.leaf_hash)
    counted, salt = queries.counts(public_id).to_json(), queries.salt(public_id)
    _note(actor, "bundle.made", public_id, ballots=len(sealed))
    return notices.bundle(made, private_key, sealed, counted, salt)


def _note(actor: Actor, action: str, public_id: str, **details: object) -> None:
    with writing():
        record(actor, action, f"round:{public_id}", **details)
