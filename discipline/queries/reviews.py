"""Reads of reviews, and of what is published."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, select

from appraisal.domain.result import sha256
from ballotbox import queries as ballotbox
from core.db import db
from core.errors import NotFound
from discipline.domain.findings import VERSION, Findings, from_json
from discipline.domain.states import State
from discipline.models import Review, RoundFindings, Signature


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
    return frozen(found) if found is not None else None


def published_of_village(area_id: int) -> tuple[Published, ...]:
    """Return a village's published bulletins, newest first."""
    found = db.session.scalars(
        select(Review)
        .where(Review.area_id == area_id, Review.bulletin.is_not(None))
        .order_by(Review.published_at.desc())
    )
    return tuple(bulletin for bulletin in map(frozen, found) if bulletin is not None)


def judged_before(area_id: int, before: datetime) -> dict[int, list[tuple[bool | None, bool]]]:
    """Return by cadre what the village's bulletins of rounds counted `before` say, newest first.

    Each: counted as not competent, and in the statutory evaluation. A round that was not valid says None; one that was,
    but whose bulletin does not tell, counts as a no: the public must be able to count along.
    """
    found: dict[int, list[tuple[bool | None, bool]]] = {}
    told = [(one.round, one.content) for one in published_of_village(area_id)]
    told = [(round_id, one) for round_id, one in told if datetime.fromisoformat(one["counted_at"]) < before]
    for round_id, one in sorted(told, key=lambda row: str(row[1]["counted_at"]), reverse=True):
        numbers = {person.number: person.cadre_id for person in ballotbox.round_facts(round_id).spec.persons}
        for person in one["persons"]:
            said = bool(person.get("not_competent")) if one["valid"] else None
            found.setdefault(numbers[person["number"]], []).append((said, bool(one.get("statutory"))))
    return found


def frozen(review: Review) -> Published | None:
    """Return the bulletin of a published review; None before."""
    if review.bulletin is None or review.published_at is None:  # the CHECK on the table gives a published one both
        return None
    return Published(review.round_public_id, review.area_id, review.published_at, review.bulletin)


@dataclass(frozen=True)
class Standing:
    """Where the review of a round stands: the state, since when (None: not known), and its digest, if there is one."""

    round: str
    state: State
    signatures: int  # under the result as it is now
    reason: str
    made_at: datetime
    published_at: datetime | None
    since: datetime | None
    findings: Findings | None


def standings(rounds: Collection[str] | None = None) -> list[Standing]:
    """Return where all reviews stand, or those of `rounds`, the newest count first; two queries, however many."""
    columns = (Review.id, Review.round_public_id, Review.state, Review.reason, Review.made_at, Review.published_at)
    query = select(*columns, RoundFindings.version, RoundFindings.content).outerjoin(RoundFindings)
    query = query if rounds is None else query.where(Review.round_public_id.in_(rounds))
    marks = _marks(rounds)
    return [
        Standing(
            round=row.round_public_id,
            state=State(row.state),
            signatures=marks.get((row.id, "signed"), (0, None))[0],
            reason=row.reason,
            made_at=row.made_at,
            published_at=row.published_at,
            since=_since(row, marks),
            findings=from_json(row.content) if row.version == VERSION else None,
        )
        for row in db.session.execute(query.order_by(Review.made_at.desc(), Review.id.desc()))
    ]


Marks = dict[tuple[int, str], tuple[int, datetime | None]]


def _marks(rounds: Collection[str] | None) -> Marks:
    """By review and kind, how many signatures count now, and the moment of the last."""
    of_this_turn = and_(Signature.review_id == Review.id, Signature.turn == Review.turn)
    query = select(Signature.review_id, Signature.kind, func.count(), func.max(Signature.at)).join(Review, of_this_turn)
    query = query if rounds is None else query.where(Review.round_public_id.in_(rounds))
    found = db.session.execute(query.group_by(Signature.review_id, Signature.kind))
    return {(review, kind): (int(n), at) for review, kind, n, at in found}


def _since(row: Any, marks: Marks) -> datetime | None:
    state = State(row.state)
    if state in {State.CHECKED, State.SIGNED}:
        return marks.get((row.id, state.value), (0, None))[1]
    at: datetime | None = {State.DRAFT: row.made_at, State.PUBLISHED: row.published_at}.get(state)
    return at


def findings_missing() -> list[str]:
    """Return the rounds whose digest is not there, or of another version than the program's."""
    present = and_(RoundFindings.review_id == Review.id, RoundFindings.version == VERSION)
    query = select(Review.round_public_id).outerjoin(RoundFindings, present).where(RoundFindings.review_id.is_(None))
    return list(db.session.scalars(query.order_by(Review.id)))
