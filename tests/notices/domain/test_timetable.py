from __future__ import annotations

from datetime import date, time

import pytest

from notices.domain.timetable import Conflict, Slot, conflicts

DAY = date(2026, 11, 3)
STANDING = Slot("a", group=1, village=1, day=DAY, starts=time(9))


@pytest.mark.parametrize(
    ("slot", "codes"),
    [
        (Slot("b", 1, 2, DAY, time(9)), [("group_busy", "starts")]),
        (Slot("b", 1, 2, DAY, time(11, 59)), [("group_busy", "starts")]),
        (Slot("b", 1, 2, DAY, time(6, 1)), [("group_busy", "starts")]),
        (Slot("b", 1, 2, DAY, time(12)), []),
        (Slot("b", 1, 2, date(2026, 11, 4), time(9)), []),
        (Slot("b", 2, 2, DAY, time(9)), []),
        (Slot("b", 2, 1, date(2026, 11, 5), time(9)), [("village_twice", "village")]),
        (Slot("b", 1, 1, DAY, time(9)), [("group_busy", "starts"), ("village_twice", "village")]),
        (Slot("a", 1, 1, DAY, time(10)), []),  # the same visit, moved by an hour
    ],
)
def test_conflicts_with_a_visit_that_stands(slot: Slot, codes: list[tuple[str, str]]) -> None:
    assert conflicts(slot, [STANDING]) == [Conflict(code, field, STANDING) for code, field in codes]


def test_conflicts_over_midnight() -> None:
    late = Slot("b", 1, 2, date(2026, 11, 2), time(23))
    early = Slot("c", 1, 3, DAY, time(1))
    assert conflicts(early, [late]) == [Conflict("group_busy", "starts", late)]
