"""Staff page of one round: what is fixed, slips and batches, closing."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from ballotbox import pdf, queries, service
from ballotbox.domain.field_notes import write_gatherings
from ballotbox.domain.rows import BatchRow, RoundFacts
from ballotbox.forms import CloseForm, PrintForm
from ballotbox.views.blueprint import bp
from ballotbox.views.rounds import OFFICE
from core.auth import Role, access, actor
from core.errors import Conflict, InvalidInput
from core.i18n import _, either, sentence
from roster import queries as roster

INT_MAX = 2**31 - 1  # the most a row's number can be: beyond it there is no such address


@bp.get("/staff/rounds/<round_id>")
@access(*OFFICE)
def round_page(round_id: str) -> ResponseReturnValue:
    """Show where a round stands and what can be done next."""
    facts = queries.round_facts(round_id)
    return _page(facts, _print_form(facts), CloseForm())


@bp.post("/staff/rounds/<round_id>/batches")
@access(Role.ORGANIZER)
def print_batch(round_id: str) -> ResponseReturnValue:
    """Make a batch of codes and answer with its slips, the only time the codes are readable."""
    facts = queries.round_facts(round_id)
    form = _print_form(facts)
    if not form.validate():
        return _page(facts, form, CloseForm()), 422
    try:
        printed = service.print_batch(actor(), round_id, form.group.data, form.size.data, form.kind.data)
    except (InvalidInput, Conflict) as error:
        form.size.errors = [sentence(error.code, **error.params)]
        return _page(facts, form, CloseForm()), 422
    sheet = pdf.slips(facts.spec, form.group.data, printed)
    return attachment(sheet, f"slips-{round_id}-{printed.batch_id}.pdf")


@bp.post(f"/staff/batches/<int(max={INT_MAX}):batch_id>/activate")
@access(Role.ORGANIZER, Role.OFFICER, Role.KEY_HOLDER)
def activate(batch_id: int) -> ResponseReturnValue:
    """Sign for a batch; the second person's signature makes its codes usable."""
    done = service.activate(actor(), batch_id)
    round_id = queries.batch_round(batch_id)
    text = _("两个人都签了，这一批可以发了。") if done else _("第一个人签了。再请另一个人登录，也按一次“启用”。")
    flash(text, "ok" if done else "warn")
    return redirect(url_for("ballotbox.round_page", round_id=round_id), 303)


@bp.post(f"/staff/batches/<int(max={INT_MAX}):batch_id>/void")
@access(Role.ORGANIZER)
def void_batch(batch_id: int) -> ResponseReturnValue:
    """Void the unused slips of a batch (a misprint, a lost stack)."""
    round_id = queries.batch_round(batch_id)
    service.void_batch(actor(), batch_id)
    flash(_("这一批没用过的票条都作废了，需要的话再印一批。"), "ok")
    return redirect(url_for("ballotbox.round_page", round_id=round_id), 303)


@bp.post("/staff/rounds/<round_id>/close")
@access(Role.ORGANIZER)
def close_round(round_id: str) -> ResponseReturnValue:
    """Close the round once the box is ticked."""
    facts = queries.round_facts(round_id)
    form = CloseForm()
    if not form.validate():
        return _page(facts, _print_form(facts), form), 422
    service.close_round(actor(), round_id)
    flash(_("投票结束了，没用的票条已经作废。下一步：两位掌钥匙人一起开箱。"), "ok")
    return redirect(url_for("ballotbox.round_page", round_id=round_id), 303)


def attachment(content: bytes, name: str) -> Response:
    """Return a PDF to be saved under `name`."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, mimetype="application/pdf", headers=headers)


def _print_form(facts: RoundFacts) -> PrintForm:
    form = PrintForm()
    form.group.choices = [
        SelectChoice(str(at), either(group.name, group.name_en)) for at, group in enumerate(facts.spec.groups)
    ]
    return form


def _page(facts: RoundFacts, print_form: PrintForm, close_form: CloseForm) -> str:
    batches = queries.batches(facts.public_id)
    row = next(row for row in queries.rounds_of_village(facts.village_id) if row.public_id == facts.public_id)
    me = actor()
    return render_template(
        "ballotbox/round.html",
        facts=facts,
        spec=facts.spec,
        row=row,
        batches=batches,
        printed=_sizes(batches, len(facts.spec.groups), ("printed", "active")),
        active=_sizes(batches, len(facts.spec.groups), ("active",)),
        names=roster.staff_names(),
        me=me,
        may_print=Role.ORGANIZER in me.roles,
        may_record=bool(me.roles & {Role.ORGANIZER, Role.OFFICER}),
        meeting=queries.assembly(facts.public_id) if facts.spec.kind == "statutory" else None,
        notes=(notes := queries.field_notes(facts.public_id)),
        gathered=write_gatherings(notes.gatherings),
        may_recover=bool(me.roles & {Role.OFFICER, Role.KEY_HOLDER}),
        print_form=print_form,
        close_form=close_form,
        accounting=queries.accounting(facts.public_id) if facts.state != "open" else None,
    )


def _sizes(batches: tuple[BatchRow, ...], groups: int, states: tuple[str, ...]) -> list[int]:
    return [
        sum(row.size for row in batches if row.group_index == at and row.state in states and row.kind == "roll")
        for at in range(groups)
    ]
