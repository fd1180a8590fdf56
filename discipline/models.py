"""Reviews of counted rounds with their signatures; what the person evaluated says; spot-check draws."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import IntPk, LongText, Moment, Name, PublicId, db, foreign
from discipline.domain.own import StatementState
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


class SelfScore(db.Model):  # type: ignore[name-defined]
    """What a person evaluated thinks of the own work, entered before anybody could know a result. Not a ballot."""

    __tablename__ = "self_score"
    __table_args__ = (UniqueConstraint("round_public_id", "cadre_id"), CheckConstraint("marks <> ''", name="marks"))

    id: Mapped[IntPk]
    round_public_id: Mapped[str] = mapped_column(String(16))  # of ballotbox; an id, no join
    cadre_id: Mapped[int] = foreign("cadre.id")
    number: Mapped[int]  # on the ballot
    marks: Mapped[str] = mapped_column(String(100))  # one reply key an item; the key for abstaining: left open
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))  # of the commitment in the audit log
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    entered_at: Mapped[Moment]  # the last time


class Statement(db.Model):  # type: ignore[name-defined]
    """What a person evaluated says to the published result; public once an officer has let it through."""

    __tablename__ = "statement"
    __table_args__ = (
        UniqueConstraint("review_id", "cadre_id"),
        CheckConstraint("state IN ('waiting', 'published', 'returned')", name="state"),
        CheckConstraint("text <> ''", name="text"),
        CheckConstraint("(state = 'returned') = (reason <> '')", name="reason"),
        CheckConstraint("(state = 'waiting') = (handled_by IS NULL)", name="handled_by"),
        CheckConstraint("(handled_by IS NULL) = (handled_at IS NULL)", name="handled_at"),
    )

    id: Mapped[IntPk]
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"))
    cadre_id: Mapped[int] = foreign("cadre.id")
    number: Mapped[int]  # on the ballot
    text: Mapped[str] = mapped_column(String(1_000))
    state: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(String(500), default="")  # why it was returned; empty otherwise
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))  # who wrote it
    written_at: Mapped[Moment]
    handled_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))  # the officer
    handled_at: Mapped[datetime | None]
    review: Mapped[Review] = relationship(lazy="joined")

    @property
    def standing(self) -> StatementState:
        """The state as a value of the domain."""
        return StatementState(self.state)


class Draw(db.Model):  # type: ignore[name-defined]
    """A spot-check draw: the list and `k` first, then the seed, once. What was drawn follows from the three."""

    __tablename__ = "draw"
    __table_args__ = (
        CheckConstraint("kind IN ('rounds', 'lines')", name="kind"),
        CheckConstraint("(kind = 'lines') = (round_public_id IS NOT NULL)", name="round"),
        CheckConstraint("(kind = 'lines') = (group_key IS NOT NULL)", name="group"),
        CheckConstraint("k BETWEEN 1 AND size", name="k"),
        CheckConstraint("length(population_hash) = 64", name="population_hash"),
        CheckConstraint("source <> '' AND reason <> ''", name="words"),
        CheckConstraint("(seed IS NULL) = (drawn_at IS NULL)", name="drawn_at"),
        CheckConstraint("(seed IS NULL) = (drawn_by IS NULL)", name="drawn_by"),
    )

    id: Mapped[IntPk]
    public_id: Mapped[PublicId]
    kind: Mapped[str] = mapped_column(String(10))
    round_public_id: Mapped[str | None] = mapped_column(String(16))  # of ballotbox; an id, no join
    group_key: Mapped[str | None] = mapped_column(String(20))  # whose sheet
    population: Mapped[str] = mapped_column(Text)  # one unit a line, sorted
    population_hash: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]  # units in the list
    k: Mapped[int]
    source: Mapped[str] = mapped_column(String(300))  # where the seed will come from, said beforehand
    reason: Mapped[str] = mapped_column(String(300))  # why there is a draw
    prepared_by: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    prepared_at: Mapped[Moment]
    seed: Mapped[str | None] = mapped_column(String(100))
    drawn_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    drawn_at: Mapped[datetime | None]
