"""Who may act in a round. A cadre under evaluation can do nothing in a round of his own."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from ballotbox import queries
from ballotbox.domain.layout import RoundSpec
from ballotbox.models import EvaluationRound
from core.auth import Actor, Role
from core.db import db
from core.errors import NotAllowed, NotFound


def need(actor: Actor, *roles: Role) -> None:
    """Raise NotAllowed unless the actor holds one of `roles`."""
    if not actor.roles & set(roles):
        raise NotAllowed("role_missing")


def not_among(actor: Actor, cadre_ids: Iterable[int]) -> None:
    """Raise NotAllowed where the actor is one of the cadres appraised."""
    if actor.cadre_id is not None and actor.cadre_id in set(cadre_ids):
        raise NotAllowed("own_round")


def acting_in(actor: Actor, public_id: str, *roles: Role, lock: bool = True) -> tuple[EvaluationRound, RoundSpec]:
    """Return the round and its spec for an actor who may act in it; raises NotAllowed, NotFound.

    Use cases that write lock it, so that of two at once (activate, close) one waits. Casts do not wait: a ballot's
    foreign key only asks that the round stays, and where it waited for the closing, that would wait for its slip.
    """
    need(actor, *roles)
    query = select(EvaluationRound).where(EvaluationRound.public_id == public_id)
    row = db.session.scalar(query.with_for_update(key_share=True) if lock else query)
    if row is None:
        raise NotFound("no_round")
    spec = queries.read_spec(row.spec)
    not_among(actor, (person.cadre_id for person in spec.persons))
    return row, spec
