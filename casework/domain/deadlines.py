"""When an opinion is to be answered."""

from __future__ import annotations

from datetime import date, timedelta

from casework.domain.states import State

# A proposal only: 15 days are what the petition rules (信访工作条例) give for a first decision
USUAL = timedelta(days=15)


def proposed_due(today: date) -> date:
    """Return the day proposed for the answer to an opinion that is assigned today."""
    return today + USUAL


def is_overdue(state: State, due: date | None, today: date) -> bool:
    """Tell whether the answer should have been there before `today`; the due day itself still counts."""
    return state is State.ASSIGNED and due is not None and due < today
