"""Use cases of the office's papers: gather what they are made of, and note who took which."""

from __future__ import annotations

from datetime import datetime

from appraisal import service as appraisal
from appraisal.domain.former import digest_of_version_1
from appraisal.domain.result import sha256
from ballotbox.domain.rows import RoundFacts
from core import audit, clock
from core.auth import Actor
from core.clock import LOCAL
from core.db import writing
from discipline import queries
from discipline.domain.papers.dossier import Dossier, Mark, Signing
from discipline.models import Review
from discipline.service.review import look
from roster import queries as roster


def dossier(actor: Actor, round_public_id: str, address: str) -> Dossier:
    """Return all that the papers of a counted round are made of; `address` is its public page.

    Raises NotAllowed ``own_round``, NotFound, and those of `appraisal.service.appraise`.
    """
    facts = look(actor, round_public_id)
    review = queries.review_of(round_public_id)
    result = appraisal.appraise(round_public_id)
    return Dossier(
        office=roster.township_of(facts.village_id).name,
        address=address,
        spec=facts.spec,
        result=result,
        former=digest_of_version_1(result),
        comparison=appraisal.compare(round_public_id, queries.self_scores(round_public_id), result),
        standing=_standing(review),
        opened_at=facts.opened_at.astimezone(LOCAL),
        closed_at=_closed(facts).astimezone(LOCAL),
        counted_at=(facts.counted_at or _closed(facts)).astimezone(LOCAL),
        printed_by=actor.name,
        printed_at=clock.now().astimezone(LOCAL),
    )


def _standing(review: Review) -> Signing:
    marks = sorted([*review.of_this_turn("checked"), *review.of_this_turn("signed")], key=lambda mark: mark.id)
    at, text = review.published_at, review.bulletin
    return Signing(
        state=review.standing,
        reason=review.reason,
        marks=tuple(Mark(mark.kind, mark.name, mark.at.astimezone(LOCAL), mark.result_hash) for mark in marks),
        published_at=at.astimezone(LOCAL) if at else None,
        bulletin_sha256=sha256(text) if text else None,
    )


def _closed(facts: RoundFacts) -> datetime:
    return facts.closed_at or facts.closes_at


def note_export(actor: Actor, of: Dossier, file: str) -> None:
    """Note in the audit log that `actor` took `file` of a round away, and of which result."""
    with writing():
        audit.record(actor, "review.exported", f"round:{of.spec.round}", file=file, result=of.digest)
