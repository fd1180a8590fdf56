from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from core import clock as core_clock


def test_now_is_what_the_clock_of_the_app_says(app, clock):
    assert core_clock.now() == datetime(2026, 11, 3, 1, 0, tzinfo=UTC)
    clock.set(datetime(2026, 11, 4, 8, 30, tzinfo=core_clock.LOCAL))
    assert core_clock.now() == datetime(2026, 11, 4, 0, 30, tzinfo=UTC)


def test_system_clock_is_aware():
    assert core_clock.system_clock().tzinfo == UTC


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 3, 15, 59, 59, tzinfo=UTC), date(2026, 11, 3)),
        (datetime(2026, 11, 3, 16, 0, tzinfo=UTC), date(2026, 11, 4)),  # midnight in China
        (datetime(2026, 12, 31, 16, 0, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_local_day_begins_at_midnight_in_china(moment, day):
    assert core_clock.local_day(moment) == day


def test_today_is_the_local_day_not_that_of_utc(app, clock):
    clock.set(datetime(2026, 11, 4, 0, 10, tzinfo=core_clock.LOCAL))
    assert (core_clock.now().date(), core_clock.today()) == (date(2026, 11, 3), date(2026, 11, 4))


def test_local_time_is_given_in_utc():
    assert core_clock.local_time(date(2026, 11, 3), 9, 5) == datetime(2026, 11, 3, 1, 5, tzinfo=UTC)
