"""Objections to a counted round, and the minute of its destroyed key."""

from __future__ import annotations

from sqlalchemy import select

from ballotbox.domain.rows import KeyMinuteRow, ObjectionRow
from ballotbox.models import EvaluationRound, KeyMinute, Objection
from ballotbox.queries.rounds import round_by_public_id
from core.db import db
from core.errors import NotFound


def objections(public_id: str) -> tuple[ObjectionRow, ...]:
    """Return a round's objections, the oldest first."""
    query = select(Objection).where(Objection.round_id == round_by_public_id(public_id).id)
    return tuple(
        ObjectionRow(
            id=row.id,
            received_on=row.received_on,
            channel=row.channel,
            text=row.text,
            recorded_by=row.recorded_by,
            recount=row.recount,
            answer=row.answer,
            answered_on=row.answered_on,
            answered_by=row.answered_by,
        )
        for row in db.session.scalars(query.order_by(Objection.received_on, Objection.id))
    )


def objection_round(objection_id: int) -> str:
    """Return the public id of an objection's round; raises NotFound."""
    query = select(EvaluationRound.public_id).join(Objection, Objection.round_id == EvaluationRound.id)
    found = db.session.scalar(query.where(Objection.id == objection_id))
    if found is None:
        raise NotFound("no_objection")
    return found


def key_minute(public_id: str) -> KeyMinuteRow | None:
    """Return the minute of the destruction of a round's key, if anybody has signed it."""
    row = db.session.get(KeyMinute, round_by_public_id(public_id).id)
    if row is None:
        return None
    return KeyMinuteRow(
        officer_id=row.officer_id,
        officer_name=row.officer_name,
        holder_id=row.holder_id,
        holder_name=row.holder_name,
        copies=row.copies,
        begun_at=row.begun_at,
        destroyed_at=row.destroyed_at,
        days=row.days,
        box_root=row.box_root,
    )


def key_minute_destroyed(round_id: int) -> bool:
    """Tell whether the key of a round is destroyed."""
    return db.session.scalar(select(KeyMinute.destroyed_at).where(KeyMinute.round_id == round_id)) is not None
