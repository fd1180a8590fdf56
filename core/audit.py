"""The staff audit log: who did what to which thing, and when. Append only; it never holds a ballot, code or answer."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from core import clock
from core.auth import Actor
from core.db import IntPk, Name, db


class AuditEntry(db.Model):  # type: ignore[name-defined]
    """One staff action."""

    __tablename__ = "audit_entry"

    id: Mapped[IntPk]
    at: Mapped[datetime]
    staff_id: Mapped[int]  # no foreign key: the entry outlives the account
    staff_name: Mapped[Name]  # as it was then
    action: Mapped[Name]  # "round.opened"
    subject: Mapped[Name]  # "round:k3m8x2" – what it was done to
    details: Mapped[dict[str, Any]] = mapped_column(JSON)  # figures and reasons; no personal data


def record(actor: Actor, action: str, subject: str, **details: object) -> None:
    """Add an entry in the transaction of the use case that acts."""
    db.session.add(
        AuditEntry(
            at=clock.now(),
            staff_id=actor.staff_id,
            staff_name=actor.name,
            action=action,
            subject=subject,
            details=details,
        )
    )


def entries(subject: str | None = None, limit: int = 200) -> list[AuditEntry]:
    """Return the newest entries, of one `subject` or of all."""
    query = db.select(AuditEntry).order_by(AuditEntry.id.desc()).limit(limit)
    if subject:
        query = query.where(AuditEntry.subject == subject)
    return list(db.session.scalars(query))


def newest(subjects: Collection[str] | None, limit: int) -> list[AuditEntry]:
    """Return the newest entries of any of `subjects`, or of all."""
    query = db.select(AuditEntry).order_by(AuditEntry.id.desc()).limit(limit)
    return list(db.session.scalars(query if subjects is None else query.where(AuditEntry.subject.in_(subjects))))
