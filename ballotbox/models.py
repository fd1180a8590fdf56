"""Rounds, key holders, batches of slips, sealed ballots, counts.

Nothing joins a slip to a ballot: no key, no time, no order. Both tables have random keys and no rowid, since
SQLite's rowid gives the order of casting away.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Blob, IntPk, Name, PublicId, db, foreign

NO_ROWID = {"sqlite_with_rowid": False}


class EvaluationRound(db.Model):  # type: ignore[name-defined]
    """One direct evaluation of one village's cadres."""

    __tablename__ = "evaluation_round"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'closed', 'counted')", name="state"),
        CheckConstraint("(state = 'open') = (closed_at IS NULL)", name="closed_at"),
        CheckConstraint("(state = 'counted') = (counted_at IS NOT NULL)", name="counted_at"),
        CheckConstraint("objections_until IS NULL OR state = 'counted'", name="objections_until"),
        CheckConstraint("exchange_failures >= 0", name="exchange_failures"),
        # one open round a village: two at a time would be mistaken for each other
        Index(
            "uq_evaluation_round_open",
            "area_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    id: Mapped[IntPk]
    public_id: Mapped[PublicId]
    key16: Mapped[bytes] = mapped_column(LargeBinary(16), unique=True)  # the round's name inside each record
    area_id: Mapped[int] = foreign("area.id")  # the village
    spec: Mapped[str] = mapped_column(Text)  # canonical JSON of RoundSpec, never changed
    spec_hash: Mapped[str] = mapped_column(String(64))
    public_key: Mapped[bytes] = mapped_column(LargeBinary(32))  # ballots are sealed with it
    state: Mapped[str] = mapped_column(String(10), default="open")
    opened_at: Mapped[datetime]
    closes_at: Mapped[datetime]  # as announced
    closed_at: Mapped[datetime | None]
    counted_at: Mapped[datetime | None]
    discipline_holder_id: Mapped[int] = foreign("key_holder.id")
    supervision_holder_id: Mapped[int] = foreign("key_holder.id")
    box_root: Mapped[str | None] = mapped_column(String(64))  # Merkle root of the sealed ballots
    objections_until: Mapped[date | None]  # the last day, local; set when the result is published
    exchange_failures: Mapped[int] = mapped_column(default=0, server_default="0")  # tries to exchange that were refused


class KeyHolder(db.Model):  # type: ignore[name-defined]
    """A holder's public key. A new passphrase is a new row: earlier rounds open with the earlier one."""

    __tablename__ = "key_holder"
    __table_args__ = (CheckConstraint("side IN ('discipline', 'supervision')", name="side"),)

    id: Mapped[IntPk]
    side: Mapped[str] = mapped_column(String(12))
    area_id: Mapped[int] = foreign("area.id")  # township: for the whole campaign; village: for its rounds
    label: Mapped[Name]  # "柳河镇纪委"
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    public_key: Mapped[bytes] = mapped_column(LargeBinary(32))
    set_at: Mapped[datetime]
    set_by: Mapped[int]  # staff; no foreign key: the row outlives the account


class Batch(db.Model):  # type: ignore[name-defined]
    """Slips printed together for one group."""

    __tablename__ = "batch"
    __table_args__ = (
        CheckConstraint("state IN ('printed', 'active', 'void')", name="state"),
        CheckConstraint("kind IN ('roll', 'reserve')", name="kind"),
        CheckConstraint("size > 0", name="size"),
        CheckConstraint("activated_by_1 <> activated_by_2", name="two_persons"),
        CheckConstraint("state <> 'active' OR activated_by_2 IS NOT NULL", name="activated"),
        CheckConstraint("handed_out BETWEEN 0 AND size", name="handed_out"),
        CheckConstraint("exchanged BETWEEN 0 AND size", name="exchanged"),
    )

    id: Mapped[IntPk]
    round_id: Mapped[int] = foreign("evaluation_round.id")
    group_index: Mapped[int]  # place in the spec's groups
    kind: Mapped[str] = mapped_column(String(8))  # reserve: replaces spoiled slips
    size: Mapped[int]
    state: Mapped[str] = mapped_column(String(8), default="printed")
    printed_by: Mapped[int]  # staff, here and below
    printed_at: Mapped[datetime]
    activated_by_1: Mapped[int | None]
    activated_by_2: Mapped[int | None]  # a reserve is opened so; each of its slips is activated by its exchange
    handed_out: Mapped[int | None]  # of the roll as the organizer counted them, of a reserve one per exchange
    exchanged: Mapped[int] = mapped_column(default=0, server_default="0")  # its slips taken back as spoiled, void since


class Slip(db.Model):  # type: ignore[name-defined]
    """A code that was printed, as its keyed hash. Whether it was used, never when or for what."""

    __tablename__ = "slip"
    __table_args__ = (
        CheckConstraint("state IN ('inert', 'active', 'spent', 'spent_paper', 'void')", name="state"),
        # without the state: spending a slip rewrites no index
        Index("ix_slip_round_id_batch_id", "round_id", "batch_id"),
        NO_ROWID,
    )

    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("evaluation_round.id"))
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"))
    state: Mapped[str] = mapped_column(String(12), default="inert")


class Ballot(db.Model):  # type: ignore[name-defined]
    """A sealed ballot in the box: random key, one size, nothing else."""

    __tablename__ = "ballot"
    __table_args__ = NO_ROWID

    round_id: Mapped[int] = mapped_column(ForeignKey("evaluation_round.id"), primary_key=True)
    id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    sealed: Mapped[Blob]


class CastHour(db.Model):  # type: ignore[name-defined]
    """How many ballots were cast in an hour: the only time there is."""

    __tablename__ = "cast_hour"
    __table_args__ = NO_ROWID

    round_id: Mapped[int] = mapped_column(ForeignKey("evaluation_round.id"), primary_key=True)
    hour: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False
    )  # since 1970-01-01 00:00 UTC; on PostgreSQL with its shelf (domain/hours.py)
    n: Mapped[int]


class StoredCount(db.Model):  # type: ignore[name-defined]
    """What the count of a round came to; everything later uses this alone."""

    __tablename__ = "count"

    round_id: Mapped[int] = mapped_column(ForeignKey("evaluation_round.id"), primary_key=True, autoincrement=False)
    counts: Mapped[Blob]  # RoundCounts as JSON, deflated


class AssemblyRow(db.Model):  # type: ignore[name-defined]
    """The meeting of a statutory evaluation, recorded before the count."""

    __tablename__ = "assembly"
    __table_args__ = (
        CheckConstraint("host <> ''", name="host"),
        CheckConstraint("present BETWEEN 0 AND eligible", name="present"),
        CheckConstraint("eligible > 0", name="eligible"),
    )

    round_id: Mapped[int] = mapped_column(ForeignKey("evaluation_round.id"), primary_key=True, autoincrement=False)
    host: Mapped[str] = mapped_column(String(100))  # the body that chaired
    eligible: Mapped[int]  # members of the assembly
    present: Mapped[int]
    quorum: Mapped[bool]  # reached, as the host declared it
    recorded_by: Mapped[int]  # staff
    recorded_at: Mapped[datetime]


class FieldNoteRow(db.Model):  # type: ignore[name-defined]
    """What the office noted while people voted (`domain.field_notes`), before the count."""

    __tablename__ = "field_note"

    round_id: Mapped[int] = mapped_column(ForeignKey("evaluation_round.id"), primary_key=True, autoincrement=False)
    gatherings: Mapped[list[str]] = mapped_column(JSON)  # hours, ISO text in China's time
    sheets: Mapped[list[int]] = mapped_column(JSON)  # totals of tally sheets
    recorded_by: Mapped[int]  # staff
    recorded_at: Mapped[datetime]


class Objection(db.Model):  # type: ignore[name-defined]
    """What a villager objected to in a counted round, without the name, and what was answered."""

    __tablename__ = "objection"
    __table_args__ = (
        CheckConstraint("channel IN ('visit', 'letter', 'phone', 'meeting')", name="channel"),
        CheckConstraint("recount IN ('none', 'asked', 'same', 'different')", name="recount"),
        CheckConstraint("text <> ''", name="text"),
        CheckConstraint("(answer = '') = (answered_on IS NULL)", name="answered_on"),
        CheckConstraint("(answered_on IS NULL) = (answered_by IS NULL)", name="answered_by"),
        CheckConstraint("answered_on IS NULL OR recount <> 'asked'", name="recount_first"),
    )

    id: Mapped[IntPk]
    round_id: Mapped[int] = foreign("evaluation_round.id")
    received_on: Mapped[date]
    channel: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(String(500))
    recorded_by: Mapped[int]  # staff, here and below
    recount: Mapped[str] = mapped_column(String(10), default="none")
    answer: Mapped[str] = mapped_column(String(500), default="")
    answered_on: Mapped[date | None]
    answered_by: Mapped[int | None]


class KeyMinute(db.Model):  # type: ignore[name-defined]
    """The minute of the destruction of a round's key: two people, one of each side."""

    __tablename__ = "key_minute"
    __table_args__ = (
        CheckConstraint("officer_id <> holder_id", name="two_persons"),
        CheckConstraint("officer_id IS NOT NULL OR holder_id IS NOT NULL", name="somebody"),
        CheckConstraint(
            "destroyed_at IS NULL OR (officer_id IS NOT NULL AND holder_id IS NOT NULL)", name="both_before_destroyed"
        ),
    )

    round_id: Mapped[int] = mapped_column(ForeignKey("evaluation_round.id"), primary_key=True, autoincrement=False)
    officer_id: Mapped[int | None]  # staff; no foreign key: the minute outlives the account
    officer_name: Mapped[Name] = mapped_column(default="")  # as it was then
    holder_id: Mapped[int | None]
    holder_name: Mapped[Name] = mapped_column(default="")
    copies: Mapped[str] = mapped_column(String(200))  # what became of the printed recovery copies
    begun_at: Mapped[datetime]
    destroyed_at: Mapped[datetime | None]
    days: Mapped[int | None]  # since the count
    box_root: Mapped[str | None] = mapped_column(String(64))  # of the box that nobody can open any more
