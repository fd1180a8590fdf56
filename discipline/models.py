"""Reviews of counted rounds, and the signatures under them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import IntPk, LongText, Moment, Name, db, foreign
from discipline.domain.states import State


class Review(db.Model):  # type: ignore[name-defined]
    """The review of one counted round, until its bulletin is public."""

    __tablename__ = "review"
    __table_args__ = (
        CheckConstraint("state IN ('draft', 'checked', 'signed', 'published', 'returned')", name="state"),
        CheckConstraint("state <> 'returned' OR reason <> ''", name="reason"),
        CheckConstraint("(state = 'published') = (bulletin IS NOT NULL)", name="bulletin"),
    )

    id: Mapped[IntPk]
    round_public_id: Mapped[str] = mapped_column(String(16), unique=True)  # of ballotbox; an id, no join
    area_id: Mapped[int] = foreign("area.id")  # the village
    state: Mapped[str] = mapped_column(String(10))
    turn: Mapped[int]  # goes up when sent back: signatures of an earlier turn stay, and no longer count
    reason: Mapped[str] = mapped_column(String(500))  # why it was sent back; empty otherwise
    made_at: Mapped[Moment]
    published_at: Mapped[datetime | None]
    bulletin: Mapped[LongText | None]  # canonical JSON, frozen at publication, served byte for byte
    signatures: Mapped[list[Signature]] = relationship(
        lazy="selectin", order_by="Signature.id", cascade="all, delete-orphan"
    )

    @property
    def standing(self) -> State:
        """The state as a value of the domain."""
        return State(self.state)

    def of_this_turn(self, kind: str) -> list[Signature]:
        """The signatures of `kind` that count now, oldest first."""
        return [mark for mark in self.signatures if mark.turn == self.turn and mark.kind == kind]


class RoundFindings(db.Model):  # type: ignore[name-defined]
    """What a counted round wants an eye for, as codes: made from the result, again at any time, for lists of many."""

    __tablename__ = "round_findings"

    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), primary_key=True, autoincrement=False)
    version: Mapped[int]  # discipline.domain.findings.VERSION: those of another are made again
    content: Mapped[LongText]  # Findings as canonical JSON


class Signature(db.Model):  # type: ignore[name-defined]
    """One officer's word about one result: checked, or signed. A person signs once per turn."""

    __tablename__ = "signature"
    __table_args__ = (
        UniqueConstraint("review_id", "turn", "kind", "staff_id"),
        CheckConstraint("kind IN ('checked', 'signed')", name="kind"),
        CheckConstraint("length(result_hash) = 64", name="result_hash"),
    )

    id: Mapped[IntPk]
    review_id: Mapped[int] = foreign("review.id")
    turn: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    name: Mapped[Name]  # as it was then
    at: Mapped[Moment]
    result_hash: Mapped[str] = mapped_column(String(64))  # sha256 of the result this person saw
