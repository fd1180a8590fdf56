"""Reads of questionnaires, as frozen views."""

from __future__ import annotations

import time
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from core.db import db
from core.errors import NotFound
from core.memory import remembered
from roster.models import Area
from survey.domain.schema import Schema
from survey.domain.words import Words
from survey.models import Answer, Questionnaire, QuestionnaireVersion

FRESH_SECONDS = 30.0  # a new version shows everywhere after this at the latest


@dataclass(frozen=True)
class AskedForm:
    """A questionnaire as it is asked now."""

    public_id: str
    version_id: int
    kind: str
    title: Words
    village_id: int
    village: Words
    village_number: int
    schema: Schema


def asked_form(public_id: str) -> AskedForm:
    """Return the newest version of a questionnaire; raises NotFound.

    Kept in memory, so that the form can be shown again with what was typed while the database is locked.
    """
    seen: dict[str, tuple[float, AskedForm]] = remembered("asked_forms", dict)
    until, form = seen.get(public_id, (0.0, None))
    if form is not None and time.monotonic() < until:
        return form
    try:
        form = _read(public_id)
    except OperationalError:
        db.session.rollback()
        if form is None:
            raise
    seen[public_id] = (time.monotonic() + FRESH_SECONDS, form)
    return form


def _read(public_id: str) -> AskedForm:
    row = db.session.execute(
        select(Questionnaire, QuestionnaireVersion, Area)
        .join(QuestionnaireVersion, QuestionnaireVersion.questionnaire_id == Questionnaire.id)
        .join(Area, Area.id == Questionnaire.village_id)
        .where(Questionnaire.public_id == public_id)
        .order_by(QuestionnaireVersion.number.desc())
        .limit(1)
    ).first()
    if row is None:
        raise NotFound("no_questionnaire")
    asked, version, village = row
    return AskedForm(
        asked.public_id,
        version.id,
        asked.kind,
        Words(asked.title, asked.title_en),
        village.id,
        Words(village.name, village.name_en),
        village.number,
        Schema.from_json(version.schema),
    )


def opinion_form(village_id: int) -> str | None:
    """Return the public id of the village's current 征求意见表, if it has one."""
    return db.session.scalar(
        select(Questionnaire.public_id)
        .where(Questionnaire.village_id == village_id, Questionnaire.kind == "opinion")
        .order_by(Questionnaire.id.desc())
        .limit(1)
    )


def reference_of(token: str) -> tuple[str, str] | None:
    """Return id and reference of the answer stored under `token`."""
    row = db.session.execute(select(Answer.id, Answer.reference).where(Answer.token == token)).first()
    return (row.id, row.reference) if row else None


def was_given(questionnaire_public_id: str, reference: str) -> bool:
    """Tell whether an answer to this questionnaire has this reference."""
    found = db.session.scalar(
        select(Answer.id)
        .join(QuestionnaireVersion, QuestionnaireVersion.id == Answer.version_id)
        .join(Questionnaire, Questionnaire.id == QuestionnaireVersion.questionnaire_id)
        .where(Questionnaire.public_id == questionnaire_public_id, Answer.reference == reference)
    )
    return found is not None
