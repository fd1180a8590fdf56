"""Recording the meeting of a statutory evaluation: after it was held, before anybody knows the result."""

from __future__ import annotations

from ballotbox.domain.assembly import HOST_LENGTH, MOST, Assembly
from ballotbox.models import AssemblyRow
from ballotbox.service.rights import acting_in
from core import clock
from core.audit import record
from core.auth import Actor, Role
from core.db import writing
from core.errors import Conflict, InvalidInput


def record_assembly(actor: Actor, public_id: str, host: str, eligible: int, present: int, *, quorum: bool) -> None:
    """Keep who chaired, how many could come and came, and whether the quorum was reached; said again, it replaces.

    Both are in the audit log. Raises NotAllowed, NotFound, Conflict "round_counted" (the result is known by then) or
    "not_statutory", InvalidInput with the fields host, eligible and present.
    """
    meeting = _meeting(host, eligible, present, quorum=quorum)
    with writing() as session:
        row, spec = acting_in(actor, public_id, Role.ORGANIZER, Role.OFFICER)
        if spec.kind != "statutory":
            raise Conflict("not_statutory")
        if row.state == "counted":
            raise Conflict("round_counted")
        kept = session.get(AssemblyRow, row.id) or AssemblyRow(round_id=row.id)
        kept.host, kept.eligible, kept.present, kept.quorum = meeting.host, eligible, present, quorum
        kept.recorded_by, kept.recorded_at = actor.staff_id, clock.now()
        session.add(kept)
        session.flush()
        sums = f"{present}/{eligible}"
        typed = {"host": meeting.host}
        record(actor, "round.assembly", f"round:{public_id}", typed, present=sums, quorum=quorum)


def _meeting(host: str, eligible: int, present: int, *, quorum: bool) -> Assembly:
    wrong = {
        "host": "" if 0 < len(host.strip()) <= HOST_LENGTH else "assembly_host",
        "eligible": "" if 0 < eligible <= MOST else "assembly_eligible",
        "present": "" if 0 <= present <= eligible else "assembly_present",
    }
    fields = {field: code for field, code in wrong.items() if code}
    if fields:
        raise InvalidInput(next(iter(fields.values())), fields)
    return Assembly(host.strip(), eligible, present, quorum)
