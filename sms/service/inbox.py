"""The inbox: a message is sealed and stored, then understood and done in one transaction, then answered.

Whatever is repeated, raced or cut short: each message is done once, and a repetition gets an answer that stays true.
"""

from __future__ import annotations

from sqlalchemy import Connection, Date, bindparam, text

from core import clock
from core.errors import Unavailable
from core.writer import write_now
from sms.service import upkeep
from sms.service.dealing import deal_with, in_flight
from sms.service.effects import Outcome
from sms.service.incoming import Incoming, Key

_STORE = text(
    "INSERT INTO inbound_message (gateway, provider_hash, received_on, state, sealed) "
    "VALUES (:gateway, :hash, :today, 'received', :sealed) ON CONFLICT (gateway, provider_hash) DO NOTHING"
).bindparams(bindparam("today", type_=Date))
_STANDS = text("SELECT state, kind, reference FROM inbound_message WHERE gateway = :gateway AND provider_hash = :hash")


def receive(message: Incoming) -> tuple[str, ...]:
    """Take one message and return the texts of its answer (none for what machines write).

    Raises `Unavailable` where the database is locked or full; sent again under the same id, the message is done
    then, and never twice.
    """
    key = message.key
    with in_flight(key):
        before = _store(key, message)
        try:
            texts = deal_with(key, message, before)
        except Unavailable:
            upkeep.later()
            raise
    upkeep.when_due()
    return texts


def _store(key: Key, message: Incoming) -> Outcome | None:
    """Store a new message durably; return how it ended where it was dealt with before."""
    row = {"gateway": key.gateway, "hash": key.provider_hash}
    new = {**row, "today": clock.today(), "sealed": message.seal()}

    def store(connection: Connection) -> Outcome | None:
        if connection.execute(_STORE, new).rowcount == 1:
            return None
        state, kind, reference = connection.execute(_STANDS, row).one()
        return None if state == "received" else Outcome(kind, reference, first=False)

    return write_now(store)
