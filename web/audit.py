"""The staff audit log on a page: who did what, and when; officers read it, of one round or of all."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from ballotbox import queries as ballotbox
from core import audit
from core.auth import Role, access
from core.canonical import grouped
from web import audit_words

bp = Blueprint("audit", __name__)
SHOWN = 200


@bp.get("/staff/audit")
@access(Role.OFFICER)
def entries() -> ResponseReturnValue:
    """List the newest entries; `?round=` keeps those of one round, of its batches too."""
    rounds = ballotbox.all_rounds()
    chosen = request.args.get("round", "")
    wanted = next((row for row in rounds if row.public_id == chosen), None)
    subjects = _subjects(wanted.public_id) if wanted else None
    standing = audit.standing()
    return render_template(
        "web/audit.html",
        rows=audit.newest(subjects, SHOWN),
        words=audit_words,
        size=standing.size,
        root=grouped(standing.root),
        rounds=rounds,
        chosen=wanted,
        shown=SHOWN,
    )


def _subjects(round_id: str) -> list[str]:
    return [f"round:{round_id}", *(f"batch:{batch.id}" for batch in ballotbox.batches(round_id))]
