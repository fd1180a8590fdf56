"""Reads of interview days, as frozen views."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlalchemy import Select, select

from core import clock
from core.db import db
from core.errors import NotFound
from notices.domain.details import Announced
from notices.domain.posting import Standing, Status, latest_posting_day, standing
from notices.domain.states import State
from notices.domain.timetable import Slot
from notices.models import InterviewCampaign, InterviewDay, LeaderGroup
from survey.domain.words import Words

SOON = 2  # days to the last posting day from which a draft counts as at risk


@dataclass(frozen=True)
class DayView:
    """One interview day as pages and posters show it."""

    public_id: str
    campaign_id: int
    village_id: int
    village: Words
    village_public_id: str
    village_number: int
    group_id: int
    group_number: int
    lead: Words
    day: date
    starts: time
    place: Words
    rain_place: Words
    attendees: Words
    questions: Mapping[str, str]
    state: State
    posted_on: date | None
    late_reason: str | None
    earlier: tuple[Announced, ...]  # what older posters say
    note: str | None
    standing: Standing
    over: bool  # the day has passed

    @property
    def deadline(self) -> date:
        """Return the last day to post the notice."""
        return latest_posting_day(self.day)


@dataclass(frozen=True)
class CampaignView:
    """A campaign with its days and groups."""

    id: int
    public_id: str
    name: Words
    days: tuple[date, ...]
    groups: tuple[GroupView, ...]


@dataclass(frozen=True)
class GroupView:
    """A group of leaders."""

    id: int
    number: int
    lead: Words
    members: Words


@dataclass(frozen=True)
class Timetable:
    """Groups × days; `cells` holds the visits by group id and day."""

    campaign: CampaignView
    cells: Mapping[tuple[int, date], tuple[DayView, ...]]
    visits: int


@dataclass(frozen=True)
class AtRisk:
    """A coming interview day, for the home page; `status` is must_post_today, late, draft or published."""

    public_id: str
    village_id: int
    village: str
    village_en: str
    day: date
    deadline: date
    status: str


def day(public_id: str) -> DayView:
    """Return an interview day in any state; raises NotFound."""
    found = db.session.scalar(select(InterviewDay).where(InterviewDay.public_id == public_id))
    if found is None:
        raise NotFound("no_notice")
    return _view(found, clock.today())


def notice(public_id: str) -> DayView:
    """Return an interview day the public may see; raises NotFound for a draft too."""
    found = day(public_id)
    if found.state is State.DRAFT:
        raise NotFound("no_notice")
    return found


def current_notices() -> list[DayView]:
    """Return the notices of coming days, the nearest first; cancelled ones say so."""
    today = clock.today()
    query = _public().where(InterviewDay.day >= today).order_by(InterviewDay.day, InterviewDay.starts)
    return _views(db.session.scalars(query), today)


def notice_for_village(area_id: int) -> DayView | None:
    """Return the village's coming notice, otherwise its last one; cancelled ones come last."""
    today = clock.today()
    found = _views(db.session.scalars(_public().where(InterviewDay.village_id == area_id)), today)
    ranked = sorted(found, key=lambda d: (d.state is State.CANCELLED, d.over, abs(d.day - today)))
    return ranked[0] if ranked else None


def current_campaign() -> CampaignView | None:
    """Return the campaign that runs or comes next, otherwise the last one."""
    found = db.session.scalars(select(InterviewCampaign).order_by(InterviewCampaign.first_day)).all()
    coming = [campaign for campaign in found if campaign.last_day >= clock.today()]
    chosen = coming[0] if coming else (found[-1] if found else None)
    return _campaign(chosen) if chosen else None


def timetable(campaign: CampaignView) -> Timetable:
    """Return the timetable of a campaign; cancelled visits are left out."""
    cells: dict[tuple[int, date], tuple[DayView, ...]] = {}
    found = [visit for visit in _visits(campaign.id) if visit.state is not State.CANCELLED]
    for visit in found:
        key = (visit.group_id, visit.day)
        cells[key] = (*cells.get(key, ()), visit)
    return Timetable(campaign, cells, len(found))


def campaign_of(visit: DayView) -> CampaignView:
    """Return the campaign of an interview day."""
    return _campaign(db.session.get_one(InterviewCampaign, visit.campaign_id))


def slots(campaign_id: int) -> list[Slot]:
    """Return the visits that stand in a campaign's timetable, for the rules."""
    return [
        Slot(visit.public_id, visit.group_id, visit.village_id, visit.day, visit.starts)
        for visit in _visits(campaign_id)
        if visit.state is not State.CANCELLED
    ]


def days_at_risk(today: date) -> list[AtRisk]:
    """Return the coming days without a notice that should hang already, today or within two days."""
    query = select(InterviewDay).where(InterviewDay.state == State.DRAFT, InterviewDay.day >= today)
    found = [_at_risk(visit) for visit in _views(db.session.scalars(query), today)]
    risky = [row for row in found if row.deadline - today <= timedelta(days=SOON)]
    order = {"must_post_today": 0, "late": 1, "draft": 2}
    return sorted(risky, key=lambda row: (order[row.status], row.day, row.village))


def coming_days(today: date) -> list[AtRisk]:
    """Return all coming days that are not cancelled, by day."""
    query = select(InterviewDay).where(InterviewDay.state != State.CANCELLED, InterviewDay.day >= today)
    return sorted((_at_risk(v) for v in _views(db.session.scalars(query), today)), key=lambda row: row.day)


def late_notices() -> list[DayView]:
    """Return the notices posted too late, with their reasons, the latest first: for the discipline office."""
    query = select(InterviewDay).where(InterviewDay.late_reason.is_not(None))
    return _views(db.session.scalars(query.order_by(InterviewDay.day.desc())), clock.today())


def _public() -> Select[tuple[InterviewDay]]:
    return select(InterviewDay).where(InterviewDay.state != State.DRAFT)


def _visits(campaign_id: int) -> list[DayView]:
    query = select(InterviewDay).where(InterviewDay.campaign_id == campaign_id).order_by(InterviewDay.starts)
    return _views(db.session.scalars(query), clock.today())


def _campaign(campaign: InterviewCampaign) -> CampaignView:
    groups = db.session.scalars(
        select(LeaderGroup).where(LeaderGroup.campaign_id == campaign.id).order_by(LeaderGroup.number)
    )
    length = (campaign.last_day - campaign.first_day).days + 1
    return CampaignView(
        campaign.id,
        campaign.public_id,
        Words(campaign.name, campaign.name_en),
        tuple(campaign.first_day + timedelta(days=i) for i in range(length)),
        tuple(GroupView(g.id, g.number, Words(g.lead, g.lead_en), Words(g.members, g.members_en)) for g in groups),
    )


def _at_risk(visit: DayView) -> AtRisk:
    known = {Status.MUST_POST_TODAY: "must_post_today", Status.LATE: "late", Status.DAYS_LEFT: "draft"}
    return AtRisk(
        visit.public_id,
        visit.village_id,
        visit.village.zh,
        visit.village.en,
        visit.day,
        visit.deadline,
        known.get(visit.standing.status, "published"),
    )


def _views(found: Iterable[InterviewDay] | Sequence[InterviewDay], today: date) -> list[DayView]:
    return [_view(visit, today) for visit in found]


def _view(visit: InterviewDay, today: date) -> DayView:
    state = State(visit.state)
    cancelled = state is State.CANCELLED
    return DayView(
        public_id=visit.public_id,
        campaign_id=visit.campaign_id,
        village_id=visit.village_id,
        village=Words(visit.village.name, visit.village.name_en),
        village_public_id=visit.village.public_id,
        village_number=visit.village.number,
        group_id=visit.group_id,
        group_number=visit.group.number,
        lead=Words(visit.group.lead, visit.group.lead_en),
        day=visit.day,
        starts=visit.starts,
        place=Words(visit.place, visit.place_en),
        rain_place=Words(visit.rain_place, visit.rain_place_en),
        attendees=Words(visit.attendees, visit.attendees_en),
        questions=visit.questions,
        state=state,
        posted_on=visit.posted_on,
        late_reason=visit.late_reason,
        earlier=tuple(Announced.from_json(each) for each in visit.earlier),
        note=visit.note,
        standing=Standing(Status.CANCELLED) if cancelled else standing(visit.day, visit.posted_on, today),
        over=visit.day < today,
    )
