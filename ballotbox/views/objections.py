"""Staff pages after the count: objections and answers, and the end of the round's key."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ballotbox import queries, service
from ballotbox.domain.objections import OBJECTION_DAYS
from ballotbox.forms import AnswerForm, DestroyForm, ObjectionForm
from ballotbox.views.blueprint import bp
from ballotbox.views.round_page import INT_MAX
from ballotbox.views.rounds import OFFICE
from core import clock
from core.auth import Role, access, actor
from core.errors import Conflict, InvalidInput
from core.forms import Form
from core.i18n import _, sentence


@bp.route("/staff/rounds/<round_id>/objections", methods=["GET", "POST"])
@access(*OFFICE)
def objections(round_id: str) -> ResponseReturnValue:
    """List a round's objections; record one."""
    form = ObjectionForm(data={"received_on": clock.today()})
    if form.validate_on_submit():
        try:
            service.record_objection(actor(), round_id, form.received_on.data, form.channel.data, form.text.data)
            flash(_("记下了。"), "ok")
            return redirect(url_for("ballotbox.objections", round_id=round_id), 303)
        except InvalidInput as error:
            _place(form, error)
    return _page(round_id, form, AnswerForm(formdata=None)), 422 if form.errors else 200


@bp.post(f"/staff/objections/<int(max={INT_MAX}):objection_id>/answer")
@access(Role.OFFICER)
def answer_objection(objection_id: int) -> ResponseReturnValue:
    """Answer an objection."""
    round_id, form = queries.objection_round(objection_id), AnswerForm()
    if form.validate():
        try:
            service.answer_objection(actor(), objection_id, form.answer.data)
            flash(_("答复记下了。"), "ok")
            return redirect(url_for("ballotbox.objections", round_id=round_id), 303)
        except InvalidInput as error:
            _place(form, error)
    return _page(round_id, ObjectionForm(formdata=None), form, objection_id), 422


@bp.post(f"/staff/objections/<int(max={INT_MAX}):objection_id>/recount")
@access(Role.OFFICER)
def recount_objection(objection_id: int) -> ResponseReturnValue:
    """Have the box recounted for an objection, or keep what the recount came to."""
    outcome = request.form.get("outcome", "")
    if outcome:
        service.note_recount(actor(), objection_id, outcome)
    else:
        service.ask_recount(actor(), objection_id)
    flash(_("记下了。"), "ok")
    return redirect(url_for("ballotbox.objections", round_id=queries.objection_round(objection_id)), 303)


@bp.route("/staff/rounds/<round_id>/destroy-key", methods=["GET", "POST"])
@access(Role.OFFICER, Role.KEY_HOLDER)
def destroy_key(round_id: str) -> ResponseReturnValue:
    """Show the minute of the key's destruction; sign it."""
    facts, form = queries.round_facts(round_id), DestroyForm()
    if form.validate_on_submit():
        try:
            done = service.destroy_key(actor(), round_id, form.copies.data or "")
            flash(_("钥匙已销毁。") if done else _("第一个人签了。再请另一方的人登录来签。"), "ok" if done else "warn")
            return redirect(url_for("ballotbox.destroy_key", round_id=round_id), 303)
        except InvalidInput as error:
            _place(form, error)
        except Conflict as error:
            form.form_errors.append(sentence(error.code, **error.params))
    waiting = [one for one in queries.objections(round_id) if one.open]
    minute = queries.key_minute(round_id)
    values = {"facts": facts, "form": form, "minute": minute, "waiting": waiting, "today": clock.today()}
    return render_template("ballotbox/destroy_key.html", **values), 422 if form.errors else 200


def _place(form: Form, error: InvalidInput) -> None:
    for name, code in error.fields.items():
        form[name].errors = [sentence(code, **error.params)]


def _page(round_id: str, form: ObjectionForm, answer: AnswerForm, of_objection: int = 0) -> str:
    me, facts = actor(), queries.round_facts(round_id)
    return render_template(
        "ballotbox/objections.html",
        facts=facts,
        rows=queries.objections(round_id),
        form=form,
        answer=answer,
        of_objection=of_objection,
        days=OBJECTION_DAYS,
        may_record=facts.state == "counted" and bool(me.roles & {Role.ORGANIZER, Role.OFFICER}),
        may_answer=Role.OFFICER in me.roles and facts.key_destroyed_at is None,
    )
