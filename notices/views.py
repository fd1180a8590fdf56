"""Pages of interview days: the villagers' notice, and the office's timetable, day and poster."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.auth import Open, Role, access, actor
from core.errors import InvalidInput
from core.forms import Form
from core.i18n import _, format_date, is_english, sentence
from notices import pdf, queries, service
from notices.domain import spoken
from notices.domain.posting import AHEAD
from notices.domain.states import State
from notices.forms import CancelForm, DayForm, PublishForm, day_form
from roster import queries as roster
from survey import queries as survey
from survey.domain.heads import HEADS
from survey.forms import blank_form

bp = Blueprint("notices", __name__)


@bp.app_template_filter("hour")
def hour(moment: time) -> str:
    """Return a wall-clock time in the reader's language: `上午 9:00`, `9:00`."""
    return f"{moment.hour}:{moment:%M}" if is_english() else spoken.hour(moment)


@bp.app_template_filter("group_name")
def group_name(number: int) -> str:
    """Return a group's name in the reader's language: `第二组`, `Group 2`."""
    return f"Group {number}" if is_english() else f"{spoken.ordinal(number)}组"


@bp.get("/n/<public_id>")
@access(Open.PUBLIC)
def notice(public_id: str) -> ResponseReturnValue:
    """Show a notice to villagers, with the opinion form in it."""
    visit = queries.notice(public_id)
    questionnaire = survey.opinion_form(visit.village_id)
    return render_template(
        "notices/notice.html",
        visit=visit,
        heads=HEADS,
        sms_number=_sms_number(),
        form=blank_form(survey.asked_form(questionnaire)) if questionnaire else None,
    )


@bp.get("/staff/timetable")
@access(Role.ORGANIZER, Role.OFFICER)
def timetable() -> ResponseReturnValue:
    """Show who goes where on which day, and how each notice stands."""
    campaign = queries.current_campaign()
    return render_template(
        "notices/timetable.html",
        table=queries.timetable(campaign) if campaign else None,
        at_risk=queries.days_at_risk(clock.today()),
        late=queries.late_notices(),
        ahead=AHEAD,
    )


@bp.get("/staff/days/<public_id>")
@access(Role.ORGANIZER, Role.OFFICER)
def day(public_id: str) -> ResponseReturnValue:
    """Show a visit and its notice, to be changed, published, printed or cancelled."""
    visit = queries.day(public_id)
    return _day_page(visit)


@bp.post("/staff/days/<public_id>")
@access(Role.ORGANIZER)
def change(public_id: str) -> ResponseReturnValue:
    """Change a visit."""
    visit = queries.day(public_id)
    form = _form_of(visit)

    def act() -> None:
        service.change_day(actor(), public_id, form.details(), form.late_reason.data or "")

    done = _tried(
        form,
        act,
        _("改好了。") if visit.state is State.DRAFT else _("改好了，村民扫码马上看到。重新打印海报贴上。"),
    )
    return _to_day(public_id) if done else (_day_page(visit, change=form), 422)


@bp.route("/staff/days/<public_id>/publish", methods=["GET", "POST"])
@access(Role.ORGANIZER)
def publish(public_id: str) -> ResponseReturnValue:
    """Publish a visit's notice; too late only with a reason."""
    if request.method == "GET":  # the address of a refused form, opened again
        return _to_day(public_id)
    visit = queries.day(public_id)
    form = PublishForm()

    def act() -> None:
        service.publish(actor(), public_id, form.late_reason.data or "")

    done = _tried(form, act, _("预告发布了。今天就打印海报，贴到路口。"))
    return _to_day(public_id) if done else (_day_page(visit, publish=form), 422)


@bp.route("/staff/days/<public_id>/cancel", methods=["GET", "POST"])
@access(Role.ORGANIZER)
def cancel(public_id: str) -> ResponseReturnValue:
    """Cancel a published visit; every printed code says so at once."""
    if request.method == "GET":  # the address of a refused form, opened again
        return _to_day(public_id)
    visit = queries.day(public_id)
    form = CancelForm()

    def act() -> None:
        service.cancel(actor(), public_id, form.note.data or "")

    done = _tried(form, act, _("取消了，村民扫码马上看到。"))
    return _to_day(public_id) if done else (_day_page(visit, cancel=form), 422)


@bp.get("/staff/days/<public_id>/poster.pdf")
@access(Role.ORGANIZER, Role.OFFICER)
def poster(public_id: str) -> ResponseReturnValue:
    """Print the A4 poster; a draft prints as a sample."""
    visit = queries.day(public_id)
    address = f"{current_app.config['BASE_URL']}/n/{visit.public_id}"
    sheet = pdf.poster(visit, roster.township().name, address, _sms_number())
    headers = {"Content-Disposition": f'inline; filename="poster-{visit.public_id}.pdf"'}
    return Response(sheet, mimetype="application/pdf", headers=headers)


def _sms_number() -> str:
    number: str = current_app.extensions["settings"].sms_number
    return number


def _to_day(public_id: str) -> ResponseReturnValue:
    return redirect(url_for(".day", public_id=public_id), 303)


def _form_of(visit: queries.DayView) -> DayForm:
    return day_form(visit, queries.campaign_of(visit).groups)


def _day_page(
    visit: queries.DayView,
    change: DayForm | None = None,
    publish: PublishForm | None = None,
    cancel: CancelForm | None = None,
) -> str:
    return render_template(
        "notices/day.html",
        visit=visit,
        change=change or _blank(visit),
        publish=publish or PublishForm(formdata=None),
        cancel=cancel or CancelForm(formdata=None),
        may_act=Role.ORGANIZER in actor().roles and not visit.over,
        ahead=AHEAD,
    )


def _blank(visit: queries.DayView) -> DayForm:
    return day_form(visit, queries.campaign_of(visit).groups, posted=False)


def _tried(form: Form, act: Callable[[], None], said: str) -> bool:
    """Carry out `act` for a form; what it refuses is written at the fields."""
    if not form.validate():
        return False
    try:
        act()
    except InvalidInput as refused:
        params = {k: format_date(v) if k == "day" else v for k, v in refused.params.items()}
        for name, code in refused.fields.items():
            field = form[name] if name in form else next(iter(form))
            field.errors = [sentence(code, **params)]
        return False
    flash(said, "ok")
    return True
