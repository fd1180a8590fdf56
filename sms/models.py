"""The inbox, and who asked for no more messages. No number stands here in plain, and none beside a ballot."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import db


class InboundMessage(db.Model):  # type: ignore[name-defined]
    """One message that came in. Once understood, only the keyed hash of the provider's id is left of it.

    Random keys and no row ids: the order in which messages came is not kept.
    """

    __tablename__ = "inbound_message"
    __table_args__ = (
        CheckConstraint("state IN ('received', 'done', 'waiting_for_person')", name="state"),
        # what has been dealt with holds neither number nor words
        CheckConstraint("(state = 'done') = (sealed IS NULL)", name="erased"),
        CheckConstraint("(state = 'done') = (kind IS NOT NULL)", name="kind"),
        Index(
            "ix_inbound_message_open",
            "state",
            sqlite_where=text("state <> 'done'"),
            postgresql_where=text("state <> 'done'"),
        ),
        {"sqlite_with_rowid": False},
    )

    gateway: Mapped[str] = mapped_column(String(12), primary_key=True)
    # HMAC of the provider's message id: tells a repetition, and nothing to who has no key
    provider_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    received_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(20), default="received")
    kind: Mapped[str | None] = mapped_column(String(20))  # what it was answered with: a key of sms.domain
    sealed: Mapped[bytes | None]  # sender and body, SecretBox
    reference: Mapped[str | None] = mapped_column(String(16))  # of an opinion, so that a repeat gets the same


class OptOut(db.Model):  # type: ignore[name-defined]
    """A number that wants no broadcasts any more, as a keyed hash; direct answers are still sent."""

    __tablename__ = "sms_opt_out"
    __table_args__ = ({"sqlite_with_rowid": False},)

    number_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    since: Mapped[date]
