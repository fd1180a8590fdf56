from datetime import date

import pytest

from ballotbox.domain import objections as rules
from core.errors import Conflict, InvalidInput

COUNTED, TODAY, UNTIL = date(2026, 11, 6), date(2026, 11, 20), date(2026, 11, 22)


def test_period_ends_fifteen_days_after_publication():
    assert rules.last_day(date(2026, 11, 7)) == UNTIL


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("  ", "objection_text_missing"),
        ("x" * 501, "objection_text_long"),
        ("打 139-1234-5678 找我", "objection_personal"),
        ("票码 1234 5678 9012 3456", "objection_personal"),
    ],
)
def test_text_is_refused_with_its_reason(typed, code):
    with pytest.raises(InvalidInput) as refused:
        rules.checked_text(typed, "text")
    assert (refused.value.code, refused.value.fields) == (code, {"text": code})


def test_text_is_kept_without_blanks_around_it():
    assert rules.checked_text(" 2026 年的票数不对 ", "text") == "2026 年的票数不对"


@pytest.mark.parametrize(
    ("received", "until", "code"),
    [
        (date(2026, 11, 5), UNTIL, "objection_day"),
        (date(2026, 11, 21), UNTIL, "objection_day"),
        (date(2026, 11, 20), date(2026, 11, 19), "objection_late"),
    ],
)
def test_day_is_between_the_count_and_the_end(received, until, code):
    with pytest.raises(InvalidInput, match=code):
        rules.check_received(received, COUNTED, until, TODAY)


@pytest.mark.parametrize("until", [None, UNTIL, TODAY])
def test_day_in_time_is_taken(until):
    rules.check_received(TODAY, COUNTED, until, TODAY)


@pytest.mark.parametrize(
    ("until", "waiting", "code"),
    [
        (None, [], "key_before_publication"),
        (TODAY, [], "key_before_end"),
        (date(2026, 11, 19), [False, True], "key_objections_open"),
    ],
)
def test_key_is_kept_until_the_period_is_over_and_all_is_answered(until, waiting, code):
    with pytest.raises(Conflict, match=code):
        rules.guard_end(until, TODAY, waiting)
    rules.guard_end(date(2026, 11, 19), TODAY, [False])
