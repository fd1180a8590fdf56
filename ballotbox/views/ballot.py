"""The villager's pages: question, check, counted. The typed code is the authority (ADR 0004): no session."""

from __future__ import annotations

from flask import Response, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ballotbox import queries, service
from ballotbox.domain.errors import CodeUnusable, RoundClosed
from ballotbox.domain.record import Channel
from ballotbox.views import pages
from ballotbox.views.blueprint import bp
from core import clock
from core.auth import Open, access
from core.errors import Unavailable
from core.limits import note, worn_out

RETRY_SECONDS = "10"
FAILURES = ("ballot-code", "60/minute")  # of one origin; a whole village may come from one address


@bp.get("/b/<round_id>")
@access(Open.CODE)
def ballot(round_id: str) -> ResponseReturnValue:
    """Show the ballot of an open round: the same bytes for everybody, so that they can be kept."""
    form = queries.ballot_form(round_id)
    page = pages.of(form).question if form.takes_ballots(clock.now()) else pages.closed(form)
    return page.response()


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
        return _answer(pages.too_late(form), 409)
    prepared = pages.of(form)
    sent = prepared.read(request.form)
    complete = sent.complete()
    if complete is None:
        return _answer(pages.question(form, sent, show_problems=True), 422)
    return _answer(prepared.check_page(*complete))


@bp.post("/b/<round_id>/edit")
@access(Open.CODE)
def edit(round_id: str) -> ResponseReturnValue:
    """Show the question page again with everything kept (also in another language or size)."""
    form = queries.ballot_form(round_id)
    if not form.takes_ballots(clock.now()):
        return _answer(pages.too_late(form), 409)
    return _answer(pages.question(form, pages.of(form).read(request.form), show_problems=False))


@bp.post("/b/<round_id>/cast")
@access(Open.CODE)
def cast(round_id: str) -> ResponseReturnValue:
    """Put the ballot into the box and say so; every way in which that cannot be done has its own page."""
    form = queries.ballot_form(round_id)
    if not form.takes_ballots(clock.now()):
        return _answer(pages.too_late(form), 409)
    prepared = pages.of(form)
    sent = prepared.read(request.form)
    complete = sent.complete()
    if complete is None:
        return _answer(pages.question(form, sent, show_problems=True), 422)
    try:
        done = service.cast(round_id, *complete, Channel.WEB, lambda: worn_out(*FAILURES))
    except CodeUnusable:
        # the origin is looked at here alone, after the code: a code that works casts, whoever failed beside it
        return _answer(prepared.unusable, 409) if note(*FAILURES) else _answer(prepared.slower, 429)
    except RoundClosed:
        return _answer(pages.too_late(form), 409)
    except Unavailable as busy:
        g.database_down = True  # the page must not ask it again
        return _answer(pages.retry(form, sent, unknown=busy.code == "write_unknown"), 503)
    return _answer(prepared.counted_page(done.receipt))


def _answer(page: str, status: int = 200) -> Response:
    response = Response(page, status, mimetype="text/html", headers={"Cache-Control": "no-store"})
    if status in (429, 503):
        response.headers["Retry-After"] = RETRY_SECONDS
    return response
