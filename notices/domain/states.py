"""How an interview day moves: draft → published → cancelled."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where an interview day stands."""

    DRAFT = "draft"  # planned; the public sees nothing
    PUBLISHED = "published"
    CANCELLED = "cancelled"  # was published: its page says so


NEXT = {State.DRAFT: {State.PUBLISHED}, State.PUBLISHED: {State.CANCELLED}, State.CANCELLED: set[State]()}


def may_become(now: State, wanted: State) -> bool:
    """Tell whether an interview day in state `now` may become `wanted`."""
    return wanted in NEXT[now]
