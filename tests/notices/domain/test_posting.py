from __future__ import annotations

from datetime import date

import pytest

from notices.domain.posting import Standing, Status, days_ahead, is_late, latest_posting_day, standing


@pytest.mark.parametrize(
    ("day", "latest"),
    [
        (date(2026, 11, 3), date(2026, 10, 29)),  # over a month's end
        (date(2026, 11, 6), date(2026, 11, 1)),
        (date(2027, 1, 4), date(2026, 12, 30)),  # over a year's end
        (date(2028, 3, 5), date(2028, 2, 29)),  # a leap year has the day
        (date(2028, 3, 4), date(2028, 2, 28)),
        (date(2027, 3, 5), date(2027, 2, 28)),  # the others have not
        (date(2100, 3, 5), date(2100, 2, 28)),
    ],
)
def test_latest_posting_day_is_five_whole_days_before(day: date, latest: date) -> None:
    assert latest_posting_day(day) == latest
    assert days_ahead(latest, day) == 5
    assert is_late(latest, day) is False
    assert is_late(date.fromordinal(latest.toordinal() + 1), day) is True


@pytest.mark.parametrize(
    ("posted", "today", "expected"),
    [
        (date(2026, 10, 28), date(2026, 11, 1), Standing(Status.IN_TIME, 6)),
        (date(2026, 10, 29), date(2026, 11, 1), Standing(Status.IN_TIME, 5)),
        (date(2026, 10, 30), date(2026, 11, 1), Standing(Status.POSTED_LATE, 4)),
        (None, date(2026, 10, 26), Standing(Status.DAYS_LEFT, 3)),
        (None, date(2026, 10, 28), Standing(Status.DAYS_LEFT, 1)),
        (None, date(2026, 10, 29), Standing(Status.MUST_POST_TODAY, 0)),
        (None, date(2026, 10, 30), Standing(Status.LATE, 1)),
        (None, date(2026, 11, 4), Standing(Status.LATE, 6)),
    ],
)
def test_standing_of_a_notice(posted: date | None, today: date, expected: Standing) -> None:
    assert standing(date(2026, 11, 3), posted, today) == expected
