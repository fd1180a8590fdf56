"""How an opinion moves: received → assigned → answered. Steps that are not in the table cannot be taken."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where an opinion stands."""

    RECEIVED = "received"
    ASSIGNED = "assigned"
    ANSWERED = "answered"


class Step(StrEnum):
    """What staff do with an opinion."""

    ASSIGN = "assign"
    ANSWER = "answer"


STEPS = {
    (State.RECEIVED, Step.ASSIGN): State.ASSIGNED,
    (State.ASSIGNED, Step.ASSIGN): State.ASSIGNED,  # another owner, or another day
    (State.ASSIGNED, Step.ANSWER): State.ANSWERED,
}


def after(state: State, step: Step) -> State | None:
    """Return the state that `step` leads to from `state`; None where it cannot be taken."""
    return STEPS.get((state, step))
