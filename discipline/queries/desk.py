"""Reads of what lies on an officer's desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ballotbox import queries as ballotbox
from ballotbox.domain.rows import RoundRow
from core.auth import Actor
from discipline.domain import watch
from discipline.domain.findings import NOTHING, Findings
from discipline.domain.states import State
from discipline.domain.verdict import IN_A_ROW, REACHED
from discipline.queries.reviews import Standing, standings
from roster import queries as roster


@dataclass(frozen=True)
class DeskRow:
    """One review on an officer's desk; `watch` holds codes of `watch.reasons`, none once published.

    `also`: ``rules`` where a rule fired for somebody, ``flags`` where figures look odd. `township` is where the village
    is: a county has several of one name.
    """

    facts: RoundRow
    state: State
    own: bool
    signatures: int
    reason: str
    made_at: datetime
    published_at: datetime | None
    watch: tuple[str, ...]
    also: tuple[str, ...]
    township: roster.Place | None


def desk(actor: Actor) -> list[DeskRow]:
    """Return all reviews, what needs an eye first. Of the officer's own round only the state is told."""
    rounds = {row.public_id: row for row in ballotbox.all_rounds()}
    places = {place.id: place for place in roster.places()}
    towns = {one.id: places.get(one.parent_id or 0) for one in places.values() if one.kind == "village"}
    rows = [_desk_row(actor, standing, rounds[standing.round], towns) for standing in standings()]
    return sorted(rows, key=lambda row: watch.place(row.state, (*row.watch, *row.also)))


def _desk_row(actor: Actor, standing: Standing, facts: RoundRow, towns: Mapping[int, roster.Place | None]) -> DeskRow:
    own = facts.spec.evaluates(actor.cadre_id)
    looked_at = own or standing.state is State.PUBLISHED
    found = standing.findings or NOTHING
    return DeskRow(
        facts=facts,
        state=standing.state,
        own=own,
        signatures=standing.signatures,
        reason="" if own else standing.reason,
        made_at=standing.made_at,
        published_at=standing.published_at,
        watch=() if looked_at else found.watch,
        also=() if looked_at else _also(found),
        township=towns.get(facts.village_id),
    )


def _also(found: Findings) -> tuple[str, ...]:
    fired = any(person.one_third in REACHED or person.in_a_row in IN_A_ROW for person in found.persons)
    return tuple(code for code, holds in (("rules", fired), ("flags", bool(found.flags))) if holds)
