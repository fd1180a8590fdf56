from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest

from core import audit
from core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from notices import queries, service
from notices.domain.details import Announced
from notices.domain.posting import Standing, Status
from notices.domain.states import State
from tests.notices.planning import Campaign
from tests.support.sample import Township

At = Callable[[int, int], None]


def fields(act: Callable[[], Any]) -> dict[str, str]:
    with pytest.raises(InvalidInput) as refused:
        act()
    return refused.value.fields


def test_planned_visit_is_a_draft_with_tidy_texts(campaign: Campaign) -> None:
    visit = queries.day(campaign.plan(place=" 村 部\x00 ", questions={"问需": " 缺什么 ", "问计": ""}))
    assert (visit.state, visit.place.zh, visit.questions) == (State.DRAFT, "村 部", {"问需": "缺什么"})
    assert (visit.posted_on, visit.standing) == (None, Standing(Status.DAYS_LEFT, 5))


@pytest.mark.parametrize(
    ("village", "changes", "found"),
    [
        (1, {}, {"starts": "group_busy"}),
        (1, {"starts": time(11)}, {"starts": "group_busy"}),
        (0, {"day": 5}, {"village": "village_twice"}),
        (1, {"day": 7}, {"day": "day_outside_campaign"}),
        (1, {"starts": time(14), "place": " "}, {"place": "place_missing"}),
    ],
)
def test_visit_that_breaks_the_timetable_is_refused(
    campaign: Campaign, village: int, changes: dict[str, Any], found: dict[str, str]
) -> None:
    campaign.plan()
    assert fields(lambda: campaign.plan(village, **changes)) == found


def test_cancelled_visit_blocks_nobody(campaign: Campaign) -> None:
    visit = campaign.plan()
    service.publish(campaign.organizer, visit)
    service.cancel(campaign.organizer, visit, "大雪封路")
    assert queries.day(campaign.plan()).state is State.DRAFT


def test_past_day_cannot_be_planned_or_touched(campaign: Campaign, at: At) -> None:
    visit = campaign.plan()
    at(11, 4)
    assert fields(lambda: campaign.plan(1, day=2)) == {"day": "day_past"}
    for act in (
        lambda: service.publish(campaign.organizer, visit, "忘了"),
        lambda: service.change_day(campaign.organizer, visit, campaign.details(5)),
        lambda: service.cancel(campaign.organizer, visit, "忘了"),
    ):
        with pytest.raises(Conflict, match="day_over"):
            act()


def test_publishing_on_the_last_day_is_in_time(campaign: Campaign, at: At) -> None:
    visit = campaign.plan()
    at(10, 29)
    service.publish(campaign.organizer, visit)
    found = queries.notice(visit)
    assert (found.state, found.posted_on, found.late_reason) == (State.PUBLISHED, date(2026, 10, 29), None)
    assert found.standing == Standing(Status.IN_TIME, 5)
    assert queries.late_notices() == []


def test_publishing_late_needs_a_reason_that_is_recorded(campaign: Campaign, at: At) -> None:
    visit = campaign.plan()
    at(10, 30)
    assert fields(lambda: service.publish(campaign.organizer, visit, " ")) == {"late_reason": "late_reason_missing"}
    assert fields(lambda: service.publish(campaign.organizer, visit, "长" * 201)) == {
        "late_reason": "notice_text_too_long"
    }
    assert queries.day(visit).state is State.DRAFT
    service.publish(campaign.organizer, visit, "停电，海报晚印")
    assert [(late.public_id, late.late_reason) for late in queries.late_notices()] == [(visit, "停电，海报晚印")]
    entry = audit.entries(f"day:{visit}")[0]
    assert (entry.action, entry.details) == ("day.published", {"late_reason": "停电，海报晚印"})


def test_publishing_twice_is_refused(campaign: Campaign) -> None:
    visit = campaign.plan()
    service.publish(campaign.organizer, visit)
    with pytest.raises(Conflict, match="day_published"):
        service.publish(campaign.organizer, visit)


def test_moved_notice_is_posted_anew_and_remembers_the_old_one(campaign: Campaign, at: At) -> None:
    visit = campaign.plan()
    service.publish(campaign.organizer, visit)
    at(10, 30)
    service.change_day(campaign.organizer, visit, campaign.details(5, place="小学"))
    found = queries.notice(visit)
    assert found.earlier == (Announced(date(2026, 11, 3), time(9), "村部"),)
    assert (found.posted_on, found.standing) == (date(2026, 10, 30), Standing(Status.IN_TIME, 6))


def test_moved_notice_needs_a_reason_where_it_is_late(campaign: Campaign, at: At) -> None:
    visit = campaign.plan()
    service.publish(campaign.organizer, visit)
    at(11, 1)
    moved = campaign.details(place="小学")
    assert fields(lambda: service.change_day(campaign.organizer, visit, moved)) == {
        "late_reason": "late_reason_missing"
    }
    assert queries.notice(visit).place.zh == "村部"
    service.change_day(campaign.organizer, visit, moved, "村部漏雨")
    assert queries.notice(visit).late_reason == "村部漏雨"


def test_change_of_those_who_come_is_no_new_notice(campaign: Campaign, at: At) -> None:
    visit = campaign.plan()
    service.publish(campaign.organizer, visit)
    at(11, 1)
    service.change_day(campaign.organizer, visit, campaign.details(attendees="副镇长"))
    found = queries.notice(visit)
    assert (found.attendees.zh, found.earlier, found.posted_on) == ("副镇长", (), date(2026, 10, 24))


def test_cancelling_needs_a_published_visit_and_a_word(campaign: Campaign) -> None:
    visit = campaign.plan()
    with pytest.raises(Conflict, match="day_unpublished"):
        service.cancel(campaign.organizer, visit, "大雪")
    service.publish(campaign.organizer, visit)
    assert fields(lambda: service.cancel(campaign.organizer, visit, " ")) == {"note": "note_missing"}
    service.cancel(campaign.organizer, visit, "大雪封路")
    found = queries.notice(visit)
    assert (found.state, found.note, found.standing.status) == (
        State.CANCELLED,
        "大雪封路",
        Status.CANCELLED,
    )
    with pytest.raises(Conflict, match="day_cancelled"):
        service.change_day(campaign.organizer, visit, campaign.details(4))


def test_only_organizers_act(campaign: Campaign, township: Township) -> None:
    visit = campaign.plan()
    officer = township.actors["officer1"]
    for act in (
        lambda: service.publish(officer, visit),
        lambda: service.change_day(officer, visit, campaign.details()),
        lambda: service.cancel(officer, visit, "x"),
        lambda: service.plan_day(officer, campaign.public_id, campaign.villages[1], campaign.details(5)),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_draft_is_no_notice(campaign: Campaign) -> None:
    visit = campaign.plan()
    with pytest.raises(NotFound):
        queries.notice(visit)
    assert queries.current_notices() == []
    assert queries.notice_for_village(campaign.villages[0]) is None


def test_current_notices_are_the_coming_ones(campaign: Campaign, at: At) -> None:
    first, second = campaign.plan(0, 2), campaign.plan(1, 5)
    service.publish(campaign.organizer, second)
    service.publish(campaign.organizer, first)
    assert [visit.public_id for visit in queries.current_notices()] == [first, second]
    at(11, 3)
    assert [visit.public_id for visit in queries.current_notices()] == [second]
    past = queries.notice_for_village(campaign.villages[0])
    assert past is not None
    assert (past.public_id, past.over) == (first, True)


def test_days_at_risk_are_those_whose_notice_is_due(campaign: Campaign, at: At) -> None:
    late, due = campaign.plan(0, 2), campaign.plan(1, 3)
    at(10, 27)
    assert [row.public_id for row in queries.days_at_risk(date(2026, 10, 27))] == [late, due]
    at(10, 29)
    found = queries.days_at_risk(date(2026, 10, 29))
    assert [(row.public_id, row.status, row.deadline) for row in found] == [
        (due, "must_post_today", date(2026, 10, 29)),
        (late, "late", date(2026, 10, 28)),
    ]
    service.publish(campaign.organizer, due)
    assert [row.public_id for row in queries.days_at_risk(date(2026, 10, 29))] == [late]
    assert [row.status for row in queries.coming_days(date(2026, 10, 29))] == ["late", "published"]


def test_timetable_has_groups_days_and_visits(campaign: Campaign) -> None:
    visit = campaign.plan(0, 3)
    found = queries.current_campaign()
    assert found is not None
    table = queries.timetable(found)
    assert [day.day for day in found.days] == [1, 2, 3, 4, 5, 6]
    assert [group.lead.zh for group in found.groups] == ["镇长", "副书记"]
    cells = {key: [v.public_id for v in visits] for key, visits in table.cells.items()}
    assert cells == {(campaign.groups[0], date(2026, 11, 3)): [visit]}
    assert table.visits == 1
