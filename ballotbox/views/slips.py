"""Staff page of a round's slips: handed out, exchanged, and the one table where every number adds up."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from ballotbox import queries, service
from ballotbox.domain.rows import RoundFacts
from ballotbox.forms import ExchangeForm, HandedOutForm
from ballotbox.views.blueprint import bp
from ballotbox.views.round_page import INT_MAX
from ballotbox.views.rounds import OFFICE
from core.auth import Role, access, actor
from core.errors import Conflict, InvalidInput
from core.i18n import _, sentence


@bp.get("/staff/rounds/<round_id>/slips")
@access(*OFFICE)
def slips(round_id: str) -> ResponseReturnValue:
    """Show where every slip of the round is."""
    return _page(queries.round_facts(round_id), ExchangeForm())


@bp.post("/staff/rounds/<round_id>/exchange")
@access(Role.ORGANIZER)
def exchange(round_id: str) -> ResponseReturnValue:
    """Exchange a spoiled slip; the codes are not shown again, whatever the answer."""
    facts = queries.round_facts(round_id)
    form = ExchangeForm()
    if form.validate():
        try:
            service.exchange(actor(), round_id, form.spoiled.data, form.reserve.data)
            flash(_("换好了：旧的作废，新的能用。把旧票条撕掉，收好。"), "ok")
            return _back(round_id)
        except InvalidInput as error:
            for name, code in error.fields.items():
                form[name].errors = [sentence(code)]
        except Conflict as error:
            form.form_errors.append(sentence(error.code))
    return _page(facts, form), 422


@bp.post(f"/staff/batches/<int(max={INT_MAX}):batch_id>/handed-out")
@access(Role.ORGANIZER)
def handed_out(batch_id: int) -> ResponseReturnValue:
    """Keep how many slips of a batch were handed out."""
    round_id = queries.batch_round(batch_id)
    form = HandedOutForm()
    if form.validate():
        try:
            service.hand_out(actor(), batch_id, form.number.data)
            flash(_("记下了。"), "ok")
            return _back(round_id)
        except InvalidInput as error:
            form.number.errors = [sentence(error.code, **error.params)]
    return _page(queries.round_facts(round_id), ExchangeForm(formdata=None), form, batch_id), 422


def _back(round_id: str) -> ResponseReturnValue:
    return redirect(url_for("ballotbox.slips", round_id=round_id), 303)


def _page(facts: RoundFacts, form: ExchangeForm, number: HandedOutForm | None = None, of_batch: int = 0) -> str:
    row = next(row for row in queries.rounds_of_village(facts.village_id) if row.public_id == facts.public_id)
    return render_template(
        "ballotbox/slips.html",
        facts=facts,
        spec=facts.spec,
        row=row,
        ledger=queries.ledger(facts.public_id),
        accounting=queries.accounting(facts.public_id) if facts.state != "open" else None,
        form=form,
        number=number,
        of_batch=of_batch,
        may_act=Role.ORGANIZER in actor().roles,
    )
