"""Reads of the own view, and of what the office gets of self-scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select

from ballotbox import queries as ballotbox
from ballotbox.domain.layout import Person, RoundSpec
from ballotbox.domain.rows import RoundFacts
from ballotbox.domain.scale import Grade
from core import clock
from core.auth import Actor
from core.db import db
from core.errors import Conflict
from discipline.domain import own
from discipline.domain.own import StatementState
from discipline.models import Review, SelfScore, Statement
from discipline.queries.reviews import Published, frozen
from discipline.queries.said import StatementView, statement_rows, statement_view
from roster import queries as roster


@dataclass(frozen=True)
class OwnRound:
    """A round as the person evaluated sees it: nothing of its result before publication, then the bulletin's alone."""

    facts: RoundFacts
    person: Person
    score: SelfScore | None
    published: Published | None
    statement: StatementView | None

    @property
    def marks(self) -> str:
        """The self-score as it is kept; all left open where none was entered."""
        return self.score.marks if self.score else str(self.facts.spec.scale.abstain_key) * len(self.facts.spec.items)

    @property
    def grades(self) -> tuple[Grade | None, ...]:
        """The grade given for every item, None where it is left open."""
        return own.grades(self.facts.spec, self.marks)

    @property
    def points(self) -> float | None:
        """The self-score in points, None where an item is left open."""
        return own.points(self.facts.spec, self.marks)

    @property
    def takes_score(self) -> bool:
        """Tell whether the self-score may still be changed."""
        return own.takes_self_score(self.facts.state, self.facts.closes_at, clock.now())

    @property
    def until(self) -> date | None:
        """The last day for a statement; None before publication."""
        if self.published is None:
            return None
        returned = self.statement.returned_on if self.statement else None
        return own.last_day(clock.local_day(self.published.published_at), returned)

    @property
    def takes_statement(self) -> bool:
        """Tell whether a statement may be written or written anew today."""
        done = self.statement is not None and self.statement.standing is StatementState.PUBLISHED
        return self.until is not None and clock.today() <= self.until and not done


def own_rounds(actor: Actor) -> list[OwnRound]:
    """Return the rounds in which the actor is evaluated, the newest first; as many queries for many as for one."""
    if actor.cadre_id is None:
        return []
    rounds = ballotbox.facts_of_village(roster.cadre(actor.cadre_id).area_id)
    mine = [facts for facts in rounds if facts.spec.evaluates(actor.cadre_id)]
    names = [facts.public_id for facts in mine]
    scores = {row.round_public_id: row for row in _scores(SelfScore.cadre_id == actor.cadre_id)}
    reviews = db.session.scalars(select(Review).where(Review.round_public_id.in_(names)))
    published = {review.round_public_id: frozen(review) for review in reviews}
    said = {row.review.round_public_id: row for row in statement_rows(Statement.cadre_id == actor.cadre_id)}
    return [
        OwnRound(
            facts,
            own.person_of(facts.spec, actor.cadre_id),
            scores.get(facts.public_id),
            published.get(facts.public_id),
            statement_view(said[facts.public_id], facts) if facts.public_id in said else None,
        )
        for facts in mine
    ]


def own_round(actor: Actor, round_public_id: str) -> OwnRound:
    """Return one of `own_rounds`; raises NotFound, NotAllowed ``not_evaluated``."""
    facts = ballotbox.round_facts(round_public_id)
    own.person_of(facts.spec, actor.cadre_id)
    return next(row for row in own_rounds(actor) if row.facts.public_id == round_public_id)


def self_score_row(round_public_id: str, cadre_id: int) -> SelfScore | None:
    """Return a person's self-score in a round, to be changed by the service."""
    found = _scores(SelfScore.round_public_id == round_public_id, SelfScore.cadre_id == cadre_id)
    return found[0] if found else None


def self_scores(round_public_id: str) -> dict[int, float]:
    """Return the complete self-scores of a counted round in points, by number on the ballot.

    For `appraisal.service.compare`. Raises NotFound, Conflict ``round_not_counted``: before the count nobody looks.
    """
    spec, rows = _counted_scores(round_public_id)
    found = {row.number: own.points(spec, row.marks) for row in rows}
    return {number: points for number, points in found.items() if points is not None}


def self_grades(round_public_id: str) -> dict[int, tuple[Grade | None, ...]]:
    """Return the self-scores of a counted round as grades in the order of its items; None: left open.

    Raises as `self_scores` does.
    """
    spec, rows = _counted_scores(round_public_id)
    return {row.number: own.grades(spec, row.marks) for row in rows}


def _counted_scores(round_public_id: str) -> tuple[RoundSpec, Sequence[SelfScore]]:
    facts = ballotbox.round_facts(round_public_id)
    if facts.state != "counted":
        raise Conflict("round_not_counted")
    return facts.spec, _scores(SelfScore.round_public_id == round_public_id)


def _scores(*where: ColumnElement[bool]) -> Sequence[SelfScore]:
    return db.session.scalars(select(SelfScore).where(*where).order_by(SelfScore.number)).all()
