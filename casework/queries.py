"""Reads of opinions, as frozen views."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, case, func, select

from casework.domain.deadlines import is_overdue
from casework.domain.states import State
from casework.models import Opinion
from core import clock
from core.db import db
from core.errors import NotFound
from core.ids import clean_id
from roster.models import Area

PAGE = 50


@dataclass(frozen=True)
class OpinionView:
    """One opinion as pages show it."""

    reference: str
    village_id: int
    village: str
    village_en: str
    head: str | None
    text: str
    received_on: date
    channel: str
    state: State
    owner: str | None
    due: date | None
    answer: str | None
    answered_on: date | None
    overdue: bool


@dataclass(frozen=True)
class Totals:
    """How many opinions stand where; `overdue` are among the assigned."""

    received: int = 0
    assigned: int = 0
    answered: int = 0
    overdue: int = 0

    @property
    def all(self) -> int:
        """Return the number of all opinions."""
        return self.received + self.assigned + self.answered


@dataclass(frozen=True)
class OpinionPage:
    """One page of the list."""

    rows: tuple[OpinionView, ...]
    number: int  # from 1
    more: bool


def opinion_by_reference(typed: str) -> OpinionView:
    """Return the opinion of a reference, however it was typed; raises NotFound."""
    query = _with_village(select(Opinion, Area)).where(Opinion.reference == clean_id(typed))
    row = db.session.execute(query).first()
    if row is None:
        raise NotFound("no_reference")
    return _view(*row, today=clock.today())


def opinions(village_id: int | None = None, state: str | None = None, page: int = 1) -> OpinionPage:
    """Return a page of opinions: overdue ones first, then new ones, then by due day, answered ones last.

    `state` is a State or "overdue".
    """
    today = clock.today()
    late = _late(today)
    urgency = case((late, 0), (Opinion.state == State.RECEIVED, 1), (Opinion.state == State.ASSIGNED, 2), else_=3)
    query = _with_village(select(Opinion, Area)).order_by(urgency, Opinion.due, Opinion.received_on, Opinion.reference)
    if village_id is not None:
        query = query.where(Opinion.village_id == village_id)
    if state == "overdue":
        query = query.where(late)
    elif state:
        query = query.where(Opinion.state == state)
    found = db.session.execute(query.limit(PAGE + 1).offset((page - 1) * PAGE)).all()
    rows = tuple(_view(*row, today=today) for row in found[:PAGE])
    return OpinionPage(rows, page, len(found) > PAGE)


def totals(village_id: int | None = None) -> Totals:
    """Return how many opinions stand where, of one village or of all."""
    late = _late(clock.today())
    query = select(Opinion.state, func.count(), func.sum(case((late, 1), else_=0))).group_by(Opinion.state)
    if village_id is not None:
        query = query.where(Opinion.village_id == village_id)
    rows = db.session.execute(query).all()
    counts = {state: number for state, number, _ in rows}
    return Totals(**counts, overdue=sum(overdue for _, _, overdue in rows))


def owners() -> list[str]:
    """Return the posts that have owned an opinion, to propose them again."""
    query = select(Opinion.owner).where(Opinion.owner.is_not(None)).distinct().order_by(Opinion.owner)
    return [owner for owner in db.session.scalars(query) if owner]


def _late(today: date) -> Any:
    return and_(Opinion.state == State.ASSIGNED, Opinion.due < today)


def _with_village(query: Select[Any]) -> Select[Any]:
    return query.join(Area, Area.id == Opinion.village_id)


def _view(opinion: Opinion, village: Area, *, today: date) -> OpinionView:
    state = State(opinion.state)
    return OpinionView(
        reference=opinion.reference,
        village_id=village.id,
        village=village.name,
        village_en=village.name_en,
        head=opinion.head,
        text=opinion.text,
        received_on=opinion.received_on,
        channel=opinion.channel,
        state=state,
        owner=opinion.owner,
        due=opinion.due,
        answer=opinion.answer,
        answered_on=opinion.answered_on,
        overdue=is_overdue(state, opinion.due, today),
    )
