"""A villager's pages: the form, and the receipt with its reference. No cookie, no account, no script."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core.auth import Open, access
from core.errors import NotFound, Unavailable
from core.i18n import either, sentence
from core.ids import clean_id
from survey import queries, service
from survey.domain.reference import grouped
from survey.domain.words import Words
from survey.forms import WebForm, blank_form, typed_form

bp = Blueprint("survey", __name__)
bp.add_app_template_filter(grouped, "reference")


@bp.app_template_filter("say")
def say(words: Words) -> str:
    """Return the words in the reader's language."""
    return either(words.zh, words.en)


@bp.get("/q/<public_id>")
@access(Open.PUBLIC)
def questionnaire(public_id: str) -> ResponseReturnValue:
    """Show a questionnaire."""
    return _page(blank_form(queries.asked_form(public_id)))


@bp.post("/q/<public_id>")
@access(Open.PUBLIC)
def submit(public_id: str) -> ResponseReturnValue:
    """Take a filled questionnaire; what cannot be taken is shown again as it was typed."""
    asked = queries.asked_form(public_id)
    token = request.form.get("token", "")[:64]
    typed = {question.key: request.form.get(question.key, "") for question in asked.schema.questions}
    context = {"notice": request.args.get("n", "")}
    try:
        receipt = service.submit(public_id, typed, "web", token, context)
    except service.AnswersRefused as refused:
        return _page(typed_form(asked, token, typed, refused.problems)), 422
    except Unavailable as busy:
        g.database_down = True  # the layout must not ask it again
        form = typed_form(asked, token, typed, {})
        return _page(form, sentence(busy.code)), 503, {"Retry-After": "10"}
    return redirect(url_for(".done", public_id=public_id, reference=receipt.reference), 303)


@bp.get("/q/<public_id>/done/<reference>")
@access(Open.PUBLIC)
def done(public_id: str, reference: str) -> ResponseReturnValue:
    """Say that it arrived, and under which reference it can be followed."""
    reference = clean_id(reference)
    if not queries.was_given(public_id, reference):
        raise NotFound("no_reference")
    asked = queries.asked_form(public_id)
    return render_template("survey/done.html", asked=asked, reference=reference)


def _page(form: WebForm, warning: str = "") -> str:
    return render_template("survey/questionnaire.html", form=form, warning=warning)
