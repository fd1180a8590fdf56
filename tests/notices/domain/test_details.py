from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from notices.domain.details import Announced, Details, problems
from notices.domain.spoken import hour, ordinal
from notices.domain.states import State, may_become

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 6)
GOOD = Details(1, date(2026, 11, 3), time(9), "村部", "镇长")


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, {}),
        ({"place": "", "attendees": ""}, {"place": "place_missing", "attendees": "attendees_missing"}),
        ({"place": "长" * 31}, {"place": "notice_text_too_long"}),
        ({"rain_place": "长" * 21}, {"rain_place": "notice_text_too_long"}),
        ({"place_en": "x" * 61}, {"place_en": "notice_text_too_long"}),
        ({"questions": {"问需": "长" * 25}}, {"question_3": "notice_text_too_long"}),
        ({"day": date(2026, 10, 31)}, {"day": "day_outside_campaign"}),
        ({"day": date(2026, 11, 7)}, {"day": "day_outside_campaign"}),
        ({"day": FIRST}, {}),
        ({"day": LAST}, {}),
    ],
)
def test_problems_stand_at_their_fields(changes: dict[str, object], found: dict[str, str]) -> None:
    assert problems(replace(GOOD, **changes), FIRST, LAST) == found  # type: ignore[arg-type]


def test_announced_comes_back_from_its_json() -> None:
    said = Announced(date(2026, 11, 3), time(9, 5), "村部")
    assert said.to_json() == {"day": "2026-11-03", "starts": "09:05", "place": "村部"}
    assert Announced.from_json(said.to_json()) == said


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (time(5, 30), "凌晨 5:30"),
        (time(9), "上午 9:00"),
        (time(12, 15), "中午 12:15"),
        (time(14, 30), "下午 2:30"),
        (time(19), "晚上 7:00"),
    ],
)
def test_hour_is_said_as_people_do(moment: time, said: str) -> None:
    assert hour(moment) == said


@pytest.mark.parametrize(
    ("number", "said"), [(1, "第一"), (10, "第十"), (11, "第十一"), (20, "第二十"), (34, "第三十四")]
)
def test_ordinal_is_written_out(number: int, said: str) -> None:
    assert ordinal(number) == said


def test_states_go_one_way() -> None:
    steps = [(now, then) for now in State for then in State if may_become(now, then)]
    assert steps == [(State.DRAFT, State.PUBLISHED), (State.PUBLISHED, State.CANCELLED)]
