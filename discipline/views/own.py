"""The own view of the person evaluated, and the officers' page of statements."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ballotbox.views.round_page import INT_MAX
from core.auth import Role, access, actor
from core.errors import InvalidInput
from core.forms import Form
from core.i18n import _, sentence
from discipline import queries, service
from discipline.domain.own import STATEMENT_DAYS, STATEMENT_LENGTH
from discipline.forms import ITEM, ReturnStatementForm, StatementForm, chosen_grades, self_score_form
from discipline.queries import OwnRound
from discipline.views.blueprint import bp


@bp.get("/staff/own")
@access(Role.CADRE)
def own() -> ResponseReturnValue:
    """List the rounds in which this person is evaluated."""
    return render_template("discipline/own.html", rows=queries.own_rounds(actor()))


@bp.get("/staff/own/<round_id>")
@access(Role.CADRE)
def own_round(round_id: str) -> ResponseReturnValue:
    """Show one of them: the self-score, and after publication the own result and the statement."""
    mine = queries.own_round(actor(), round_id)
    return _page(mine, _score_form(mine), _statement_form(mine))


@bp.post("/staff/own/<round_id>/self-score")
@access(Role.CADRE)
def self_score(round_id: str) -> ResponseReturnValue:
    """Keep the self-score."""
    mine = queries.own_round(actor(), round_id)
    form = self_score_form(mine.facts.spec)

    def keep() -> None:
        service.enter_self_score(actor(), round_id, chosen_grades(form))

    if _kept(form, keep, ITEM):
        flash(_("自评存好了。投票截止以前都可以改。"), "ok")
        return redirect(url_for("discipline.own_round", round_id=round_id), 303)
    return _page(mine, form, _statement_form(mine)), 422


@bp.post("/staff/own/<round_id>/statement")
@access(Role.CADRE)
def statement(round_id: str) -> ResponseReturnValue:
    """Keep the statement."""
    mine = queries.own_round(actor(), round_id)
    form = StatementForm()
    if _kept(form, lambda: service.write_statement(actor(), round_id, form.text.data or "")):
        flash(_("交上去了。审核人看过、放行以后，和结果公告登在一起。"), "ok")
        return redirect(url_for("discipline.own_round", round_id=round_id), 303)
    return _page(mine, _score_form(mine), form), 422


def _kept(form: Form, keep: Callable[[], None], prefix: str = "") -> bool:
    """Do it, or place what is wrong with it at the fields."""
    if not form.validate():
        return False
    try:
        keep()
    except InvalidInput as error:
        for name, code in error.fields.items():
            form[prefix + name].errors = [sentence(code, **error.params)]
        return False
    return True


def _score_form(mine: OwnRound) -> Form:
    given = zip(mine.facts.spec.items, mine.marks, strict=True) if mine.score else ()
    return self_score_form(mine.facts.spec, formdata=None, data={f"{ITEM}{item.key}": mark for item, mark in given})


def _statement_form(mine: OwnRound) -> StatementForm:
    return StatementForm(formdata=None, data={"text": mine.statement.text if mine.statement else ""})


def _page(mine: OwnRound, score: Form, words: StatementForm) -> str:
    content = mine.published.content if mine.published else None
    return render_template(
        "discipline/own_round.html",
        mine=mine,
        facts=mine.facts,
        score=score,
        statement=words,
        content=content,
        person=_published_person(content, mine.person.number) if content else None,
        most=STATEMENT_LENGTH,
        days=STATEMENT_DAYS,
    )


def _published_person(content: dict[str, Any], number: int) -> dict[str, Any]:
    found: dict[str, Any] = next(person for person in content["persons"] if person["number"] == number)
    return found


@bp.get("/staff/statements")
@access(Role.OFFICER)
def statements() -> ResponseReturnValue:
    """List what persons evaluated say, those that wait first."""
    return _statements(ReturnStatementForm(formdata=None))


@bp.post(f"/staff/statements/<int(max={INT_MAX}):statement_id>/publish")
@access(Role.OFFICER)
def let_through(statement_id: int) -> ResponseReturnValue:
    """Publish a statement beside its bulletin."""
    service.let_through(actor(), statement_id, request.form.get("seen", ""))
    flash(_("登出去了。村民在结果公告下面就能看到。"), "ok")
    return redirect(url_for("discipline.statements"), 303)


@bp.post(f"/staff/statements/<int(max={INT_MAX}):statement_id>/return")
@access(Role.OFFICER)
def return_statement(statement_id: int) -> ResponseReturnValue:
    """Return a statement with a reason."""
    form = ReturnStatementForm()
    if form.validate():
        service.return_statement(actor(), statement_id, form.reason.data)
        flash(_("退回去了，本人看得到原因，可以改了再交。"), "ok")
        return redirect(url_for("discipline.statements"), 303)
    return _statements(form, statement_id), 422


def _statements(form: ReturnStatementForm, of_statement: int = 0) -> str:
    rows = queries.statements(actor())
    return render_template("discipline/own_statements.html", rows=rows, form=form, of_statement=of_statement)
