"""Opening the box: two passphrases, then a count with its progress."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from ballotbox import queries, service
from ballotbox.forms import OpenBoxForm
from ballotbox.views.blueprint import bp
from core import tasks
from core.auth import Role, access, actor
from core.errors import InvalidInput
from core.i18n import sentence


@bp.route("/staff/rounds/<round_id>/open-box", methods=["GET", "POST"])
@access(Role.OFFICER, Role.KEY_HOLDER)
def open_box(round_id: str) -> ResponseReturnValue:
    """Ask both holders for their passphrases; the count starts where both fit."""
    facts = queries.round_facts(round_id)
    form = OpenBoxForm()
    if facts.state == "counted":
        return redirect(url_for("ballotbox.count", round_id=round_id), 303)
    if form.validate_on_submit():
        try:
            service.open_box(actor(), round_id, form.discipline_passphrase.data, form.supervision_passphrase.data)
            return redirect(url_for("ballotbox.count", round_id=round_id), 303)
        except InvalidInput as error:
            _place(form, error)
    page = render_template("ballotbox/open_box.html", form=form, facts=facts, accounting=queries.accounting(round_id))
    return page, 422 if form.errors else 200


@bp.get("/staff/rounds/<round_id>/count")
@access(Role.ORGANIZER, Role.OFFICER, Role.KEY_HOLDER)
def count(round_id: str) -> ResponseReturnValue:
    """Show how far the count is."""
    facts = queries.round_facts(round_id)
    return render_template("ballotbox/count.html", facts=facts, task=tasks.find(service.task_name(round_id)))


def _place(form: OpenBoxForm, error: InvalidInput) -> None:
    said = set()
    for name, code in error.fields.items():
        if code not in said:  # swapped ones are one mistake, not two
            form[name].errors = [sentence(code, **error.params)]
        said.add(code)
