from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ballotbox.domain.hours import SHELVES, gathered, hour_of, merge_hours, shelved

NINE = hour_of(datetime(2026, 11, 3, 1, 59, 59, tzinfo=UTC))


def test_hour_of_counts_from_1970():
    assert hour_of(datetime(1970, 1, 2, 3, 59, tzinfo=UTC)) == 27


@pytest.mark.parametrize(
    ("rows", "merged"),
    [
        ([], []),
        ([(NINE, 3)], [("09", 3)]),
        ([(NINE, 12), (NINE + 1, 10)], [("09", 12), ("10", 10)]),
        ([(NINE + 1, 10), (NINE, 4), (NINE + 2, 7)], [("09", 21)]),
        ([(NINE, 10), (NINE + 1, 9)], [("09", 19)]),
        ([(NINE, 10), (NINE + 1, 4), (NINE + 2, 6), (NINE + 3, 9)], [("09", 10), ("10", 19)]),
    ],
)
def test_hours_are_merged_until_each_has_ten(rows, merged):
    assert merge_hours(rows) == tuple((f"2026-11-03T{hour}:00+08:00", n) for hour, n in merged)


@given(st.dictionaries(st.integers(490_000, 490_100), st.integers(1, 40)))
def test_merged_hours_lose_nobody_and_show_nobody_alone(rows):
    merged = merge_hours(rows.items())
    assert sum(n for _, n in merged) == sum(rows.values())
    assert len(merged) <= 1 or min(n for _, n in merged) >= 10


@given(st.lists(st.tuples(st.integers(490_000, 2**24 - 1), st.integers(0, SHELVES - 1))))
def test_hours_counted_on_many_shelves_are_gathered_again(casts):
    rows = [(shelved(hour, shelf), 1) for hour, shelf in casts]
    hours = sorted({hour for hour, _ in casts})
    assert gathered(rows) == [(hour, sum(each == hour for each, _ in casts)) for hour in hours]
    assert all(number < 2**31 for number, _ in rows)
