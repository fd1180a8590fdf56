"""Use cases of the person evaluated, and of the officer who lets a statement through or returns it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from appraisal.domain.result import sha256
from core import audit, clock
from core.audit_rows import SALT_SIZE
from core.audit_tree import commitment
from core.auth import Actor
from core.db import db, writing
from core.errors import Conflict
from discipline import queries
from discipline.domain import own, states
from discipline.domain.own import StatementState
from discipline.models import SelfScore, Statement
from discipline.queries import OwnRound
from discipline.service.review import look
from roster import queries as roster


def enter_self_score(actor: Actor, round_public_id: str, typed: Mapping[str, str]) -> None:
    """Keep or change the actor's self-score; `typed` holds a reply key by item, empty: left open.

    The log gets a salted commitment to the grades, not the grades: officers read it before the count, too. Raises
    NotFound, NotAllowed ``not_evaluated``, Conflict ``self_score_closed``, InvalidInput ``grade_unknown``.
    """
    with writing():
        mine = _mine(actor, round_public_id)
        if not mine.takes_score:
            raise Conflict("self_score_closed")
        marks, salt = own.marks(mine.facts.spec, typed), secrets.token_bytes(SALT_SIZE)
        row = mine.score
        if row is None:
            row = SelfScore(round_public_id=round_public_id, cadre_id=actor.cadre_id, number=mine.person.number)
            db.session.add(row)
        row.marks, row.salt, row.staff_id, row.entered_at = marks, salt, actor.staff_id, clock.now()
        given = sum(grade is not None for grade in own.grades(mine.facts.spec, marks))
        sealed = commitment(salt, {"marks": marks})
        audit.record(actor, "selfscore.entered", _subject(mine), person=mine.person.number, given=given, sealed=sealed)


def write_statement(actor: Actor, round_public_id: str, typed: str) -> None:
    """Keep the actor's statement to a published result, or replace the one no officer has let through.

    Raises NotFound, NotAllowed ``not_evaluated``, Conflict ``not_published``, ``statement_late`` or
    ``statement_published``, and InvalidInput as `own.checked_text` does.
    """
    text = own.checked_text(typed)
    with writing():
        mine = _mine(actor, round_public_id)
        if mine.until is None:
            raise Conflict("not_published")
        own.guard_writing(mine.statement.standing if mine.statement else None, mine.until, clock.today())
        row = _statement_of(mine)
        row.text, row.state, row.reason = text, StatementState.WAITING, ""
        row.staff_id, row.written_at, row.handled_by, row.handled_at = actor.staff_id, clock.now(), None, None
        audit.record(actor, "statement.written", _subject(mine), person=row.number, length=len(text))


def _mine(actor: Actor, round_public_id: str) -> OwnRound:
    """The actor's round, with the person locked: of two forms sent at once one waits for the other."""
    if actor.cadre_id is not None:
        roster.cadre(actor.cadre_id, lock=True)
    return queries.own_round(actor, round_public_id)


def _statement_of(mine: OwnRound) -> Statement:
    if mine.statement is not None:
        return queries.statement_row(mine.statement.id)
    review = queries.review_of(mine.facts.public_id)
    row = Statement(review=review, cadre_id=mine.person.cadre_id, number=mine.person.number)
    db.session.add(row)
    return row


def let_through(actor: Actor, statement_id: int, seen: str) -> None:
    """Publish a statement beside its bulletin; `seen` is the hash of the text that the officer read.

    Raises NotFound, NotAllowed ``own_round``, Conflict ``statement_moved_on`` or ``statement_changed``.
    """
    with writing():
        row = _handled(actor, statement_id)
        if sha256(row.text) != seen:
            raise Conflict("statement_changed")
        row.state = StatementState.PUBLISHED
        audit.record(
            actor, "statement.published", f"round:{row.review.round_public_id}", person=row.number, sealed=seen
        )


def return_statement(actor: Actor, statement_id: int, typed: str) -> None:
    """Return a statement with what must come out of it first; the person may write it anew.

    Raises InvalidInput ``reason_missing``, and those of `let_through`.
    """
    reason = states.reason(typed)
    with writing():
        row = _handled(actor, statement_id)
        row.state, row.reason = StatementState.RETURNED, reason
        name = f"round:{row.review.round_public_id}"
        audit.record(actor, "statement.returned", name, {"reason": reason}, person=row.number)


def _handled(actor: Actor, statement_id: int) -> Statement:
    """The statement that an officer deals with now, signed for."""
    row = queries.statement_row(statement_id)
    look(actor, row.review.round_public_id)
    own.guard_waiting(row.standing)
    row.handled_by, row.handled_at = actor.staff_id, clock.now()
    return row


def _subject(mine: OwnRound) -> str:
    return f"round:{mine.facts.public_id}"
