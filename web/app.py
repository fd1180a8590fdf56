"""The composition root: builds the app and joins the packages; nobody imports it but `wsgi.py` and tests."""

from __future__ import annotations

import os

from flask import Flask
from flask_login import LoginManager
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from core import auth, clock, i18n
from core.config import ROOT, Settings
from roster import queries as roster_queries
from web import cli, errors, packages, pages, security
from web.base import bare_app


def create_app(settings: Settings | None = None, now: clock.Clock = clock.system_clock) -> Flask:
    """Return the app for `settings` (default: from the environment), telling the time by `now`."""
    settings = settings or Settings.from_env(os.environ)
    app = bare_app(settings, now)
    i18n.init(app, ROOT / "translations")
    csrf = CSRFProtect(app)
    manager = LoginManager()
    manager.user_loader(roster_queries.staff_by_id)
    auth.guard(app, manager)
    security.init(app)
    errors.init(app)
    pages.init(app)
    packages.join(app)
    _exempt(app, csrf)
    cli.init(app)
    _trust_proxies(app, int(settings.proxy_hops))
    return app


def _exempt(app: Flask, csrf: CSRFProtect) -> None:
    # no cookie is the authority there: anybody may send it, the ballot's code is it (ADR 0004), or a signature
    for view in app.view_functions.values():
        if getattr(view, "access", frozenset()) & {auth.Open.PUBLIC, auth.Open.CODE, auth.Open.SIGNED}:
            csrf.exempt(view)


def _trust_proxies(app: Flask, hops: int) -> None:
    if hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
