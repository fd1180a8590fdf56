"""Where every slip of a round is."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import func, select

from ballotbox.domain.ledger import BatchLine, Ledger
from ballotbox.domain.ledger import ledger as ledger_of
from ballotbox.models import EvaluationRound, Slip
from ballotbox.queries.forms import read_spec
from ballotbox.queries.rounds import batches, round_by_public_id
from core.db import db


def ledger(public_id: str) -> Ledger:
    """Return a round's ledger. What became of single slips is read after closing only: before, it is nobody's business.

    Not even the verdict uses it before: whoever tries handed-out numbers would learn the turnout from it.
    """
    row = round_by_public_id(public_id)
    states = {} if row.state == "open" else _states(row)
    lines = (
        BatchLine(
            batch=batch.id,
            group_index=batch.group_index,
            kind=batch.kind,
            state=batch.state,
            printed=batch.size,
            handed_out=batch.handed_out,
            exchanged=batch.exchanged,
            void=states[batch.id]["void"] if states else None,
            spent=states[batch.id]["spent"] + states[batch.id]["spent_paper"] if states else None,
        )
        for batch in batches(public_id)
    )
    return ledger_of(len(read_spec(row.spec).groups), lines)


def _states(row: EvaluationRound) -> dict[int, dict[str, int]]:
    query = select(Slip.batch_id, Slip.state, func.count()).where(Slip.round_id == row.id)
    found: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for batch_id, state, n in db.session.execute(query.group_by(Slip.batch_id, Slip.state)):
        found[batch_id][state] = int(n)
    return found
