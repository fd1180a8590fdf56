"""Tables of the audit log: its entries, its end, its checkpoints."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.audit_tree import Entry
from core.db import Blob, IntPk, Name, db

SALT_SIZE = 32


class AuditEntry(db.Model):  # type: ignore[name-defined]
    """One staff action."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        CheckConstraint("position >= 1", name="position"),
        CheckConstraint("(salt IS NULL) = (personal IS NULL)", name="forgotten"),
    )

    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # from 1, without a gap
    at: Mapped[datetime]
    staff_id: Mapped[int]  # no foreign key: the entry outlives the account
    action: Mapped[Name]  # "round.opened"
    subject: Mapped[Name]  # "round:k3m8x2" – what it was done to
    facts: Mapped[dict[str, Any]] = mapped_column("details", JSON)  # figures; no personal data
    commitment: Mapped[str] = mapped_column(String(64))  # to `personal`, with `salt`
    personal: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))  # name, free text; erasable
    salt: Mapped[bytes | None] = mapped_column(LargeBinary(SALT_SIZE))
    leaf: Mapped[bytes] = mapped_column(LargeBinary(32))  # hash of all the above but `personal` and `salt`

    @property
    def staff_name(self) -> str:
        """Return the actor's name as it was then; empty once it was forgotten."""
        return str((self.personal or {}).get("name", ""))

    @property
    def details(self) -> dict[str, Any]:
        """Return figures and reasons."""
        return self.facts | {key: value for key, value in (self.personal or {}).items() if key != "name"}

    @property
    def row(self) -> Entry:
        """Return the entry as the tree sees it."""
        return Entry(
            self.position,
            self.at,
            self.staff_id,
            self.action,
            self.subject,
            self.facts,
            self.commitment,
            self.personal,
            self.salt,
            self.leaf,
        )


class AuditHead(db.Model):  # type: ignore[name-defined]
    """The end of the log, one row: who appends holds it, so that no two entries get one place."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    size: Mapped[int]
    edge: Mapped[Blob]  # `merkle.grown`, 32 bytes each


class AuditCheckpoint(db.Model):  # type: ignore[name-defined]
    """The log as it was when something was fixed that a notice shows; never changed afterwards."""

    __tablename__ = "audit_checkpoint"
    __table_args__ = (UniqueConstraint("name", "size"),)

    id: Mapped[IntPk]
    name: Mapped[Name]  # "opening:k3m8x2"
    size: Mapped[int]
    root: Mapped[str] = mapped_column(String(64))
