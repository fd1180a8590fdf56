"""Pages of no package: the front page, a village's page, the promises, the staff home, health."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from ballotbox import queries as ballotbox
from core import clock
from core.auth import STAFF, Open, Role, access, actor
from discipline import queries as discipline
from notices import queries as notices
from roster import queries as roster
from survey import queries as survey
from web import today

bp = Blueprint("web", __name__)
ROUNDS_SHOWN = 3  # the newest of a village; older results stay at their own addresses


@bp.get("/")
@access(Open.PUBLIC)
def front() -> ResponseReturnValue:
    """Ask which village somebody is from."""
    return render_template("web/front.html", villages=roster.villages())


@bp.get("/v/<public_id>")
@access(Open.PUBLIC)
def village(public_id: str) -> ResponseReturnValue:
    """Show what there is for a village: the interview day, the opinion form, evaluations and results."""
    area = roster.area_by_public_id(public_id)
    return render_template(
        "web/village.html",
        village=area,
        notice=notices.notice_for_village(area.id),
        questionnaire=survey.opinion_form(area.id),
        rounds=ballotbox.rounds_of_village(area.id)[:ROUNDS_SHOWN],
        published={bulletin.round for bulletin in discipline.published_of_village(area.id)},
        now=clock.now(),
    )


@bp.get("/promises")
@access(Open.PUBLIC)
def promises() -> ResponseReturnValue:
    """Say plainly what is promised, per channel, and what cannot be."""
    return render_template("web/promises.html")


@bp.get("/healthz")
@access(Open.PUBLIC)
def healthz() -> ResponseReturnValue:
    """Tell that the process answers."""
    return {"status": "ok"}


@bp.get("/readyz")
@access(Open.PUBLIC)
def readyz() -> ResponseReturnValue:
    """Tell that the database answers; 503 where it does not."""
    roster.villages()  # a real read: `SELECT 1` would slip past a lock
    return {"status": "ok"}


@bp.get("/staff/")
@access(*STAFF)
def staff() -> ResponseReturnValue:
    """Lead to the home page."""
    return redirect(url_for("web.home"))


@bp.get("/staff/home")
@access(*STAFF)
def home() -> ResponseReturnValue:
    """Show what is to be done today, and the timetable to those who plan by it."""
    me = actor()
    campaign = notices.current_campaign() if me.roles & {Role.ORGANIZER, Role.OFFICER} else None
    return render_template(
        "web/home.html",
        cards=today.cards(me),
        today=clock.today(),
        coming=notices.coming_days(clock.today()),
        table=notices.timetable(campaign) if campaign else None,
    )
