"""Use cases of objections: the period begins, one is recorded, recounted, answered."""

from __future__ import annotations

from datetime import date

from ballotbox import queries
from ballotbox.domain import objections as rules
from ballotbox.domain.news import ResultPublished
from ballotbox.models import EvaluationRound, Objection
from ballotbox.service.rights import acting_in
from core import clock
from core.audit import record
from core.auth import Actor, Role
from core.db import db, writing
from core.errors import Conflict, InvalidInput


def begin_objections(news: ResultPublished) -> None:
    """Fix the last day of the objection period, in the transaction of the publication."""
    queries.round_by_public_id(news.round).objections_until = rules.last_day(clock.local_day(news.at))


def record_objection(actor: Actor, public_id: str, received_on: date, channel: str, text: str) -> int:
    """Keep an objection and return its id.

    Raises NotAllowed, NotFound, Conflict "round_not_counted", "key_destroyed", InvalidInput with the fields
    received_on, channel and text.
    """
    with writing() as session:
        row, _spec = acting_in(actor, public_id, Role.ORGANIZER, Role.OFFICER)
        _guard_open(row)
        if channel not in rules.CHANNELS:
            raise InvalidInput("objection_channel", {"channel": "objection_channel"})
        counted = clock.local_day(row.counted_at or clock.now())  # the CHECK gives a counted round its moment
        rules.check_received(received_on, counted, row.objections_until, clock.today())
        kept = Objection(
            round_id=row.id,
            received_on=received_on,
            channel=channel,
            text=rules.checked_text(text, "text"),
            recorded_by=actor.staff_id,
        )
        session.add(kept)
        session.flush()
        record(actor, "objection.recorded", f"round:{public_id}", objection=kept.id, channel=channel)
        return kept.id


def ask_recount(actor: Actor, objection_id: int) -> None:
    """Have the box recounted because of an objection; it is answered afterwards. Raises as `answer_objection`."""
    with writing():
        kept, public_id = _open_objection(actor, objection_id)
        if kept.recount != "none":
            raise Conflict("objection_moved_on")
        kept.recount = "asked"
        record(actor, "objection.recount_asked", f"round:{public_id}", objection=objection_id)


def note_recount(actor: Actor, objection_id: int, outcome: str) -> None:
    """Keep what the recount came to: "same" or "different".

    Raises as `answer_objection`, and InvalidInput "unknown_kind".
    """
    if outcome not in rules.OUTCOMES:
        raise InvalidInput("unknown_kind", {"outcome": "unknown_kind"})
    with writing():
        kept, public_id = _open_objection(actor, objection_id)
        if kept.recount != "asked":
            raise Conflict("objection_moved_on")
        kept.recount = outcome
        record(actor, "objection.recounted", f"round:{public_id}", objection=objection_id, outcome=outcome)


def answer_objection(actor: Actor, objection_id: int, text: str) -> None:
    """Answer an objection, with today's date.

    Raises NotAllowed, NotFound, InvalidInput with the field answer, Conflict "objection_moved_on",
    "recount_first", "key_destroyed".
    """
    with writing():
        kept, public_id = _open_objection(actor, objection_id)
        if kept.recount == "asked":
            raise Conflict("recount_first")
        kept.answer = rules.checked_text(text, "answer")
        kept.answered_on, kept.answered_by = clock.today(), actor.staff_id
        record(actor, "objection.answered", f"round:{public_id}", objection=objection_id)


def _open_objection(actor: Actor, objection_id: int) -> tuple[Objection, str]:
    public_id = queries.objection_round(objection_id)
    row, _spec = acting_in(actor, public_id, Role.OFFICER)
    _guard_open(row)
    kept = db.session.get_one(Objection, objection_id, with_for_update=True)
    if kept.answered_on is not None:
        raise Conflict("objection_moved_on")
    return kept, public_id


def _guard_open(row: EvaluationRound) -> None:
    if row.state != "counted":
        raise Conflict("round_not_counted")
    if queries.key_minute_destroyed(row.id):
        raise Conflict("key_destroyed")
