"""Questionnaires, their versions, and answers that lead back to nobody."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import IntPk, Name, PublicId, db, foreign


class Questionnaire(db.Model):  # type: ignore[name-defined]
    """A form of one village under one printed address."""

    __tablename__ = "questionnaire"
    __table_args__ = (CheckConstraint("kind IN ('opinion')", name="kind"),)

    id: Mapped[IntPk]
    public_id: Mapped[PublicId]
    village_id: Mapped[int] = foreign("area.id")
    kind: Mapped[str] = mapped_column(String(20))  # what subscribers do with its answers
    title: Mapped[Name]  # "征求意见表"
    title_en: Mapped[Name]


class QuestionnaireVersion(db.Model):  # type: ignore[name-defined]
    """The questions as they were from one edit to the next; never changed once answered."""

    __tablename__ = "questionnaire_version"
    __table_args__ = (UniqueConstraint("questionnaire_id", "number"),)

    id: Mapped[IntPk]
    questionnaire_id: Mapped[int] = foreign("questionnaire.id")
    number: Mapped[int]  # 1, 2, 3 …; the highest is asked
    schema: Mapped[dict[str, Any]] = mapped_column(JSON)  # survey.domain.schema
    made_on: Mapped[date]


class Answer(db.Model):  # type: ignore[name-defined]
    """One filled copy: no person, address or time of day; random keys, no row ids, so that no order shows."""

    __tablename__ = "answer"
    __table_args__ = (
        CheckConstraint("channel IN ('web', 'sms', 'paper')", name="channel"),
        {"sqlite_with_rowid": False},
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    version_id: Mapped[int] = foreign("questionnaire_version.id")
    day: Mapped[date]
    channel: Mapped[str] = mapped_column(String(8))
    token: Mapped[str] = mapped_column(String(64), unique=True)  # of page and content: a form posted twice is one
    reference: Mapped[str] = mapped_column(String(16), unique=True)  # the person follows the matter by it
    data: Mapped[dict[str, str]] = mapped_column(JSON)  # question key → value
    context: Mapped[dict[str, str]] = mapped_column(JSON)  # where it was asked: {"notice": public id}
