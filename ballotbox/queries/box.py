"""What lies in the box, and what it came to."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import bindparam, func, select

from ballotbox.domain import counts as stored
from ballotbox.domain.accounting import Accounting
from ballotbox.domain.hours import gathered
from ballotbox.domain.rows import CountedRound
from ballotbox.models import Ballot, CastHour, EvaluationRound, Slip, StoredCount
from ballotbox.queries.forms import read_spec
from ballotbox.queries.rounds import round_by_public_id
from core import merkle
from core.db import db
from core.errors import Conflict, NotFound

CHUNK = 2000  # ballots read at a time: one long read would hold up SQLite's writer
_BALLOTS = (
    select(Ballot.id, Ballot.sealed)
    .where(Ballot.round_id == bindparam("round_id"), Ballot.id > bindparam("after"))
    .order_by(Ballot.id)
    .limit(CHUNK)
)


def counts(public_id: str) -> stored.RoundCounts:
    """Return a round's counts; raises NotFound before the box was counted."""
    query = select(StoredCount.counts).join(EvaluationRound).where(EvaluationRound.public_id == public_id)
    found = db.session.scalar(query)
    if found is None:
        raise NotFound("not_counted")
    return _read(found)


def all_counts(
    since: datetime | None = None, until: datetime | None = None, village_id: int | None = None
) -> list[CountedRound]:
    """Return the counts of every round counted from `since` to `until`, the newest first; one query, however many."""
    columns = (EvaluationRound.public_id, EvaluationRound.area_id, EvaluationRound.counted_at, EvaluationRound.spec)
    query = select(*columns, StoredCount.counts).join(StoredCount)
    query = query if since is None else query.where(EvaluationRound.counted_at >= since)
    query = query if until is None else query.where(EvaluationRound.counted_at <= until)
    query = query if village_id is None else query.where(EvaluationRound.area_id == village_id)
    found = db.session.execute(query.order_by(EvaluationRound.counted_at.desc(), EvaluationRound.id.desc()))
    return [
        CountedRound(public_id, area_id, counted_at, read_spec(spec), _read(counts))
        for public_id, area_id, counted_at, spec, counts in found
        if counted_at is not None  # never: the CHECK gives a counted round its moment
    ]


def margins_of(public_ids: Sequence[str]) -> Iterator[stored.Margins | None]:
    """Yield what the scores of each of these rounds rest on, in order; one query. None where it cannot be read.

    Read one by one: whoever makes a few figures of each need not keep hundreds of them in memory.
    """
    query = select(EvaluationRound.public_id, StoredCount.counts).join(StoredCount)
    rows = db.session.execute(query.where(EvaluationRound.public_id.in_(public_ids)))
    found: dict[str, bytes] = {row.public_id: row.counts for row in rows}
    return (_margins(found[one]) if one in found else None for one in public_ids)


def _margins(counts: bytes) -> stored.Margins | None:
    try:
        return stored.margins_from_json(zlib.decompress(counts).decode())
    except (zlib.error, ValueError, LookupError, TypeError):  # a damaged row must not hide all the others
        return None


def _read(counts: bytes) -> stored.RoundCounts:
    return stored.from_json(zlib.decompress(counts).decode())


def accounting(public_id: str) -> Accounting:
    """Return the exact sums of a round; raises Conflict while it is open, when only tens are shown."""
    row = round_by_public_id(public_id)
    if row.state == "open":
        raise Conflict("round_not_closed")
    sums = slip_sums(row)
    if row.state != "counted":
        return sums
    counted = counts(public_id)
    web, sms, paper = counted.by_channel
    return replace(sums, direct=web + sms, paper=paper, rejected=sum(counted.problems.values()))


def slip_sums(row: EvaluationRound) -> Accounting:
    """Return a round's slips by state and the ballots in its box, before anything is opened."""
    query = select(Slip.state, func.count()).where(Slip.round_id == row.id).group_by(Slip.state)
    by_state = {state: int(n) for state, n in db.session.execute(query)}
    sealed = db.session.scalar(select(func.count()).where(Ballot.round_id == row.id))
    return Accounting(
        issued=sum(by_state.values()),
        void=by_state.get("void", 0),
        spent=by_state.get("spent", 0),
        spent_paper=by_state.get("spent_paper", 0),
        sealed=sealed or 0,
    )


def cast_hours(round_id: int) -> list[tuple[int, int]]:
    """Return (hour, casts) of a round."""
    query = select(CastHour.hour, CastHour.n).where(CastHour.round_id == round_id)
    return gathered((number, n) for number, n in db.session.execute(query))


def sealed_ballots(round_id: int) -> Iterator[list[bytes]]:
    """Yield the box in chunks, in the order of the random ids."""
    after = b""
    while True:
        with db.engine.connect() as connection:
            rows = connection.execute(_BALLOTS, {"round_id": round_id, "after": after}).all()
        if not rows:
            return
        yield [sealed for _, sealed in rows]
        after = rows[-1][0]


def sealed_hashes(public_id: str) -> list[bytes]:
    """Return the leaf hashes of the sealed ballots, sorted: the leaves of the tree of `box_root`."""
    round_id = round_by_public_id(public_id).id
    return sorted(merkle.leaf_hash(sealed) for chunk in sealed_ballots(round_id) for sealed in chunk)
