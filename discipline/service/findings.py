"""The digest of a counted round for lists of many: made at the count, and made again where it is missing or old."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from appraisal import service as appraisal
from ballotbox import queries as ballotbox
from core.db import db, writing
from core.errors import Conflict
from discipline import queries
from discipline.domain.findings import NOTHING, VERSION, Findings, found, from_json
from discipline.models import Review, RoundFindings

# what stored counts that are no counts of their round can do to the statistics
FAULTS = (Conflict, ArithmeticError, LookupError, TypeError, ValueError, zlib.error)


@dataclass(frozen=True)
class Made:
    """How many digests were made, how many of them say something else than before, and the rounds not readable."""

    rounds: int
    changed: int
    unreadable: tuple[str, ...]


def make(round_public_id: str) -> Findings:
    """Return the digest of a round as its result is now; `NOTHING` where the result cannot be had."""
    try:
        result = appraisal.appraise(round_public_id)
        beside = appraisal.since(result)
    except FAULTS:
        return NOTHING
    facts = ballotbox.round_facts(round_public_id)
    before = [row for row in ballotbox.rounds_of_village(facts.village_id) if row.opened_at < facts.opened_at]
    return found(result, beside, (person.cadre_id for row in before for person in row.spec.persons))


def keep(review: Review, findings: Findings) -> bool:
    """Store the digest in the running transaction; tell whether it says something else than the one before."""
    row = db.session.get(RoundFindings, review.id)
    if row is None:
        db.session.add(RoundFindings(review_id=review.id, version=VERSION, content=findings.to_json()))
        return True
    changed = row.content != findings.to_json()
    row.version, row.content = VERSION, findings.to_json()
    return changed


def refresh(review: Review, result: str) -> None:
    """Make the digest again, in the running transaction, where it is not of the result with this hash."""
    row = db.session.get(RoundFindings, review.id)
    if row is None or row.version != VERSION or from_json(row.content).result != result:
        keep(review, make(review.round_public_id))


def catch_up() -> int:
    """Make the digests that are not there, or of another version; return how many. Usually none: nothing is written."""
    return make_again(queries.findings_missing()).rounds


def make_again(rounds: list[str] | None = None) -> Made:
    """Make the digests of `rounds`, or of all, again from their results."""
    wanted = [standing.round for standing in queries.standings()] if rounds is None else rounds
    made = {round_public_id: make(round_public_id) for round_public_id in wanted}
    changed = 0
    if made:
        with writing():
            changed = sum(keep(queries.review_of(one, lock=True), findings) for one, findings in made.items())
    return Made(len(made), changed, tuple(one for one, findings in made.items() if findings == NOTHING))
