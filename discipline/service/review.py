"""Use cases of the review: made at the count, checked, signed by two, published – or sent back."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from appraisal import service as appraisal
from appraisal.domain.beside.comparison import InARow, in_a_row
from appraisal.domain.former import digest_of_version_1
from appraisal.domain.release.released import Release
from appraisal.domain.result import RoundResult, statutory
from ballotbox import queries as ballotbox
from ballotbox.domain import notices
from ballotbox.domain.news import ResultPublished, RoundCounted
from ballotbox.domain.rows import RoundFacts
from core import audit, clock
from core.auth import Actor
from core.db import db, writing
from core.errors import Conflict
from core.events import announce
from discipline import queries
from discipline.domain import states
from discipline.domain.bulletin import Outcome, Times, freeze
from discipline.domain.states import State, Step
from discipline.models import Review, Signature
from discipline.service import findings


def make_review(news: RoundCounted) -> None:
    """Begin the review of a counted round, in the transaction of the count."""
    facts = ballotbox.round_facts(news.round)
    review = Review(
        round_public_id=news.round,
        area_id=facts.village_id,
        state=State.DRAFT,
        turn=1,
        reason="",
        made_at=clock.now(),
    )
    db.session.add(review)
    db.session.flush()  # the digest goes by the review's id
    findings.keep(review, findings.make(news.round))


def look(actor: Actor, round_public_id: str) -> RoundFacts:
    """Return the facts of a round that `actor` may look at; raises NotAllowed ``own_round``, NotFound."""
    facts = ballotbox.round_facts(round_public_id)
    states.guard_own_round(actor.cadre_id, facts.spec)
    return facts


def check(actor: Actor, round_public_id: str, seen: str) -> State:
    """Say that the figures were gone through. `seen` is the hash of the result that was on the page.

    Raises Conflict ``review_moved_on`` or ``result_changed``, and those of `look`.
    """
    return _mark(actor, round_public_id, Step.CHECK, "checked", seen)


def sign(actor: Actor, round_public_id: str, seen: str) -> State:
    """Sign the result with hash `seen`; the second officer's signature makes it publishable.

    Raises Conflict ``signed_already`` (the same person twice), and those of `check`.
    """
    return _mark(actor, round_public_id, Step.SIGN, "signed", seen)


def _mark(actor: Actor, round_public_id: str, step: Step, kind: str, seen: str) -> State:
    look(actor, round_public_id)
    result = appraisal.appraise(round_public_id)
    with writing():
        review = queries.review_of(round_public_id, lock=True)
        by = [mark.staff_id for mark in review.of_this_turn(kind)]
        if step is Step.SIGN:
            states.guard_second_person(actor.staff_id, by)
        review.state = states.after(review.standing, step, signers=len(by) + 1)
        states.guard_same_result(result.digest, [seen, *_agreed(review)])
        review.signatures.append(_signature(actor, review.turn, kind, result))
        findings.refresh(review, result.digest)
        audit.record(actor, f"review.{kind}", f"round:{round_public_id}", result=result.digest)
        return State(review.state)


def send_back(actor: Actor, round_public_id: str, typed: str) -> None:
    """Send the review back with a reason; signatures given so far no longer count.

    Raises InvalidInput ``reason_missing``, Conflict ``review_moved_on``, and those of `look`.
    """
    reason = states.reason(typed)
    look(actor, round_public_id)
    with writing():
        review = queries.review_of(round_public_id, lock=True)
        review.state = states.after(review.standing, Step.SEND_BACK)
        review.reason = reason
        review.turn += 1
        audit.record(actor, "review.returned", f"round:{round_public_id}", {"reason": reason})


def reopen(actor: Actor, round_public_id: str) -> None:
    """Take a returned review up again: it is a draft once more."""
    look(actor, round_public_id)
    with writing():
        review = queries.review_of(round_public_id, lock=True)
        review.state = states.after(review.standing, Step.REOPEN)
        audit.record(actor, "review.reopened", f"round:{round_public_id}", {"reason": review.reason})
        review.reason = ""


def preview(actor: Actor, round_public_id: str) -> dict[str, Any]:
    """Return what the bulletin would say if it were published now, as plain JSON values; nothing is kept.

    What leaves the office is rounded and joined (`appraisal.domain.release`), so a band may be another than on the
    officer's page: who signs must have seen it. Raises those of `look`.
    """
    facts = look(actor, round_public_id)
    result = appraisal.appraise(round_public_id)
    release = appraisal.release(result)
    outcome = Outcome(result, "", release, _rows(facts, result, release))
    found: dict[str, Any] = json.loads(freeze(outcome, facts.spec, _times(facts, clock.now()), ()).text())
    return found


def publish(actor: Actor, round_public_id: str) -> None:
    """Freeze the bulletin and make it public.

    Raises Conflict ``result_changed`` where today's result is not the one that was signed, Conflict
    ``review_moved_on``, and those of `look`.
    """
    facts = look(actor, round_public_id)
    result = appraisal.appraise(round_public_id)
    release = appraisal.release(result)
    rows = _rows(facts, result, release)
    with writing():
        review = queries.review_of(round_public_id, lock=True)
        review.state = states.after(review.standing, Step.PUBLISH)
        digest = _digest(result, _agreed(review))
        states.guard_same_result(digest, _agreed(review))
        review.published_at = clock.now().replace(microsecond=0)
        signed = [(mark.name, mark.at) for mark in review.of_this_turn("signed")]
        outcome = Outcome(result, _commitment(round_public_id, digest), release, rows)
        bulletin = freeze(outcome, facts.spec, _times(facts, review.published_at), signed)
        review.bulletin = bulletin.text()
        audit.record(actor, "review.published", f"round:{round_public_id}", result=digest)
        announce(ResultPublished(round_public_id, review.published_at))


def _digest(result: RoundResult, agreed: list[str]) -> str:
    """The hash of a result in the form in which it was signed: one signed in the first form is published so."""
    former = digest_of_version_1(result)
    return former if set(agreed) == {former} else result.digest


def _commitment(round_public_id: str, digest: str) -> str:
    """The signed hash under the round's salt; "" where the salt is lost (the count does not depend on it)."""
    try:
        return notices.commitment(ballotbox.salt(round_public_id), digest)
    except Conflict:
        return ""


def _rows(facts: RoundFacts, result: RoundResult, release: Release) -> dict[int, InARow]:
    """By number on the ballot, how often in a row not competent, as far as bulletins say."""
    before = queries.judged_before(facts.village_id, facts.counted_at or clock.now())
    needed, meets = facts.spec.rules.not_competent.in_a_row, statutory(result)
    return {
        who.number: in_a_row([(told.not_competent, meets), *before.get(who.cadre_id, ())], needed)
        for who, told in zip(facts.spec.persons, release.persons, strict=True)
    }


def _agreed(review: Review) -> list[str]:
    return [mark.result_hash for kind in ("checked", "signed") for mark in review.of_this_turn(kind)]


def _signature(actor: Actor, turn: int, kind: str, result: RoundResult) -> Signature:
    return Signature(
        turn=turn,
        kind=kind,
        staff_id=actor.staff_id,
        name=actor.name,
        at=clock.now(),
        result_hash=result.digest,
    )


def _times(facts: RoundFacts, published: datetime) -> Times:
    moments = (facts.opened_at, facts.closed_at, facts.counted_at)
    opened, closed, counted = (moment.astimezone(UTC) if moment else published for moment in moments)
    return Times(opened, closed, counted, published)
