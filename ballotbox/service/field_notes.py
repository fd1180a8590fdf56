"""Noting what the counts cannot hold, before anybody knows the result."""

from __future__ import annotations

from ballotbox.domain.field_notes import FieldNotes
from ballotbox.models import FieldNoteRow
from ballotbox.service.rights import acting_in
from core import clock
from core.audit import record
from core.auth import Actor, Role
from core.db import writing
from core.errors import Conflict


def record_field_notes(actor: Actor, public_id: str, notes: FieldNotes) -> None:
    """Keep the hours of gatherings and the totals of tally sheets; said again, they replace. The audit log has both.

    Raises NotAllowed, NotFound, Conflict "round_counted" (the flags are known by then).
    """
    with writing() as session:
        row, _spec = acting_in(actor, public_id, Role.ORGANIZER, Role.OFFICER)
        if row.state == "counted":
            raise Conflict("round_counted")
        kept = session.get(FieldNoteRow, row.id) or FieldNoteRow(round_id=row.id)
        kept.gatherings, kept.sheets = list(notes.gatherings), list(notes.sheets)
        kept.recorded_by, kept.recorded_at = actor.staff_id, clock.now()
        session.add(kept)
        session.flush()
        noted = list(notes.gatherings)
        record(actor, "round.field_notes", f"round:{public_id}", gatherings=noted, sheets=list(notes.sheets))
