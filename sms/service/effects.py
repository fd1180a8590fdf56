"""Doing what a message means, once: its row is claimed, the ballot cast, the opinion filed, in one transaction."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlalchemy import Connection, Date, bindparam, text

from ballotbox.domain.errors import CodeUnusable
from ballotbox.service import cast_in
from core import clock
from core.db import writing
from core.writer import write_now
from sms.service.incoming import Incoming, Key, number_hash
from sms.service.meaning import Meaning
from survey.service import submit_within

_CLAIM = text(
    "UPDATE inbound_message SET state = 'done', kind = :kind, sealed = NULL "
    "WHERE gateway = :gateway AND provider_hash = :hash AND state = 'received'"
)
_NOTE = text(
    "UPDATE inbound_message SET kind = :kind, reference = :reference WHERE gateway = :gateway AND provider_hash = :hash"
)
_DONE = text("SELECT kind, reference FROM inbound_message WHERE gateway = :gateway AND provider_hash = :hash")
_OPT_OUT = text(
    "INSERT INTO sms_opt_out (number_hash, since) VALUES (:number, :today) ON CONFLICT (number_hash) DO NOTHING"
).bindparams(bindparam("today", type_=Date))


@dataclass(frozen=True)
class Outcome:
    """How a message ended; `first` is False where it had been dealt with before (kind None: kept for a person)."""

    kind: str | None
    reference: str | None = None
    first: bool = True


def carry_out(key: Key, message: Incoming, meaning: Meaning) -> Outcome:
    """Do what `meaning` says, unless this message was done already; all of it is on disk, or nothing.

    Raises `Unavailable` where the database is locked or full: the message waits in the inbox then.
    """
    opted_out = {"number": number_hash(message.sender), "today": clock.today()}

    def settle(connection: Connection) -> Outcome:
        outcome = _claim(connection, key, meaning)
        if outcome.first and meaning.kind == "opt_out_done":
            connection.execute(_OPT_OUT, opted_out)
        return outcome

    # an opinion goes through the session, since other packages hear of it; all else shares one commit with many
    return _file(key, meaning) if meaning.opinion else write_now(settle)


def _claim(connection: Connection, key: Key, meaning: Meaning) -> Outcome:
    row = {"gateway": key.gateway, "hash": key.provider_hash}
    if connection.execute(_CLAIM, {**row, "kind": meaning.kind}).rowcount != 1:
        kind, reference = connection.execute(_DONE, row).one()
        return Outcome(kind, reference, first=False)
    if meaning.ballot:
        try:
            cast_in(connection, meaning.ballot)
        except CodeUnusable:
            connection.execute(_NOTE, {**row, "kind": "code_unusable", "reference": None})
            return Outcome("code_unusable")
    return Outcome(meaning.kind)


def _file(key: Key, meaning: Meaning) -> Outcome:
    with writing() as session:
        connection = session.connection()
        outcome = _claim(connection, key, meaning)
        if not outcome.first or outcome.kind != meaning.kind or meaning.opinion is None:
            return outcome
        # beside a ballot the opinion gets a token of chance: nothing shall lead from one to the other
        token = secrets.token_hex(32) if meaning.ballot else key.token()
        filed = submit_within(meaning.opinion.form, {"text": meaning.opinion.text}, "sms", token)
        if not meaning.ballot:
            row = {"gateway": key.gateway, "hash": key.provider_hash}
            connection.execute(_NOTE, {**row, "kind": meaning.kind, "reference": filed.reference})
        return Outcome(outcome.kind, filed.reference)
