"""What is open to the person evaluated: a self-score while nobody can know a result, a statement after publication."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum

from ballotbox.domain.layout import Person, RoundSpec
from ballotbox.domain.scale import Grade
from core.errors import Conflict, InvalidInput, NotAllowed
from core.redact import redact

# No national rule sets these periods; they are the product's own choice (docs/adr/0016).
STATEMENT_DAYS = 15  # from publication, as long as objections are possible
AGAIN_DAYS = 5  # from the day a statement is returned, where the period would end sooner
STATEMENT_LENGTH = 1_000  # characters


class StatementState(StrEnum):
    """Where a statement stands."""

    WAITING = "waiting"  # written; no officer has read it yet
    PUBLISHED = "published"  # stands beside the bulletin and does not change any more
    RETURNED = "returned"  # an officer says what has to come out of it first


def person_of(spec: RoundSpec, cadre_id: int | None) -> Person:
    """Return the entry of a cadre on the ballot; raises NotAllowed ``not_evaluated``."""
    for person in spec.persons:
        if person.cadre_id == cadre_id:
            return person
    raise NotAllowed("not_evaluated")


def takes_self_score(state: str, closes_at: datetime, now: datetime) -> bool:
    """Tell whether a self-score may be entered or changed: as long as ballots are taken, and no longer."""
    return state == "open" and now < closes_at


def marks(spec: RoundSpec, typed: Mapping[str, str]) -> str:
    """Return a self-score as it is kept: one reply key an item, in the order of the spec.

    `typed` holds a key by item; what is missing or empty is left open, which is the key for abstaining.
    Raises InvalidInput ``grade_unknown`` with the fields at fault.
    """
    keys = {str(key) for key in spec.scale.keys}
    chosen = {item.key: typed.get(item.key) or str(spec.scale.abstain_key) for item in spec.items}
    wrong = {key: "grade_unknown" for key, mark in chosen.items() if mark not in keys}
    if wrong:
        raise InvalidInput("grade_unknown", wrong)
    return "".join(chosen.values())


def grades(spec: RoundSpec, kept: str) -> tuple[Grade | None, ...]:
    """Return the grade the person gave for every item, None where it was left open."""
    return tuple(spec.scale.grade(int(mark)) for mark in kept)


def points(spec: RoundSpec, kept: str) -> float | None:
    """Return a self-score in points: Σ item weight × score of its grade, as a ballot's own mean.

    None where an item was left open: a sum over fewer items is not comparable with the score.
    """
    given = grades(spec, kept)
    if None in given:
        return None
    return sum(item.weight * grade.score for item, grade in zip(spec.items, given, strict=True) if grade)


def last_day(published: date, returned: date | None = None) -> date:
    """Return the last local day on which a statement may be written or written anew."""
    until = published + timedelta(days=STATEMENT_DAYS)
    return max(until, returned + timedelta(days=AGAIN_DAYS)) if returned else until


def guard_writing(standing: StatementState | None, until: date, today: date) -> None:
    """Raise Conflict ``statement_published`` or ``statement_late`` (with `until`) where nothing may be written."""
    if standing is StatementState.PUBLISHED:
        raise Conflict("statement_published")
    if today > until:
        raise Conflict("statement_late", until=until.isoformat())


def guard_waiting(standing: StatementState) -> None:
    """Raise Conflict ``statement_moved_on`` where an officer has dealt with a statement already."""
    if standing is not StatementState.WAITING:
        raise Conflict("statement_moved_on")


def checked_text(typed: str) -> str:
    """Return a statement as it is kept.

    Raises InvalidInput ``statement_missing``, ``statement_long`` (with `length` and `limit`) or ``statement_personal``,
    each at the field ``text``.
    """
    text = "\n".join(line.rstrip() for line in typed.strip().splitlines())
    if not text:
        raise InvalidInput("statement_missing", {"text": "statement_missing"})
    if len(text) > STATEMENT_LENGTH:
        size = {"length": len(text), "limit": STATEMENT_LENGTH}
        raise InvalidInput("statement_long", {"text": "statement_long"}, **size)
    if redact(text) != text:
        raise InvalidInput("statement_personal", {"text": "statement_personal"})
    return text
