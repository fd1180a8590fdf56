from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from casework import queries, service
from casework.domain.states import State
from core import audit
from core.errors import AppError, Conflict, InvalidInput, NotAllowed, NotFound
from survey import service as survey
from tests.support.fixed_clock import FixedClock
from tests.support.sample import Township

Say = Callable[..., str]


@pytest.fixture
def say(township: Township) -> Say:
    """Hand in an opinion and return its reference."""
    forms = [survey.open_opinion_form(township.actors["organizer"], v.id) for v in township.villages]

    def hand_in(text: str = "修路", head: str = "问需", village: int = 0, channel: str = "web") -> str:
        return survey.submit(forms[village], {"text": text, "head": head}, channel, text).reference

    return hand_in


def test_answered_form_becomes_an_opinion(township: Township, say: Say) -> None:
    opinion = queries.opinion_by_reference(say("路灯坏了", "问效", channel="sms"))
    assert (opinion.village_id, opinion.village, opinion.village_en) == (
        township.villages[0].id,
        "大柳村",
        "Daliu Village",
    )
    assert (opinion.head, opinion.text, opinion.channel) == ("问效", "路灯坏了", "sms")
    assert (opinion.received_on, opinion.state, opinion.owner) == (date(2026, 11, 3), State.RECEIVED, None)


@pytest.mark.parametrize("head", ["说不好", ""])
def test_opinion_left_open_has_no_head(say: Say, head: str) -> None:
    assert queries.opinion_by_reference(say(head=head)).head is None


def test_opinion_is_found_however_its_reference_is_typed(say: Say) -> None:
    reference = say()
    typed = f" {reference[:4].upper()}-{reference[4:]} "
    assert queries.opinion_by_reference(typed).reference == reference


def test_opinion_goes_from_owner_to_answer(township: Township, say: Say) -> None:
    organizer, reference = township.actors["organizer"], say()
    service.assign(organizer, reference, " 镇水利站\n站长 ", date(2026, 11, 18))
    service.assign(organizer, reference, "镇农技站站长", date(2026, 11, 20))
    service.answer(organizer, reference, "已修好。\r\n再坏打电话。")
    opinion = queries.opinion_by_reference(reference)
    assert (opinion.state, opinion.owner, opinion.due) == (
        State.ANSWERED,
        "镇农技站站长",
        date(2026, 11, 20),
    )
    assert (opinion.answer, opinion.answered_on) == ("已修好。\n再坏打电话。", date(2026, 11, 3))
    entries = [(entry.action, entry.details) for entry in audit.entries(f"opinion:{reference}")]
    assert entries == [
        ("opinion.answered", {"length": 11}),
        ("opinion.assigned", {"owner": "镇农技站站长", "due": "2026-11-20"}),
        ("opinion.assigned", {"owner": "镇水利站 站长", "due": "2026-11-18"}),
    ]
    assert queries.owners() == ["镇农技站站长"]


@pytest.mark.parametrize(
    ("owner", "due", "fields"),
    [
        ("", date(2026, 11, 3), {"owner": "owner_missing"}),
        ("长" * 41, date(2026, 11, 18), {"owner": "owner_too_long"}),
        ("镇长", date(2026, 11, 2), {"due": "due_past"}),
    ],
)
def test_assignment_is_refused_at_its_field(
    township: Township, say: Say, owner: str, due: date, fields: dict[str, str]
) -> None:
    with pytest.raises(InvalidInput) as refused:
        service.assign(township.actors["organizer"], say(), owner, due)
    assert refused.value.fields == fields


@pytest.mark.parametrize(("text", "code"), [(" \x00", "answer_missing"), ("长" * 2001, "answer_too_long")])
def test_answer_is_refused_at_its_field(township: Township, say: Say, text: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        service.answer(township.actors["organizer"], say(), text)
    assert refused.value.fields == {"answer": code}


def test_answer_needs_an_owner_and_comes_once(township: Township, say: Say) -> None:
    organizer, reference = township.actors["organizer"], say()
    with pytest.raises(Conflict, match="opinion_unowned"):
        service.answer(organizer, reference, "好")
    service.assign(organizer, reference, "镇长", date(2026, 11, 18))
    service.answer(organizer, reference, "好")
    with pytest.raises(Conflict, match="opinion_answered"):
        service.answer(organizer, reference, "不好")
    with pytest.raises(Conflict, match="opinion_answered"):
        service.assign(organizer, reference, "书记", date(2026, 11, 18))
    assert queries.opinion_by_reference(reference).answer == "好"


@pytest.mark.parametrize(
    ("who", "reference", "error"),
    [("officer1", None, NotAllowed), ("admin", None, NotAllowed), ("organizer", "zzzzzzzz", NotFound)],
)
def test_assigning_is_for_organizers_and_known_opinions(
    township: Township, say: Say, who: str, reference: str | None, error: type[AppError]
) -> None:
    with pytest.raises(error):
        service.assign(township.actors[who], reference or say(), "镇长", date(2026, 11, 18))


def test_list_begins_with_what_is_overdue(township: Township, say: Say, clock: FixedClock) -> None:
    organizer = township.actors["organizer"]
    answered, late, assigned = say("一"), say("二"), say("三", village=1)
    for reference, day in ((answered, 4), (late, 5), (assigned, 20)):
        service.assign(organizer, reference, "镇长", date(2026, 11, day))
    service.answer(organizer, answered, "好")
    clock.forward(days=3)
    new = say("四", village=1)
    found = queries.opinions()
    assert [row.reference for row in found.rows] == [late, new, assigned, answered]
    assert [row.overdue for row in found.rows] == [True, False, False, False]
    assert queries.totals() == queries.Totals(received=1, assigned=2, answered=1, overdue=1)
    assert queries.totals(township.villages[1].id) == queries.Totals(received=1, assigned=1)
    assert [row.reference for row in queries.opinions(township.villages[1].id, "received").rows] == [new]
    assert [row.reference for row in queries.opinions(state="overdue").rows] == [late]


def test_list_comes_in_pages(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PAGE", 2)
    references = {say(text) for text in "一二三"}
    first, second = queries.opinions(page=1), queries.opinions(page=2)
    assert (first.more, second.more, len(first.rows), len(second.rows)) == (True, False, 2, 1)
    assert {row.reference for row in (*first.rows, *second.rows)} == references
