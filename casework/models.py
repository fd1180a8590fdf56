"""Opinions: what somebody said, who answers it by when, and the answer."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import LongText, Name, db, foreign


class Opinion(db.Model):  # type: ignore[name-defined]
    """One opinion. Its reference is its key, random: no row id shows the order in which people spoke."""

    __tablename__ = "opinion"
    __table_args__ = (
        CheckConstraint("head IN ('问政', '问计', '问需', '问效')", name="head"),
        CheckConstraint("channel IN ('web', 'sms', 'paper')", name="channel"),
        CheckConstraint("state IN ('received', 'assigned', 'answered')", name="state"),
        CheckConstraint("state = 'received' OR (owner IS NOT NULL AND due IS NOT NULL)", name="owned"),
        CheckConstraint("(state = 'answered') = (answer IS NOT NULL AND answered_on IS NOT NULL)", name="answered"),
        {"sqlite_with_rowid": False},
    )

    reference: Mapped[str] = mapped_column(String(16), primary_key=True)
    village_id: Mapped[int] = foreign("area.id")
    head: Mapped[str | None] = mapped_column(String(4))  # None: the person left it open
    text: Mapped[LongText]  # without phone, identity and ballot numbers (core.redact)
    received_on: Mapped[date] = mapped_column(index=True)
    channel: Mapped[str] = mapped_column(String(8))
    state: Mapped[str] = mapped_column(String(10))  # casework.domain.states
    owner: Mapped[Name | None]  # a post, "镇水利站站长"
    due: Mapped[date | None]  # local day by which the person is answered
    answer: Mapped[LongText | None]  # in writing, shown under the reference
    answered_on: Mapped[date | None]
