"""Staff page of the meeting of a statutory evaluation."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from ballotbox import queries, service
from ballotbox.domain.rows import RoundFacts
from ballotbox.forms import AssemblyForm
from ballotbox.views.blueprint import bp
from core.auth import Role, access, actor
from core.errors import InvalidInput
from core.i18n import _, sentence


@bp.route("/staff/rounds/<round_id>/assembly", methods=["GET", "POST"])
@access(Role.ORGANIZER, Role.OFFICER)
def assembly(round_id: str) -> ResponseReturnValue:
    """Ask who chaired and who came; keep it."""
    facts = queries.round_facts(round_id)
    form = AssemblyForm(data=_known(facts))
    if form.validate_on_submit():
        numbers = form.eligible.data, form.present.data
        try:
            service.record_assembly(actor(), round_id, form.host.data, *numbers, quorum=form.quorum.data == "yes")
            flash(_("记下了。"), "ok")
            return redirect(url_for("ballotbox.round_page", round_id=round_id), 303)
        except InvalidInput as error:
            for name, code in error.fields.items():
                form[name].errors = [sentence(code)]
    return render_template("ballotbox/assembly.html", facts=facts, form=form), 422 if form.errors else 200


def _known(facts: RoundFacts) -> dict[str, object]:
    """What was recorded already; otherwise the host that was announced."""
    meeting = queries.assembly(facts.public_id)
    if meeting is None:
        return {"host": facts.spec.rules.host}
    quorum = "yes" if meeting.quorum else "no"
    return {"host": meeting.host, "eligible": meeting.eligible, "present": meeting.present, "quorum": quorum}
