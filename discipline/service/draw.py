"""Use cases of the spot-check draw: the list first, then the seed, once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from ballotbox import queries as ballotbox
from core import audit, clock
from core.auth import Actor
from core.db import writing
from core.errors import Conflict, InvalidInput
from core.ids import short_id
from discipline import queries
from discipline.domain import draw as rules
from discipline.domain import states
from discipline.domain.draw import Kind
from discipline.models import Draw
from discipline.service.review import look


@dataclass(frozen=True)
class Sheet:
    """A sign-in sheet: the group of a round that signed on it, and how many lines it has."""

    round: str
    group: str
    lines: int


def prepare_draw(actor: Actor, k: int, source: str, reason: str, sheet: Sheet | None = None) -> str:
    """Fix the list and `k` of a draw before anybody has the seed, and return its public id.

    Without `sheet` the list is every village's newest counted round. `source` says where the seed will come from.
    Raises NotFound, NotAllowed ``own_round``, Conflict ``round_not_counted``, InvalidInput with the fields at fault.
    """
    words = rules.checked_words(source, "source"), rules.checked_words(reason, "reason")
    units = _lines(actor, sheet) if sheet else _rounds(actor)
    rules.check_size(units, k)
    text = rules.population_text(units)
    row = Draw(
        public_id=short_id(),
        kind=Kind.LINES if sheet else Kind.ROUNDS,
        round_public_id=sheet.round if sheet else None,
        group_key=sheet.group if sheet else None,
        population=text,
        population_hash=rules.population_hash(text),
        size=len(units),
        k=k,
        source=words[0],
        reason=words[1],
        prepared_by=actor.staff_id,
        prepared_at=clock.now(),
    )
    with writing() as session:
        session.add(row)
        session.flush()
        said = {"source": row.source, "reason": row.reason}
        fixed = {"population": row.population_hash, "units": row.size, "number": row.k}
        audit.record(actor, "draw.prepared", f"draw:{row.public_id}", said, **fixed)
        return row.public_id


def _rounds(actor: Actor) -> tuple[str, ...]:
    found = tuple(queries.newest_counted())
    _guard(actor, found)
    return found


def _guard(actor: Actor, round_public_ids: Collection[str]) -> None:
    for facts in ballotbox.facts_of_rounds(round_public_ids).values():
        states.guard_own_round(actor.cadre_id, facts.spec)


def _lines(actor: Actor, sheet: Sheet) -> tuple[str, ...]:
    facts = look(actor, sheet.round)
    if facts.state != "counted":
        raise Conflict("round_not_counted")
    rolls = {group.key: group.roll for group in facts.spec.groups}
    if sheet.group not in rolls:
        raise InvalidInput("unknown_group", {"sheet": "unknown_group"})
    if not 1 <= sheet.lines <= rolls[sheet.group]:
        raise InvalidInput("lines_over_roll", {"lines": "lines_over_roll"}, most=rolls[sheet.group])
    return rules.lines(sheet.round, sheet.group, sheet.lines)


def throw(actor: Actor, public_id: str, typed: str) -> None:
    """Give a prepared draw its seed; what is drawn follows, and stays.

    Raises NotFound, NotAllowed ``own_round``, Conflict ``draw_done``, InvalidInput ``seed_wrong``.
    """
    seed = rules.checked_seed(typed)
    with writing():
        row = queries.draw_row(public_id, lock=True)
        rules.guard_unseeded(row.seed)
        _guard(actor, [row.round_public_id] if row.round_public_id else row.population.splitlines())
        row.seed, row.drawn_by, row.drawn_at = seed, actor.staff_id, clock.now()
        audit.record(actor, "draw.drawn", f"draw:{public_id}", seed=seed, population=row.population_hash, number=row.k)
