"""Staff page of what is noted while people vote."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from ballotbox import queries, service
from ballotbox.forms import FieldNotesForm
from ballotbox.forms.field_notes import as_typed
from ballotbox.views.blueprint import bp
from core.auth import Role, access, actor
from core.i18n import _


@bp.route("/staff/rounds/<round_id>/field-notes", methods=["GET", "POST"])
@access(Role.ORGANIZER, Role.OFFICER)
def field_notes(round_id: str) -> ResponseReturnValue:
    """Ask for hours of gatherings and totals of tally sheets; keep them."""
    facts = queries.round_facts(round_id)
    form = FieldNotesForm(data=as_typed(queries.field_notes(round_id)))
    form.voting = facts.opened_at, facts.closed_at or facts.closes_at
    if form.validate_on_submit():
        service.record_field_notes(actor(), round_id, form.notes)
        flash(_("记下了。"), "ok")
        return redirect(url_for("ballotbox.round_page", round_id=round_id), 303)
    return render_template("ballotbox/field_notes.html", facts=facts, form=form), 422 if form.errors else 200
