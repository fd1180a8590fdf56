"""The notices of a round, made from what is stored: the same text as long as nobody changes that."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import func, select

from ballotbox.domain import notices
from ballotbox.domain.notices import BatchLine, RoundName
from ballotbox.models import Batch, EvaluationRound, Slip
from ballotbox.queries.box import counts, sealed_hashes, slip_sums
from ballotbox.queries.forms import read_spec
from ballotbox.queries.rounds import round_by_public_id
from core import audit, keyring, merkle
from core.db import db
from core.errors import Conflict
from core.memory import remembered


def opening_notice(public_id: str) -> str:
    """Return the opening notice with the batches activated so far; raises NotFound."""
    row = round_by_public_id(public_id)
    return notices.opening(_name(row, "opening"), _lines(row.id))


def closing_notice(public_id: str) -> str:
    """Return the closing notice; raises NotFound, Conflict "round_not_counted", "salt_lost"."""
    row = round_by_public_id(public_id)
    if row.closed_at is None or row.counted_at is None:
        raise Conflict("round_not_counted")
    counted = counts(public_id)
    commitment = notices.commitment(salt(public_id), counted.to_json())
    stubs = _stubs(row.id)
    lines = [(line, stubs.get(line.batch, 0)) for line in _lines(row.id)]
    name, sums = _name(row, "closing"), slip_sums(row)
    return notices.closing(name, lines, sums, row.box_root or "", commitment, row.closed_at, row.counted_at)


def box_notice(public_id: str) -> str:
    """Return all receipts; raises Conflict before the count: until then each would tell when it came."""
    if round_by_public_id(public_id).counted_at is None:
        raise Conflict("round_not_counted")
    return notices.box(public_id, sealed_hashes(public_id))


def salt(public_id: str) -> bytes:
    """Return the salt of a counted round's commitment; raises Conflict "salt_lost"."""
    try:
        return salt_path(public_id).read_bytes()
    except OSError as error:
        raise Conflict("salt_lost") from error


def salt_path(public_id: str) -> Path:
    """Return where the salt lies: beside the round's key, outside the database and its backups."""
    return keyring.folder() / "rounds" / f"{public_id}.salt"


def _name(row: EvaluationRound, kind: str) -> RoundName:
    kept = audit.checkpoint(notices.checkpoint_name(kind, row.public_id))
    return RoundName(read_spec(row.spec), row.key16, row.public_key, kept)


def _lines(round_id: int) -> list[BatchLine]:
    # voided ones too: what was printed stays true
    query = select(Batch).where(Batch.round_id == round_id, Batch.activated_by_2.is_not(None)).order_by(Batch.id)
    batches = db.session.scalars(query).all()
    roots: dict[int, str] = remembered("code_roots", dict)  # a batch's codes never change
    for batch in batches:
        if batch.id not in roots:
            roots[batch.id] = _code_root(batch.id, round_id)
    return [BatchLine(b.id, b.group_index, b.kind, b.size, roots[b.id]) for b in batches]


def _code_root(batch_id: int, round_id: int) -> str:
    query = select(Slip.code_hash).where(Slip.round_id == round_id, Slip.batch_id == batch_id)
    return merkle.root([merkle.leaf_hash(code) for code in sorted(db.session.scalars(query))]).hex()


def _stubs(round_id: int) -> dict[int, int]:
    query = select(Slip.batch_id, func.count()).where(Slip.round_id == round_id, Slip.state == "spent_paper")
    return {batch: int(n) for batch, n in db.session.execute(query.group_by(Slip.batch_id))}
