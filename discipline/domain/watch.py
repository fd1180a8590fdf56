"""Where to look first: what in a result wants a human eye before anybody signs, gravest first."""

from __future__ import annotations

from appraisal.domain.result import RoundResult
from discipline.domain.states import State

UNTOLD = {"too_few", "small_group"}  # scores that `appraisal.domain.release.told` leaves out, not missing ones

# what waits for an officer comes before what does not
ORDER = (State.RETURNED, State.SIGNED, State.CHECKED, State.DRAFT, State.PUBLISHED)


def reasons(result: RoundResult) -> tuple[str, ...]:
    """Return the codes of what to look at: accounting, threshold, and persons without score or interval."""
    scores = [person.score for person in result.persons if not UNTOLD & {*person.score.notes}]
    checks = {
        "accounting": not result.ledger.balanced,
        "threshold": not result.turnout.reached,
        "no_score": any(score.mean is None for score in scores),
        "no_interval": any(score.mean is not None and score.low is None for score in scores),
    }
    return tuple(code for code, holds in checks.items() if holds)


def place(state: State, watch: tuple[str, ...]) -> tuple[int, int, int]:
    """Return the sorting place of a review: open ones first, those with something to look at in front."""
    return (state is State.PUBLISHED, -len(watch), ORDER.index(state))


def settled(result: RoundResult) -> int:
    """Return how many persons' whole interval lies in one band."""
    return sum(person.band is not None and person.band[0] == person.band[1] for person in result.persons)
