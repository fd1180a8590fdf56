"""Rounds, batches and key holders, as staff and the public see them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, select

from ballotbox.domain.assembly import Assembly
from ballotbox.domain.field_notes import FieldNotes
from ballotbox.domain.keys import fingerprint
from ballotbox.domain.rows import BatchRow, HolderRow, RoundFacts, RoundRow
from ballotbox.models import AssemblyRow, Batch, CastHour, EvaluationRound, FieldNoteRow, KeyHolder, KeyMinute
from ballotbox.queries.forms import read_spec
from core.db import db
from core.errors import NotFound
from roster import queries as roster

_FACTS = select(EvaluationRound, KeyMinute.destroyed_at).outerjoin(KeyMinute)  # one question, not two


def round_by_public_id(public_id: str) -> EvaluationRound:
    """Return the round of an address, for this package's services; raises NotFound."""
    query = select(EvaluationRound).where(EvaluationRound.public_id == public_id)
    found: EvaluationRound | None = db.session.scalar(query)
    if found is None:
        raise NotFound("no_round")
    return found


def all_rounds(since: datetime | None = None, until: datetime | None = None) -> list[RoundRow]:
    """Return every round, or those opened from `since` and before `until`, the newest first; three queries."""
    query = select(EvaluationRound).order_by(EvaluationRound.opened_at.desc(), EvaluationRound.id.desc())
    query = query if since is None else query.where(EvaluationRound.opened_at >= since)
    query = query if until is None else query.where(EvaluationRound.opened_at < until)
    return _rows(db.session.scalars(query).all())


def first_opened() -> datetime | None:
    """Return when the first round of all opened; None where there is none."""
    found: datetime | None = db.session.scalar(
        select(EvaluationRound.opened_at).order_by(EvaluationRound.opened_at).limit(1)
    )
    return found


def rounds_of_village(area_id: int) -> list[RoundRow]:
    """Return a village's rounds, the newest first."""
    newest = EvaluationRound.opened_at.desc()
    query = select(EvaluationRound).where(EvaluationRound.area_id == area_id).order_by(newest)
    return _rows(db.session.scalars(query).all())


def _rows(rounds: Sequence[EvaluationRound]) -> list[RoundRow]:
    ids = [row.id for row in rounds]
    of_roll = (Batch.round_id.in_(ids), Batch.kind == "roll")  # a reserve adds nobody
    slips = select(Batch.round_id, Batch.state, func.sum(Batch.size)).where(*of_roll)
    sizes = {(r, s): int(n) for r, s, n in db.session.execute(slips.group_by(Batch.round_id, Batch.state))}
    casts = select(CastHour.round_id, func.sum(CastHour.n)).where(CastHour.round_id.in_(ids))
    spent = {r: int(n) for r, n in db.session.execute(casts.group_by(CastHour.round_id))}
    return [_row(row, sizes, spent.get(row.id, 0)) for row in rounds]


def _row(row: EvaluationRound, sizes: dict[tuple[int, str], int], spent: int) -> RoundRow:
    spec = read_spec(row.spec)
    active = sizes.get((row.id, "active"), 0)
    return RoundRow(
        public_id=row.public_id,
        village_id=row.area_id,
        village=spec.village,
        village_en=spec.village_en,
        title=spec.title,
        state=row.state,
        opened_at=row.opened_at,
        closes_at=row.closes_at,
        printed=active + sizes.get((row.id, "printed"), 0),
        active=active,
        turnout_tens=spent // 10 * 10,
        threshold_reached=spec.reached(spent),
        closed_at=row.closed_at,
        spec=spec,
    )


def round_facts(public_id: str) -> RoundFacts:
    """Return what is said of a round in public; raises NotFound."""
    found = db.session.execute(_FACTS.where(EvaluationRound.public_id == public_id)).first()
    if found is None:
        raise NotFound("no_round")
    return _facts(*found)


def facts_of_village(area_id: int) -> list[RoundFacts]:
    """Return the same of every round of a village, the newest first; one query, however many."""
    query = _FACTS.where(EvaluationRound.area_id == area_id).order_by(EvaluationRound.opened_at.desc())
    return [_facts(*found) for found in db.session.execute(query)]


def facts_of_rounds(public_ids: Collection[str]) -> dict[str, RoundFacts]:
    """Return the same of these rounds by public id; one query, however many."""
    found = db.session.execute(_FACTS.where(EvaluationRound.public_id.in_(public_ids)))
    return {row.public_id: _facts(row, destroyed_at) for row, destroyed_at in found}


def _facts(row: EvaluationRound, destroyed_at: datetime | None) -> RoundFacts:
    spec = read_spec(row.spec)
    return RoundFacts(
        public_id=row.public_id,
        village_id=row.area_id,
        village=spec.village,
        village_en=spec.village_en,
        spec=spec,
        spec_hash=row.spec_hash,
        key_fingerprint=fingerprint(row.public_key),
        box_root=row.box_root,
        state=row.state,
        opened_at=row.opened_at,
        closes_at=row.closes_at,
        closed_at=row.closed_at,
        counted_at=row.counted_at,
        objections_until=row.objections_until,
        key_destroyed_at=destroyed_at,
    )


def assembly(public_id: str) -> Assembly | None:
    """Return the meeting recorded for a round, None where there is none; raises NotFound for an unknown round."""
    query = select(EvaluationRound.id, AssemblyRow).outerjoin(AssemblyRow)  # one question, not two
    found = db.session.execute(query.where(EvaluationRound.public_id == public_id)).first()
    if found is None:
        raise NotFound("no_round")
    row = found[1]
    return None if row is None else Assembly(row.host, row.eligible, row.present, row.quorum)


def field_notes(public_id: str) -> FieldNotes:
    """Return what was noted of a round while people voted, nothing where nothing was; raises NotFound."""
    query = select(EvaluationRound.id, FieldNoteRow).outerjoin(FieldNoteRow)
    found = db.session.execute(query.where(EvaluationRound.public_id == public_id)).first()
    if found is None:
        raise NotFound("no_round")
    row = found[1]
    return FieldNotes() if row is None else FieldNotes(tuple(row.gatherings), tuple(row.sheets))


def batches(public_id: str) -> tuple[BatchRow, ...]:
    """Return a round's batches in the order of printing."""
    query = select(Batch).where(Batch.round_id == round_by_public_id(public_id).id).order_by(Batch.id)
    return tuple(
        BatchRow(
            id=row.id,
            group_index=row.group_index,
            kind=row.kind,
            size=row.size,
            state=row.state,
            printed_at=row.printed_at,
            printed_by=row.printed_by,
            activated_by_1=row.activated_by_1,
            activated_by_2=row.activated_by_2,
            handed_out=row.handed_out,
            exchanged=row.exchanged,
        )
        for row in db.session.scalars(query)
    )


def batch_round(batch_id: int) -> str:
    """Return the public id of a batch's round; raises NotFound."""
    query = select(EvaluationRound.public_id).join(Batch, Batch.round_id == EvaluationRound.id)
    found = db.session.scalar(query.where(Batch.id == batch_id))
    if found is None:
        raise NotFound("no_batch")
    return found


def holders() -> tuple[HolderRow, ...]:
    """Return all key holders, the newest first."""
    query = select(KeyHolder).order_by(KeyHolder.id.desc())
    return tuple(HolderRow(row.id, row.side, row.area_id, row.label, row.set_at) for row in db.session.scalars(query))


def holder_for(side: str, area_id: int) -> KeyHolder | None:
    """Return who holds the key of `side` for a village: its own holder, otherwise the township's."""
    for place in (area_id, roster.area(area_id).parent_id):
        query = select(KeyHolder).where(KeyHolder.side == side, KeyHolder.area_id == place)
        found: KeyHolder | None = db.session.scalar(query.order_by(KeyHolder.id.desc()).limit(1))
        if found is not None:
            return found
    return None
