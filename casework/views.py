"""Pages about opinions: the villager follows one by its reference, the office assigns and answers it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from casework import queries, service
from casework.domain.deadlines import proposed_due
from casework.domain.states import State
from casework.forms import AnswerForm, AssignForm
from core import audit, clock
from core.auth import Open, Role, access, actor
from core.errors import InvalidInput, NotFound
from core.forms import Form
from core.i18n import _, sentence
from core.ids import clean_id
from roster import queries as roster
from survey.domain.heads import head_of

bp = Blueprint("casework", __name__)
bp.add_app_template_global(head_of)


@bp.get("/o")
@access(Open.PUBLIC)
def find() -> ResponseReturnValue:
    """Ask for a reference, and lead to its page."""
    typed = clean_id(request.args.get("reference", ""))[:40]
    if typed:
        return redirect(url_for(".follow", reference=typed))
    return render_template("casework/find.html", typed="", unknown=False)


@bp.get("/o/<reference>")
@access(Open.PUBLIC)
def follow(reference: str) -> ResponseReturnValue:
    """Show what was said, where it stands, and the answer."""
    try:
        opinion = queries.opinion_by_reference(reference)
    except NotFound:
        return render_template("casework/find.html", typed=reference[:40], unknown=True), 404
    return render_template("casework/follow.html", opinion=opinion)


@bp.get("/staff/opinions")
@access(Role.ORGANIZER, Role.OFFICER)
def opinions() -> ResponseReturnValue:
    """List opinions, the overdue ones first."""
    villages = roster.villages()
    wanted = request.args.get("village", type=int)
    village = next((each.id for each in villages if each.id == wanted), None)
    state = request.args.get("state", "")
    state = state if state in {*State, "overdue"} else ""
    number = max(1, min(request.args.get("page", 1, type=int), 100_000))
    return render_template(
        "casework/opinions.html",
        page=queries.opinions(village, state, number),
        totals=queries.totals(village),
        villages=villages,
        village=village,
        state=state,
    )


@bp.get("/staff/opinions/<reference>")
@access(Role.ORGANIZER, Role.OFFICER)
def opinion(reference: str) -> ResponseReturnValue:
    """Show one opinion with what can be done about it."""
    found = queries.opinion_by_reference(reference)
    return _opinion_page(found, AssignForm(obj=_proposal(found)), AnswerForm())


@bp.post("/staff/opinions/<reference>")
@access(Role.ORGANIZER)
def decide(reference: str) -> ResponseReturnValue:
    """Assign the opinion, or answer it: the form says which."""
    found = queries.opinion_by_reference(reference)
    answering = "answer" in request.form
    assign = AssignForm(formdata=None, obj=_proposal(found)) if answering else AssignForm()
    reply = AnswerForm() if answering else AnswerForm(formdata=None)
    done = _answered(found, reply) if answering else _assigned(found, assign)
    if done:
        return redirect(url_for(".opinion", reference=found.reference), 303)
    return _opinion_page(found, assign, reply), 422


def _proposal(opinion: queries.OpinionView) -> Any:
    """Return what the assigning form starts with: the owner it has, or the usual day."""
    return type("Proposal", (), {"owner": opinion.owner, "due": opinion.due or proposed_due(clock.today())})


def _assigned(opinion: queries.OpinionView, form: AssignForm) -> bool:
    def act() -> None:
        service.assign(actor(), opinion.reference, form.owner.data or "", form.due.data)

    return _tried(form, act, _("已经交办。提意见的人凭号能看到。"))


def _answered(opinion: queries.OpinionView, form: AnswerForm) -> bool:
    def act() -> None:
        service.answer(actor(), opinion.reference, form.answer.data or "")

    return _tried(form, act, _("答复已经发出。提意见的人凭号能看到。"))


def _tried(form: Form, act: Callable[[], None], said: str) -> bool:
    """Carry out `act` for a form; what it refuses is written at the fields."""
    if not form.validate():
        return False
    try:
        act()
    except InvalidInput as refused:
        for name, code in refused.fields.items():
            form[name].errors = [sentence(code, **refused.params)]
        return False
    flash(said, "ok")
    return True


def _opinion_page(opinion: queries.OpinionView, assign: AssignForm, answer: AnswerForm) -> str:
    return render_template(
        "casework/opinion.html",
        opinion=opinion,
        assign=assign,
        answer=answer,
        may_act=Role.ORGANIZER in actor().roles,
        owners=queries.owners(),
        entries=audit.entries(f"opinion:{opinion.reference}"),
    )
