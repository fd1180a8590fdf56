"""The villager's pages: question, check, counted. The typed code is the authority (ADR 0004): no session.

Where nothing is out of the ordinary `express` gives the same answers without Flask.
"""

from __future__ import annotations

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ballotbox import queries, service
from ballotbox.domain.errors import CodeUnusable, RoundClosed
from ballotbox.domain.record import Channel
from ballotbox.views import pages
from ballotbox.views.blueprint import bp
from ballotbox.views.prepared import Answer, written
from core import clock
from core.auth import Open, access
from core.errors import Unavailable


@bp.get("/b/<round_id>")
@access(Open.CODE)
def ballot(round_id: str) -> ResponseReturnValue:
    """Show the ballot of an open round: the same bytes for everybody, so that they can be kept."""
    form = queries.ballot_form(round_id)
    page = pages.of(form).question if form.takes_ballots(clock.now()) else pages.closed(form)
    sent = request.headers
    return _send(page.answer(sent.get("Accept-Encoding", ""), sent.get("If-None-Match", "")))


@bp.get("/b/<round_id>/<any(check, edit, cast):_step>")
@access(Open.CODE)
def again(round_id: str, _step: str) -> ResponseReturnValue:
    """Lead who reloads or copies the address of a later step back to the ballot."""
    return redirect(url_for("ballotbox.ballot", round_id=round_id), 303)


@bp.post("/b/<round_id>/check")
@access(Open.CODE)
def check(round_id: str) -> ResponseReturnValue:
    """Show what was chosen once more, or say what is missing."""
    form = queries.ballot_form(round_id)
    if not form.takes_ballots(clock.now()):
        return _send(written(pages.too_late(form), 409))
    prepared = pages.of(form)
    sent = prepared.read(request.form)
    complete = sent.complete()
    if complete is None:
        return _send(written(pages.question(form, sent, show_problems=True), 422))
    return _send(prepared.checked(*complete))


@bp.post("/b/<round_id>/edit")
@access(Open.CODE)
def edit(round_id: str) -> ResponseReturnValue:
    """Show the question page again with everything kept (also in another language or size)."""
    form = queries.ballot_form(round_id)
    if not form.takes_ballots(clock.now()):
        return _send(written(pages.too_late(form), 409))
    return _send(written(pages.question(form, pages.of(form).read(request.form), show_problems=False)))


@bp.post("/b/<round_id>/cast")
@access(Open.CODE)
def cast(round_id: str) -> ResponseReturnValue:
    """Put the ballot into the box and say so; every way in which that cannot be done has its own page."""
    form = queries.ballot_form(round_id)
    if not form.takes_ballots(clock.now()):
        return _send(written(pages.too_late(form), 409))
    prepared = pages.of(form)
    sent = prepared.read(request.form)
    complete = sent.complete()
    if complete is None:
        return _send(written(pages.question(form, sent, show_problems=True), 422))
    failures = pages.failures_at(request.remote_addr)
    try:
        done = service.cast(round_id, *complete, Channel.WEB, failures.worn_out)
    except CodeUnusable:
        return _send(prepared.refused(failures))
    except RoundClosed:
        return _send(written(pages.too_late(form), 409))
    except Unavailable as busy:
        return _send(prepared.later(*complete, unknown=busy.code == "write_unknown"))
    return _send(prepared.cast(done.receipt))


def _send(answer: Answer) -> Response:
    return Response(answer.body, answer.status, answer.headers, mimetype="text/html")
