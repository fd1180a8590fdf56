"""Spot-check draws: the officers' pages, the sheet, and the list that anybody recomputes a draw from."""

from __future__ import annotations

from collections.abc import Collection

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from core.auth import Role, access, actor
from core.errors import InvalidInput
from core.i18n import _, either, sentence
from discipline import pdf, queries, service
from discipline.domain.overview import LEAST_VOTERS
from discipline.forms import DrawForm, LinesForm, SeedForm
from discipline.service import Sheet
from discipline.views.blueprint import bp


@bp.get("/staff/draws")
@access(Role.OFFICER)
def draws() -> ResponseReturnValue:
    """List every draw there was."""
    return render_template("discipline/draws.html", rows=queries.draws())


@bp.route("/staff/draws/new", methods=["GET", "POST"])
@access(Role.OFFICER)
def new_draw() -> ResponseReturnValue:
    """Ask what is drawn and how many; fix the list."""
    rounds = queries.newest_counted()
    lines = request.args.get("kind") == "lines"
    form = LinesForm() if lines else DrawForm()
    if isinstance(form, LinesForm):
        form.sheet.choices = _sheets(rounds)
    if form.validate_on_submit():
        try:
            made = service.prepare_draw(actor(), form.k.data, form.source.data, form.reason.data, _sheet(form))
            flash(_("名单定下了，不再改。现在去取抽签号。"), "ok")
            return redirect(url_for("discipline.draw", draw_id=made), 303)
        except InvalidInput as error:
            for name, code in error.fields.items():
                form[name].errors = [sentence(code, **error.params)]
    page = render_template("discipline/draw_new.html", form=form, rounds=rounds, lines=lines)
    return page, 422 if form.errors else 200


def _sheets(rounds: Collection[str]) -> list[SelectChoice]:
    return [
        SelectChoice(
            f"{facts.public_id}.{group.key}",
            f"{either(facts.village, facts.village_en)} · {either(group.name, group.name_en)}",
        )
        for facts, group in queries.sheets(rounds)
    ]


def _sheet(form: DrawForm) -> Sheet | None:
    if not isinstance(form, LinesForm):
        return None
    round_id, _dot, group = (form.sheet.data or "").partition(".")
    return Sheet(round_id, group, form.lines.data)


@bp.route("/staff/draws/<draw_id>", methods=["GET", "POST"])
@access(Role.OFFICER)
def draw(draw_id: str) -> ResponseReturnValue:
    """Show a draw; take its seed."""
    service.catch_up()
    found, form = queries.draw(draw_id), SeedForm()
    if form.validate_on_submit():
        try:
            service.throw(actor(), draw_id, form.seed.data or "")
            flash(_("抽好了。打印出来，在场的人签字。"), "ok")
            return redirect(url_for("discipline.draw", draw_id=draw_id), 303)
        except InvalidInput as error:
            form.seed.errors = [sentence(error.code, **error.params)]
    page = render_template(
        "discipline/draw.html",
        draw=found,
        form=form,
        former=queries.former(draw_id),
        rounds=queries.rounds_of(found),
        first=queries.where_first(actor()),
        least=LEAST_VOTERS,
    )
    return page, 422 if form.errors else 200


@bp.get("/staff/draws/<draw_id>.pdf")
@access(Role.OFFICER)
def draw_sheet(draw_id: str) -> Response:
    """Print the sheet of a draw."""
    found = queries.draw(draw_id)
    sheet = pdf.draw_sheet(found, queries.former(draw_id), queries.rounds_of(found))
    headers = {"Content-Disposition": f'inline; filename="draw-{draw_id}.pdf"'}
    return Response(sheet, mimetype="application/pdf", headers=headers)


@bp.get("/staff/draws/<draw_id>/population.txt")
@access(Role.OFFICER)
def draw_population(draw_id: str) -> Response:
    """Give the list byte for byte as it was hashed."""
    headers = {"Content-Disposition": f'attachment; filename="population-{draw_id}.txt"'}
    return Response(queries.draw(draw_id).population_text, mimetype="text/plain", headers=headers)
