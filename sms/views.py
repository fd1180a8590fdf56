"""The gateway's door, and the simulator phone of the office. Both hand a message to the same inbox."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response, current_app, make_response, render_template, request
from flask.typing import ResponseReturnValue

from core.auth import Open, Role, access
from core.errors import AppError, InvalidInput, NotAllowed, Unavailable
from core.i18n import sentence
from sms import forms, queries, service
from sms.domain.segments import segments
from sms.domain.templates import SIGNATURE
from sms.gateways import Gateway, Simulator, twilio_gateway

bp = Blueprint("sms", __name__)

RETRY_SECONDS = "10"
STATUS = {NotAllowed: 403, InvalidInput: 400, Unavailable: 503}


@bp.post("/sms/twilio")
@access(Open.SIGNED)
def twilio() -> ResponseReturnValue:
    """Take a message from Twilio. Whatever cannot be taken is said in plain words and a status: machines read it."""
    try:
        return _take(twilio_gateway())
    except AppError as error:
        return _plain(error)


def _take(gateway: Gateway) -> Response:
    return gateway.reply(service.receive(gateway.authenticate(request)))


def _plain(error: AppError) -> Response:
    status = next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 400)
    response = Response(f"{sentence(error.code, **error.params)}\n", status, mimetype="text/plain")
    if status == 503:
        response.headers["Retry-After"] = RETRY_SECONDS
    return response


@bp.get("/staff/phone")
@access(Role.ORGANIZER, Role.ADMINISTRATOR)
def phone() -> ResponseReturnValue:
    """Show a phone on which nothing was texted yet."""
    return _page(forms.fresh_form(), [])


@bp.post("/staff/phone")
@access(Role.ORGANIZER, Role.ADMINISTRATOR)
def text() -> ResponseReturnValue:
    """Text what was typed, as a villager's phone would, and show the answer."""
    lines = forms.conversation(request.form)

    def show(texts: Sequence[str]) -> Response:
        sent = forms.said(forms.ME, request.form["text"])
        answers = [forms.said(forms.OFFICE, answer) for answer in texts]
        return make_response(_page(forms.fresh_form(), [*lines, sent, *answers], texts))

    try:
        return _take(Simulator(show))
    except InvalidInput as error:
        return _again(lines, error), 422
    except Unavailable as error:
        return _again(lines, error), 503, {"Retry-After": RETRY_SECONDS}


def _again(lines: list[forms.Line], error: AppError) -> str:
    form = forms.typed_form()
    form.text.errors = [sentence(error.code)]
    return _page(form, lines)


def _page(form: forms.PhoneForm, lines: list[forms.Line], answers: Sequence[str] | None = None) -> str:
    rounds = queries.open_rounds()
    chosen = next((each for each in rounds if each.public_id == request.args.get("round")), None)
    chosen = chosen or (rounds[0] if rounds else None)
    settings = current_app.extensions["settings"]
    return render_template(
        "sms/phone.html",
        form=form,
        lines=lines,
        sizes=None if answers is None else [segments(answer) for answer in answers],
        price=float(settings.sms_price),
        number=settings.sms_number,
        signature=SIGNATURE,
        rounds=rounds,
        round=chosen,
        asked=service.reply_form(chosen.spec) if chosen else None,
        example=service.example,
    )
