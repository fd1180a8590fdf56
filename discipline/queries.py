"""Reads of reviews, and of what is published."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from appraisal import service as appraisal
from appraisal.domain.result import sha256
from ballotbox import queries as ballotbox
from ballotbox.domain.rows import RoundRow
from core.auth import Actor
from core.db import db
from core.errors import NotFound
from discipline.domain import watch
from discipline.domain.states import State
from discipline.models import Review


@dataclass(frozen=True)
class Published:
    """A published bulletin: its round, the village, the moment, the canonical text and its hash."""

    round: str
    area_id: int
    published_at: datetime
    text: str

    @property
    def content(self) -> dict[str, Any]:
        """The bulletin as plain JSON values (`discipline.domain.bulletin.Bulletin`)."""
        found: dict[str, Any] = json.loads(self.text)
        return found

    @property
    def signed(self) -> tuple[tuple[str, datetime], ...]:
        """Who signed, and when."""
        return tuple((row["name"], datetime.fromisoformat(row["at"])) for row in self.content["signed_by"])

    @property
    def sha256(self) -> str:
        """The hash of the text, as anybody can compute it from the downloaded file."""
        return sha256(self.text)


def reviews() -> Sequence[Review]:
    """Return all reviews, the newest count first."""
    return db.session.scalars(select(Review).order_by(Review.made_at.desc(), Review.id.desc())).all()


def review_of(round_public_id: str, *, lock: bool = False) -> Review:
    """Return the review of a round, locked where it is to be changed; raises NotFound before the count."""
    query = select(Review).where(Review.round_public_id == round_public_id)
    found: Review | None = db.session.scalar(query.with_for_update() if lock else query)
    if found is None:
        raise NotFound("no_review")
    return found


def published(round_public_id: str) -> Published | None:
    """Return the published bulletin of a round, if there is one."""
    found = db.session.scalar(select(Review).where(Review.round_public_id == round_public_id))
    return _published(found) if found is not None and found.bulletin is not None else None


def published_of_village(area_id: int) -> tuple[Published, ...]:
    """Return a village's published bulletins, newest first."""
    found = db.session.scalars(
        select(Review)
        .where(Review.area_id == area_id, Review.bulletin.is_not(None))
        .order_by(Review.published_at.desc())
    )
    return tuple(_published(review) for review in found)


def _published(review: Review) -> Published:
    # the CHECK on the table gives a published review both
    at, text = review.published_at or review.made_at, review.bulletin or ""
    return Published(review.round_public_id, review.area_id, at, text)


@dataclass(frozen=True)
class DeskRow:
    """One review on an officer's desk; `watch` holds codes of `watch.reasons`, none once published."""

    facts: RoundRow
    state: State
    own: bool
    signatures: int
    reason: str
    made_at: datetime
    published_at: datetime | None
    watch: tuple[str, ...]


def desk(actor: Actor) -> list[DeskRow]:
    """Return all reviews, what needs an eye first. Of the officer's own round only the state is told."""
    rounds = {row.public_id: row for row in ballotbox.all_rounds()}
    rows = [_desk_row(actor, review, rounds[review.round_public_id]) for review in reviews()]
    return sorted(rows, key=lambda row: watch.place(row.state, row.watch))


def _desk_row(actor: Actor, review: Review, facts: RoundRow) -> DeskRow:
    own = _own(actor, review.round_public_id)
    looked_at = own or review.standing is State.PUBLISHED
    return DeskRow(
        facts=facts,
        state=review.standing,
        own=own,
        signatures=len(review.of_this_turn("signed")),
        reason="" if own else review.reason,
        made_at=review.made_at,
        published_at=review.published_at,
        watch=() if looked_at else watch.reasons(appraisal.appraise(review.round_public_id)),
    )


def _own(actor: Actor, round_public_id: str) -> bool:
    if actor.cadre_id is None:
        return False
    persons = ballotbox.round_facts(round_public_id).spec.persons
    return actor.cadre_id in [person.cadre_id for person in persons]
