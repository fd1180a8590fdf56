"""The rules of self-scores and statements."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ballotbox.domain.presets import PRESETS
from core.errors import Conflict, InvalidInput, NotAllowed
from discipline.domain import own
from discipline.domain.own import StatementState
from tests.support.specs import make_spec

NOON = datetime(2026, 11, 5, 12, tzinfo=UTC)
FIVE = replace(make_spec(), items=PRESETS["five_dimensions"].items)
ITEMS = [item.key for item in FIVE.items]


def typed(marks: str) -> dict[str, str]:
    return dict(zip(ITEMS, marks, strict=True))


def test_marks_stand_in_the_order_of_the_items_whatever_the_order_typed():
    said = dict(reversed(typed("43214").items()))
    assert own.marks(FIVE, said) == "43214"


def test_marks_missing_or_empty_are_left_open():
    assert own.marks(FIVE, {"ability": "3", "virtue": ""}) == "03000"
    assert own.grades(FIVE, "03000")[0] is None
    assert own.grades(FIVE, "03000")[1].name == "称职"


@pytest.mark.parametrize("wrong", ["5", "44", "x", "-1", "４"])
def test_marks_that_are_no_grade_are_refused_at_their_item(wrong):
    with pytest.raises(InvalidInput) as refused:
        own.marks(FIVE, typed("44444") | {"integrity": wrong})
    assert refused.value.fields == {"integrity": "grade_unknown"}


def test_points_weigh_items_as_a_ballot_does():
    assert own.points(FIVE, "43214") == pytest.approx(0.2 * (100 + 80 + 60 + 40 + 100))
    assert own.points(FIVE, "44444") == pytest.approx(100)


def test_points_of_an_unfinished_self_score_are_none():
    assert own.points(FIVE, "44440") is None


@given(st.lists(st.sampled_from("4321"), min_size=5, max_size=5))
def test_points_lie_between_the_worst_and_the_best_grade_given(keys):
    scores = [FIVE.scale.grade(int(key)).score for key in keys]
    assert min(scores) - 1e-9 <= own.points(FIVE, "".join(keys)) <= max(scores) + 1e-9


@pytest.mark.parametrize(
    ("state", "hours", "takes"), [("open", -1, True), ("open", 0, False), ("closed", -1, False), ("counted", -9, False)]
)
def test_self_score_is_taken_as_long_as_ballots_are(state, hours, takes):
    assert own.takes_self_score(state, NOON, NOON + timedelta(hours=hours)) is takes


def test_person_is_found_on_the_ballot_and_nobody_else():
    first = FIVE.persons[0]
    assert own.person_of(FIVE, first.cadre_id) is first
    for other in (None, 4711):
        with pytest.raises(NotAllowed, match="not_evaluated"):
            own.person_of(FIVE, other)


def test_last_day_is_the_fifteenth_and_five_after_a_return():
    published = date(2026, 11, 6)
    assert own.last_day(published) == date(2026, 11, 21)
    assert own.last_day(published, date(2026, 11, 7)) == date(2026, 11, 21)
    assert own.last_day(published, date(2026, 11, 20)) == date(2026, 11, 25)


@pytest.mark.parametrize("standing", [None, StatementState.WAITING, StatementState.RETURNED])
def test_statement_is_written_until_its_last_day(standing):
    until = date(2026, 11, 21)
    own.guard_writing(standing, until, until)
    with pytest.raises(Conflict, match="statement_late") as late:
        own.guard_writing(standing, until, until + timedelta(days=1))
    assert late.value.params == {"until": "2026-11-21"}


def test_published_statement_does_not_change_any_more():
    with pytest.raises(Conflict, match="statement_published"):
        own.guard_writing(StatementState.PUBLISHED, date(2026, 11, 21), date(2026, 11, 7))


def test_statement_is_dealt_with_once():
    own.guard_waiting(StatementState.WAITING)
    for done in (StatementState.PUBLISHED, StatementState.RETURNED):
        with pytest.raises(Conflict, match="statement_moved_on"):
            own.guard_waiting(done)


def test_text_keeps_its_lines_without_blanks_around():
    assert own.checked_text("  谢谢大家。 \r\n\r\n路会修好。\n ") == "谢谢大家。\n\n路会修好。"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("", "statement_missing"),
        (" \r\n\t", "statement_missing"),
        ("评" * 1_001, "statement_long"),
        ("找我打 13912345678", "statement_personal"),
        ("证号 110101 19900101 001X", "statement_personal"),
    ],
)
def test_text_that_cannot_stand_is_refused_at_its_field(words, code):
    with pytest.raises(InvalidInput, match=code) as refused:
        own.checked_text(words)
    assert refused.value.fields == {"text": code}


def test_text_of_exactly_a_thousand_characters_is_kept_and_one_more_is_counted():
    assert own.checked_text("评" * 1_000) == "评" * 1_000
    with pytest.raises(InvalidInput) as refused:
        own.checked_text("评" * 1_001)
    assert refused.value.params == {"length": 1_001, "limit": 1_000}
