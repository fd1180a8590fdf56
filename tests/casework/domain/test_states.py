from __future__ import annotations

from datetime import date

import pytest

from casework.domain.deadlines import is_overdue, proposed_due
from casework.domain.states import State, Step, after


@pytest.mark.parametrize(
    ("state", "step", "reached"),
    [
        (State.RECEIVED, Step.ASSIGN, State.ASSIGNED),
        (State.RECEIVED, Step.ANSWER, None),
        (State.ASSIGNED, Step.ASSIGN, State.ASSIGNED),
        (State.ASSIGNED, Step.ANSWER, State.ANSWERED),
        (State.ANSWERED, Step.ASSIGN, None),
        (State.ANSWERED, Step.ANSWER, None),
    ],
)
def test_step_leads_only_where_it_may(state: State, step: Step, reached: State | None) -> None:
    assert after(state, step) == reached


@pytest.mark.parametrize(
    ("state", "due", "overdue"),
    [
        (State.ASSIGNED, date(2026, 11, 2), True),
        (State.ASSIGNED, date(2026, 11, 3), False),
        (State.ANSWERED, date(2026, 11, 2), False),
        (State.RECEIVED, None, False),
    ],
)
def test_opinion_is_overdue_after_its_day(state: State, due: date | None, overdue: bool) -> None:
    assert is_overdue(state, due, date(2026, 11, 3)) is overdue


def test_proposed_day_is_fifteen_days_off() -> None:
    assert proposed_due(date(2026, 12, 20)) == date(2027, 1, 4)
