"""Reads of spot-check draws: what was drawn follows from what is stored, each time anew."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from ballotbox import queries as ballotbox
from ballotbox.domain.layout import Group
from ballotbox.domain.rows import RoundFacts, RoundRow, newest
from core.auth import Actor
from core.db import db
from core.errors import NotFound
from discipline.domain import draw as rules
from discipline.domain.draw import Kind
from discipline.domain.looking import ORDER, Look, looks
from discipline.models import Draw
from discipline.queries.overview import overview
from roster import queries as roster

WAITING = frozenset({"over", "closed", "check", "sign", "publish", "missing"})  # of `discipline.domain.looking`


@dataclass(frozen=True)
class DrawView:
    """A draw as its page and its sheet show it."""

    public_id: str
    kind: Kind
    facts: RoundFacts | None  # of the round whose sheet it is; None where villages are drawn
    group_key: str | None
    population: tuple[str, ...]
    population_text: str
    population_hash: str
    k: int
    source: str
    reason: str
    prepared_by: str  # the account's name now
    prepared_at: datetime
    seed: str | None
    drawn_by: str | None
    drawn_at: datetime | None

    @property
    def group(self) -> Group | None:
        """The group whose sheet it is; None where villages are drawn."""
        groups = self.facts.spec.groups if self.facts else ()
        return next((group for group in groups if group.key == self.group_key), None)

    @property
    def commands(self) -> tuple[str, ...]:
        """The commands for a shell with which anybody recomputes it."""
        return rules.commands(self.public_id, self.seed, self.k)

    @property
    def drawn(self) -> tuple[str, ...]:
        """The units drawn, in the order of the lot; none before the seed is there."""
        return rules.draw(self.seed, self.population, self.k) if self.seed else ()


def draw(public_id: str) -> DrawView:
    """Return one draw; raises NotFound."""
    return _views([draw_row(public_id)])[0]


def draw_row(public_id: str, *, lock: bool = False) -> Draw:
    """Return the row of a draw, locked where it is to be changed; raises NotFound."""
    query = select(Draw).where(Draw.public_id == public_id)
    found: Draw | None = db.session.scalar(query.with_for_update() if lock else query)
    if found is None:
        raise NotFound("no_draw")
    return found


def draws() -> list[DrawView]:
    """Return every draw there was, also those without a seed, the newest first."""
    return _views(db.session.scalars(select(Draw).order_by(Draw.id.desc())).all())


def former(public_id: str) -> list[DrawView]:
    """Return the draws prepared before this one from the same kind of list, oldest first; raises NotFound.

    For villages all of them, for lines those of the same group's sheet: whoever draws again must show the first.
    """
    row = draw_row(public_id)
    query = select(Draw).where(Draw.kind == row.kind, Draw.id < row.id).order_by(Draw.id)
    if row.kind == Kind.LINES:
        query = query.where(Draw.round_public_id == row.round_public_id, Draw.group_key == row.group_key)
    return _views(db.session.scalars(query).all())


def newest_counted() -> dict[str, RoundRow]:
    """Return every village's newest counted round, by its public id, in the order of the villages' numbers."""
    found = newest(row for row in ballotbox.all_rounds() if row.state == "counted")
    order = [area.id for area in roster.villages()]
    return {found[area].public_id: found[area] for area in order if area in found}


def sheets(round_public_ids: Collection[str]) -> list[tuple[RoundFacts, Group]]:
    """Return the sign-in sheets of these rounds, one a group, in the order given."""
    facts = ballotbox.facts_of_rounds(round_public_ids)
    return [(facts[name], group) for name in round_public_ids for group in facts[name].spec.groups]


def rounds_of(view: DrawView) -> dict[str, RoundFacts]:
    """Return the rounds that the units of a draw of villages name; none for lines."""
    return ballotbox.facts_of_rounds(view.population) if view.kind is Kind.ROUNDS else {}


def where_first(actor: Actor) -> list[Look]:
    """Return this year's villages in which something wants an eye: gone to besides those drawn, never instead of them.

    What merely waits for the office's next step is no reason to go there.
    """
    found = overview(actor)
    return looks(found.villages, found.sure, frozenset(ORDER) - WAITING)


def _views(rows: Sequence[Draw]) -> list[DrawView]:
    facts = ballotbox.facts_of_rounds({row.round_public_id for row in rows if row.round_public_id})
    names = roster.staff_names()
    return [_view(row, facts, names) for row in rows]


def _view(row: Draw, facts: dict[str, RoundFacts], names: dict[int, str]) -> DrawView:
    return DrawView(
        public_id=row.public_id,
        kind=Kind(row.kind),
        facts=facts[row.round_public_id] if row.round_public_id else None,
        group_key=row.group_key,
        population=tuple(row.population.splitlines()),
        population_text=row.population,
        population_hash=row.population_hash,
        k=row.k,
        source=row.source,
        reason=row.reason,
        prepared_by=names[row.prepared_by],
        prepared_at=row.prepared_at,
        seed=row.seed,
        drawn_by=names[row.drawn_by] if row.drawn_by else None,
        drawn_at=row.drawn_at,
    )
