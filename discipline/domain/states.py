"""The way of a review: draft, checked, signed by two, published – or sent back, then draft again."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from ballotbox.domain.layout import RoundSpec
from core.errors import Conflict, InvalidInput, NotAllowed

SIGNERS = 2  # different officers who must sign before anything is published


class State(StrEnum):
    """Where a review stands."""

    DRAFT = "draft"  # counted, nobody has looked yet
    CHECKED = "checked"  # an officer went through the figures
    SIGNED = "signed"  # two officers signed one and the same result
    PUBLISHED = "published"  # the bulletin is frozen and public; nothing moves any more
    RETURNED = "returned"  # something does not add up; the reason stands beside it


class Step(StrEnum):
    """What an officer can do to a review."""

    CHECK = "check"
    SIGN = "sign"
    SEND_BACK = "return"
    REOPEN = "reopen"
    PUBLISH = "publish"


FROM: dict[Step, frozenset[State]] = {
    Step.CHECK: frozenset({State.DRAFT}),
    Step.SIGN: frozenset({State.CHECKED}),
    Step.SEND_BACK: frozenset({State.DRAFT, State.CHECKED, State.SIGNED}),
    Step.REOPEN: frozenset({State.RETURNED}),
    Step.PUBLISH: frozenset({State.SIGNED}),
}
AFTER: dict[Step, State] = {
    Step.CHECK: State.CHECKED,
    Step.SEND_BACK: State.RETURNED,
    Step.REOPEN: State.DRAFT,
    Step.PUBLISH: State.PUBLISHED,
}


def steps(state: State) -> frozenset[Step]:
    """Return what can be done in `state`."""
    return frozenset(step for step, states in FROM.items() if state in states)


def after(state: State, step: Step, signers: int = 0) -> State:
    """Return the state that `step` leads to; `signers` counts the signatures, the new one included.

    Raises Conflict ``review_moved_on`` where the step does not fit the state (somebody else was faster).
    """
    if state not in FROM[step]:
        raise Conflict("review_moved_on")
    if step is Step.SIGN:
        return State.SIGNED if signers >= SIGNERS else State.CHECKED
    return AFTER[step]


def guard_own_round(cadre_id: int | None, spec: RoundSpec) -> None:
    """Raise NotAllowed ``own_round`` where the person is one of those evaluated (product brief §4.1)."""
    if spec.evaluates(cadre_id):
        raise NotAllowed("own_round")


def guard_second_person(staff_id: int, signed_by: Collection[int]) -> None:
    """Raise Conflict ``signed_already`` where this person has signed: the second signature is another's."""
    if staff_id in signed_by:
        raise Conflict("signed_already")


def guard_same_result(now: str, agreed: Collection[str]) -> None:
    """Raise Conflict ``result_changed`` where the result is not the one that was checked or signed."""
    if any(one != now for one in agreed):
        raise Conflict("result_changed")


def reason(typed: str) -> str:
    """Return the reason for sending back, tidied; raises InvalidInput ``reason_missing``."""
    text = " ".join(typed.split())
    if not text:
        raise InvalidInput("reason_missing", {"reason": "reason_missing"})
    return text
