"""Interview campaigns, the leaders' groups that go out, and the days on which they come to a village."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import JSON, CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import IntPk, Name, PublicId, db, foreign
from roster.models import Area


class InterviewCampaign(db.Model):  # type: ignore[name-defined]
    """Some days in a row on which every village is visited once."""

    __tablename__ = "interview_campaign"
    __table_args__ = (CheckConstraint("last_day >= first_day", name="days"),)

    id: Mapped[IntPk]
    public_id: Mapped[PublicId]
    township_id: Mapped[int] = foreign("area.id")
    name: Mapped[Name]  # "“走进群众”活动"
    name_en: Mapped[Name]
    first_day: Mapped[date]
    last_day: Mapped[date]


class LeaderGroup(db.Model):  # type: ignore[name-defined]
    """A group of town leaders, by posts: no names."""

    __tablename__ = "leader_group"
    __table_args__ = (UniqueConstraint("campaign_id", "number"),)

    id: Mapped[IntPk]
    campaign_id: Mapped[int] = foreign("interview_campaign.id")
    number: Mapped[int]  # 第二组
    lead: Mapped[Name]  # "副书记"
    lead_en: Mapped[Name]
    members: Mapped[str] = mapped_column(String(200))  # "镇党委副书记、派出所所长"
    members_en: Mapped[str] = mapped_column(String(200))


class InterviewDay(db.Model):  # type: ignore[name-defined]
    """One visit to one village, and its notice."""

    __tablename__ = "interview_day"
    __table_args__ = (
        CheckConstraint("state IN ('draft', 'published', 'cancelled')", name="state"),
        CheckConstraint("(state = 'draft') = (posted_on IS NULL)", name="posted"),
        CheckConstraint("(state = 'draft') = (published_at IS NULL)", name="published"),
    )

    id: Mapped[IntPk]
    public_id: Mapped[PublicId]  # printed on posters as /n/<public_id>
    campaign_id: Mapped[int] = foreign("interview_campaign.id")
    village_id: Mapped[int] = foreign("area.id")
    group_id: Mapped[int] = foreign("leader_group.id")
    day: Mapped[date]
    starts: Mapped[time]  # local wall clock
    place: Mapped[Name]
    place_en: Mapped[Name]  # English texts may be empty
    rain_place: Mapped[Name]  # empty: the same place in any weather
    rain_place_en: Mapped[Name]
    attendees: Mapped[str] = mapped_column(String(200))  # posts
    attendees_en: Mapped[str] = mapped_column(String(200))
    questions: Mapped[dict[str, str]] = mapped_column(JSON)  # head → question
    state: Mapped[str] = mapped_column(String(10))  # notices.domain.states
    posted_on: Mapped[date | None]  # local day on which the notice that stands now was posted
    published_at: Mapped[datetime | None]  # first publication
    late_reason: Mapped[str | None] = mapped_column(String(200))  # why it was posted too late; discipline sees it
    earlier: Mapped[list[dict[str, Any]]] = mapped_column(JSON)  # what older posters say (domain.details.Announced)
    note: Mapped[str | None] = mapped_column(String(200))  # why it was cancelled; villagers read it
    village: Mapped[Area] = relationship(lazy="joined")
    group: Mapped[LeaderGroup] = relationship(lazy="joined")
    campaign: Mapped[InterviewCampaign] = relationship(lazy="joined")
