"""Use cases of interview days: plan, change, publish within the five-day rule, cancel."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, time
from typing import Any

from sqlalchemy import select

from core import audit, clock
from core.auth import Actor, Role
from core.db import db, writing
from core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from core.ids import short_id
from notices import queries
from notices.domain.details import LIMITS, Announced, Details, problems
from notices.domain.posting import is_late
from notices.domain.states import State, may_become
from notices.domain.timetable import Slot, conflicts
from notices.models import InterviewCampaign, InterviewDay, LeaderGroup
from roster import queries as roster
from survey.domain.text import clean_text


def plan_campaign(actor: Actor, name: tuple[str, str], first: date, last: date) -> str:
    """Start a campaign of the township; `name` is Chinese and English. Returns its public id."""
    _organizers_only(actor)
    with writing() as session:
        public_id = short_id()
        session.add(
            InterviewCampaign(
                public_id=public_id,
                township_id=roster.township().id,
                name=name[0],
                name_en=name[1],
                first_day=first,
                last_day=last,
            )
        )
        audit.record(actor, "campaign.planned", f"campaign:{public_id}", first=str(first), last=str(last))
    return public_id


def add_group(actor: Actor, campaign: str, number: int, lead: tuple[str, str], members: tuple[str, str]) -> int:
    """Add a group of leaders, by posts in Chinese and English, to a campaign; returns the group's id."""
    _organizers_only(actor)
    with writing() as session:
        group = LeaderGroup(
            campaign_id=_campaign(campaign).id,
            number=number,
            lead=lead[0],
            lead_en=lead[1],
            members=members[0],
            members_en=members[1],
        )
        session.add(group)
        session.flush()
        audit.record(actor, "group.added", f"campaign:{campaign}", number=number)
        return group.id


def plan_day(actor: Actor, campaign: str, village_id: int, details: Details) -> str:
    """Plan a visit as a draft; returns its public id.

    Raises InvalidInput with the fields concerned: a text missing or too long, a day past or outside the
    campaign, a group in two places, a village visited twice.
    """
    _organizers_only(actor)
    with writing() as session:
        visit = InterviewDay(
            public_id=short_id(),
            campaign=_campaign(campaign),
            village=roster.area(village_id),
            state=State.DRAFT,
            earlier=[],
        )
        _fill(visit, _checked(visit, details))
        session.add(visit)
        public_id = visit.public_id
        audit.record(actor, "day.planned", f"day:{public_id}", village_id=village_id, day=str(details.day))
    return public_id


def change_day(actor: Actor, public_id: str, details: Details, late_reason: str = "") -> None:
    """Change a visit. Where a published one moves to another day, time or place, it is announced anew today.

    Raises InvalidInput as `plan_day` does, and where the new announcement is too late and has no reason;
    Conflict where it was cancelled or is over.
    """
    _organizers_only(actor)
    with writing():
        visit = _visit(public_id)
        _still_open(visit)
        before = Announced(visit.day, visit.starts, visit.place)
        details = _checked(visit, details)
        after = Announced(details.day, details.starts, details.place)
        _fill(visit, details)
        moved = visit.state == State.PUBLISHED and before != after
        if moved:
            visit.earlier = [*visit.earlier, before.to_json()]
            _post(visit, late_reason)
        audit.record(actor, "day.changed", f"day:{public_id}", _reason(visit, moved), moved=moved, **after.to_json())


def publish(actor: Actor, public_id: str, late_reason: str = "") -> None:
    """Publish a visit's notice, with today as its posting day.

    Raises InvalidInput where that is too late and no reason is given; Conflict where it was published or
    cancelled before, or the day is over.
    """
    _organizers_only(actor)
    with writing():
        visit = _visit(public_id)
        _still_open(visit)
        if not may_become(State(visit.state), State.PUBLISHED):
            raise Conflict("day_published")
        visit.state, visit.published_at = State.PUBLISHED, clock.now()
        _post(visit, late_reason)
        audit.record(actor, "day.published", f"day:{public_id}", _reason(visit, True))


def cancel(actor: Actor, public_id: str, note: str) -> None:
    """Cancel a published visit; its page says so at once, with `note` for the villagers."""
    _organizers_only(actor)
    note = clean_text(note)
    if not note or len(note) > LIMITS["note"]:
        code = "notice_text_too_long" if note else "note_missing"
        raise InvalidInput("day_refused", {"note": code}, limit=LIMITS["note"])
    with writing():
        visit = _visit(public_id)
        _still_open(visit)
        if not may_become(State(visit.state), State.CANCELLED):
            raise Conflict("day_unpublished")
        visit.state, visit.note = State.CANCELLED, note
        audit.record(actor, "day.cancelled", f"day:{public_id}", {"note": note})


def _organizers_only(actor: Actor) -> None:
    if Role.ORGANIZER not in actor.roles:
        raise NotAllowed("role_missing")


def _campaign(public_id: str) -> InterviewCampaign:
    found = db.session.scalar(select(InterviewCampaign).where(InterviewCampaign.public_id == public_id))
    if found is None:
        raise NotFound("no_campaign")
    return found


def _visit(public_id: str) -> InterviewDay:
    query = select(InterviewDay).where(InterviewDay.public_id == public_id)
    found = db.session.scalar(query.with_for_update(of=InterviewDay))
    if found is None:
        raise NotFound("no_notice")
    return found


def _still_open(visit: InterviewDay) -> None:
    if visit.state == State.CANCELLED:
        raise Conflict("day_cancelled")
    if visit.day < clock.today():
        raise Conflict("day_over")


def _checked(visit: InterviewDay, details: Details) -> Details:
    """Return `details` with tidy texts, once they break no rule of texts, dates and timetable."""
    details = _tidy(details)
    found = problems(details, visit.campaign.first_day, visit.campaign.last_day)
    if details.day < clock.today():
        found["day"] = "day_past"
    params: dict[str, object] = {}
    slot = Slot(visit.public_id, details.group_id, visit.village.id, details.day, details.starts)
    for conflict in conflicts(slot, queries.slots(visit.campaign.id)):
        found[conflict.field] = conflict.code
        params |= {
            "village": roster.area(conflict.other.village).name,
            "day": conflict.other.day,
            "starts": _clock_text(conflict.other.starts),
        }
    if found:
        raise InvalidInput("day_refused", found, **params)
    return details


def _clock_text(starts: time) -> str:
    return f"{starts.hour}:{starts:%M}"


def _tidy(details: Details) -> Details:
    typed = {name: value for name, value in asdict(details).items() if isinstance(value, str)}
    texts: dict[str, Any] = {name: " ".join(clean_text(value).split()) for name, value in typed.items()}
    asked = {head: clean_text(text) for head, text in details.questions.items()}
    return replace(details, **texts, questions={head: text for head, text in asked.items() if text})


def _fill(visit: InterviewDay, details: Details) -> None:
    values: dict[str, Any] = asdict(details)
    for name, value in values.items():
        setattr(visit, name, value)


def _post(visit: InterviewDay, late_reason: str) -> None:
    """Make today the posting day; too late is possible only with a reason."""
    today = clock.today()
    reason = clean_text(late_reason)
    if is_late(today, visit.day) and not reason:
        raise InvalidInput("late_reason_missing", {"late_reason": "late_reason_missing"})
    if len(reason) > LIMITS["late_reason"]:
        raise InvalidInput("day_refused", {"late_reason": "notice_text_too_long"}, limit=LIMITS["late_reason"])
    visit.posted_on = today
    visit.late_reason = reason if is_late(today, visit.day) else None


def _reason(visit: InterviewDay, posted: bool) -> dict[str, str]:
    return {"late_reason": visit.late_reason} if posted and visit.late_reason else {}
