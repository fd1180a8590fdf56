from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ballotbox.domain.field_notes import read_gatherings, read_sheets, write_gatherings
from ballotbox.domain.hours import iso
from core.clock import LOCAL

OPENED = datetime(2026, 11, 3, 8, 30, tzinfo=LOCAL)
CLOSES = datetime(2026, 11, 5, 20, 0, tzinfo=LOCAL)


def at(day: int, hour: int) -> str:
    return f"2026-11-{day:02}T{hour:02}:00+08:00"


@pytest.mark.parametrize(
    ("line", "hours"),
    [
        ("11月4日 19:00-21:00", (at(4, 19), at(4, 20))),
        ("11月4日19点到21点", (at(4, 19), at(4, 20))),
        ("１１－４ １９～２１", (at(4, 19), at(4, 20))),
        ("2026-11-03 8", (at(3, 8),)),
        ("11/5 20:00", (at(5, 20),)),
    ],
)
def test_gathering_is_read_as_people_write_it(line, hours):
    assert read_gatherings(line, OPENED, CLOSES) == (hours, ())


@pytest.mark.parametrize(
    "line",
    [
        "11月3日 7:00",  # before the opening
        "11月5日 21:00",  # after the end
        "11月4日 21-19",
        "11月4日 25",
        "11月31日 9",
        "昨晚",
        "11月4日 8-21",  # longer than a gathering
        "2025-11-04 19",
    ],
)
def test_line_that_is_no_hour_of_voting_is_named(line):
    assert read_gatherings(f"11月4日 19:00\n\n{line}", OPENED, CLOSES) == ((at(4, 19),), (line,))


def test_day_after_new_year_is_of_the_next_year():
    opened, closes = (
        datetime(year, month, day, 8, tzinfo=LOCAL) for year, month, day in ((2026, 12, 30), (2027, 1, 2))
    )
    assert read_gatherings("1月1日 9", opened, closes) == (("2027-01-01T09:00+08:00",), ())


@given(st.sets(st.integers(495608, 495660)))
def test_gatherings_are_read_back_as_written(numbers):
    opened, closes = datetime.fromisoformat(iso(495608)), datetime.fromisoformat(iso(495660))
    hours = tuple(iso(number) for number in sorted(numbers))
    assert read_gatherings(write_gatherings(hours), opened, closes) == (hours, ())


@given(st.text(max_size=60))
def test_any_text_is_read_or_named(text):
    hours, wrong = read_gatherings(text, OPENED, CLOSES)
    assert len(wrong) <= len(text)
    assert all(datetime.fromisoformat(hour) >= OPENED or hour == at(3, 8) for hour in hours)
    read_sheets(text)


def test_totals_are_read_and_other_words_named():
    assert read_sheets("12 ７、108，3\n0") == ((12, 7, 108, 3, 0), ())
    assert read_sheets("12 十二 -3 1.5 100001 9999999999999") == (
        (12,),
        ("十二", "-3", "1.5", "100001", "9999999999999"),
    )
