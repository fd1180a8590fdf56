"""The auditors' bundle: everything a recount needs, for two witnessed people with both passphrases."""

from __future__ import annotations

from ballotbox import queries
from ballotbox.domain import notices
from ballotbox.service.counting import OPENERS
from ballotbox.service.keys import note, unlock_noted
from ballotbox.service.rights import acting_in
from core import merkle
from core.auth import Actor
from core.errors import Conflict


def bundle(actor: Actor, public_id: str, discipline_passphrase: str, supervision_passphrase: str) -> str:
    """Return a counted round's bundle as JSON; it holds the plain key. This and every failed try is audited.

    Raises as `open_box` does; Conflict "round_not_counted", "salt_lost".
    """
    row, _spec = acting_in(actor, public_id, *OPENERS, lock=False)
    if row.state != "counted":
        raise Conflict("round_not_counted")
    private_key = unlock_noted(actor, row, (discipline_passphrase, supervision_passphrase), "bundle")
    made = {"opening": queries.opening_notice(public_id), "closing": queries.closing_notice(public_id)}
    sealed = sorted((b for chunk in queries.sealed_ballots(row.id) for b in chunk), key=merkle.leaf_hash)
    counted, salt = queries.counts(public_id).to_json(), queries.salt(public_id)
    note(actor, "bundle.made", public_id, ballots=len(sealed))
    return notices.bundle(made, private_key, sealed, counted, salt)
