"""Reads of statements: what waits for the officers, and what stands beside a bulletin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select

from appraisal.domain.result import sha256
from ballotbox import queries as ballotbox
from ballotbox.domain.layout import Person
from ballotbox.domain.rows import RoundFacts
from core import clock
from core.auth import Actor
from core.db import db
from core.errors import NotFound
from discipline.domain import own
from discipline.domain.own import StatementState
from discipline.models import Review, Statement


@dataclass(frozen=True)
class StatementView:
    """A statement with the person who wrote it, the round it speaks of, and the last day for writing it."""

    id: int
    round: str
    village: str
    village_en: str
    person: Person
    text: str
    standing: StatementState
    reason: str
    written_at: datetime
    handled_at: datetime | None
    own: bool = False  # the reader is evaluated in that round too

    @property
    def sha256(self) -> str:
        """The hash of the text: what an officer lets through is what that officer read."""
        return sha256(self.text)

    @property
    def returned_on(self) -> date | None:
        """The local day on which an officer returned it, if one did."""
        returned = self.standing is StatementState.RETURNED
        return clock.local_day(self.handled_at) if self.handled_at and returned else None


def statement_row(statement_id: int) -> Statement:
    """Return a statement, locked, to be changed by the service; raises NotFound."""
    query = select(Statement).where(Statement.id == statement_id)
    found: Statement | None = db.session.scalar(query.with_for_update(of=Statement))
    if found is None:
        raise NotFound("no_statement")
    return found


def statements(actor: Actor) -> list[StatementView]:
    """Return all statements for the officers, those that wait first, the newest first among equals."""
    rows = statement_rows()
    facts = ballotbox.facts_of_rounds({row.review.round_public_id for row in rows})
    found = [statement_view(row, facts[row.review.round_public_id], actor) for row in rows]
    return sorted(found, key=lambda view: view.standing is not StatementState.WAITING)


def waiting_statements(actor: Actor) -> int:
    """Return how many statements wait for an officer, without those to the actor's own rounds."""
    rows = statement_rows(Statement.state == StatementState.WAITING.value)
    facts = ballotbox.facts_of_rounds({row.review.round_public_id for row in rows})
    return sum(not statement_view(row, facts[row.review.round_public_id], actor).own for row in rows)


def statements_shown(round_public_id: str) -> list[StatementView]:
    """Return the statements that stand beside a bulletin, in ballot order."""
    rows = statement_rows(Review.round_public_id == round_public_id, Statement.state == StatementState.PUBLISHED.value)
    if not rows:
        return []
    facts = ballotbox.round_facts(round_public_id)
    return sorted((statement_view(row, facts) for row in rows), key=lambda view: view.person.number)


def statement_rows(*where: ColumnElement[bool]) -> Sequence[Statement]:
    """Return the statements for which `where` holds, the newest first."""
    query = select(Statement).join(Review).where(*where).order_by(Statement.written_at.desc(), Statement.id)
    return db.session.scalars(query).all()


def statement_view(row: Statement, facts: RoundFacts, reader: Actor | None = None) -> StatementView:
    """Return a statement with its round, as `reader` meets it."""
    return StatementView(
        id=row.id,
        round=facts.public_id,
        village=facts.village,
        village_en=facts.village_en,
        person=own.person_of(facts.spec, row.cadre_id),
        text=row.text,
        standing=row.standing,
        reason=row.reason,
        written_at=row.written_at,
        handled_at=row.handled_at,
        own=reader is not None and facts.spec.evaluates(reader.cadre_id),
    )
