"""Error pages: the only place where a code becomes a status and a sentence in the reader's language."""

from __future__ import annotations

import contextvars
import re
from collections.abc import Callable

from flask import Flask, Response, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DataError, InternalError, OperationalError
from werkzeug.exceptions import HTTPException

from core.db import db
from core.errors import AppError, Conflict, InvalidInput, NotAllowed, NotFound, Unavailable
from core.i18n import _
from web.messages import sentence

STATUS: dict[type[AppError], int] = {
    InvalidInput: 422,
    NotFound: 404,
    NotAllowed: 403,
    Conflict: 409,
    Unavailable: 503,
}
RETRY_SECONDS = "10"
SECRET = re.compile("password|passphrase")  # in the names of fields


def init(app: Flask) -> None:
    """Install the handlers."""
    app.register_error_handler(AppError, _app_error)
    app.register_error_handler(OperationalError, _database_error)
    app.register_error_handler(InternalError, _database_error)  # PostgreSQL that takes no writes
    app.register_error_handler(DataError, _no_such_value)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)
    app.jinja_env.globals["sentence"] = sentence


def _app_error(error: AppError) -> ResponseReturnValue:
    return page(_status(error), sentence(error.code, **error.params))


def _status(error: AppError) -> int:
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 400)


def _database_error(_error: OperationalError | InternalError) -> ResponseReturnValue:
    db.session.rollback()
    return page(503, sentence("database_busy"))


def _no_such_value(_error: DataError) -> ResponseReturnValue:
    # what no row can hold (PostgreSQL refuses to look for a NUL, or a number too large) stands in none
    db.session.rollback()
    return page(404, HTTP_SENTENCES[404]())


HTTP_SENTENCES: dict[int, Callable[[], str]] = {
    400: lambda: _("这一页放得太久了。退回上一页，刷新后再交一次，您写的还在。"),
    404: lambda: _("没有这一页。对一对网址，或者重新扫一次码。"),
    405: lambda: _("这个网址不能这样打开。请从上一页的按钮进来。"),
    413: lambda: _("写得太长了，一次收不下。分成几段，一段一段地交。"),
    429: lambda: _("这里一下子来得太多了。等一分钟再试。"),
}


def _http_error(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if status < 400:
        return error.get_response()
    known = HTTP_SENTENCES.get(status)
    return page(status, known() if known else _("没有办成。退回上一页再试一次。"))


def _unexpected(error: Exception) -> ResponseReturnValue:
    # the type alone: a message could hold what somebody typed
    current_app.logger.error("unexpected %s at %s", type(error).__name__, request.endpoint)
    if current_app.testing or current_app.debug:
        raise error
    db.session.rollback()
    return page(500, _("机器出了问题，不是您的问题。没有办成的不会算数；过一会儿再试，还不行就告诉镇里。"))


def page(status: int, text: str) -> ResponseReturnValue:
    """Return an error page: what happened and what to do, in words; what was sent in vain can be sent again."""
    headers = {"Retry-After": RETRY_SECONDS} if status in (429, 503) else {}
    g.database_down = status == 503
    return _drawn(status, text), status, headers


def busy_page(app: Flask, language: str) -> str:
    """Return the page for whom the machine has no room just now, drawn ahead of that moment."""

    def draw() -> str:
        with app.test_request_context(f"/?lang={language}"):
            g.database_down = True
            return render_template("web/error.html", status=503, text=sentence("database_busy"), sent=[])

    return contextvars.Context().run(draw)  # of no other request: its language would be this page's


def _drawn(status: int, text: str) -> str | Response:
    """Return the page; where drawing it fails too, its text alone: an error here would be a bare trace."""
    try:
        sent = _sent() if status == 503 else []
        return render_template("web/error.html", status=status, text=text, sent=sent)
    except Exception as error:
        current_app.logger.error("no page for status %s: %s", status, type(error).__name__)
        if current_app.testing or current_app.debug:
            raise
        return Response(f"{text}\n", mimetype="text/plain")


def _sent() -> list[tuple[str, str]]:
    """Return the fields of the form that was sent; none of them where a secret is among them, which no page shows."""
    fields = list(request.form.items(multi=True)) if request.method == "POST" else []
    return [] if any(SECRET.search(name) for name, _value in fields) else fields
