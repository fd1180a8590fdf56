"""The app without its pages: settings, database, migrations. `web.app` builds on it, `web.serve` uses it alone."""

from __future__ import annotations

from flask import Flask
from flask_migrate import Migrate

from core import clock, db
from core.config import ROOT, Settings
from core.keyring import load_or_make

MAX_FORM_BYTES = 512 * 1024  # 100 KB of Chinese in a field, 300 KB on the wire, is answered in words


def bare_app(settings: Settings, now: clock.Clock = clock.system_clock) -> Flask:
    """Return an app that knows its settings, the time and its database, and answers no address."""
    app = Flask("wsgi", root_path=str(ROOT), instance_path=str(settings.instance))
    _configure(app, settings)
    app.extensions.update(clock=now, settings=settings)
    db.configure(app, settings.database)
    Migrate(app, db.db, directory=str(ROOT / "migrations"), render_as_batch=True)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    settings.instance.mkdir(mode=0o700, parents=True, exist_ok=True)  # opinions in it are nobody else's
    app.config.update(
        SECRET_KEY=load_or_make(settings.keys / "session.key"),
        KEYS=str(settings.keys),
        BASE_URL=settings.base_url,
        LOCK_SECONDS=5.0,
        MAX_CONTENT_LENGTH=MAX_FORM_BYTES,
        MAX_FORM_MEMORY_SIZE=MAX_FORM_BYTES,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.base_url.startswith("https:"),
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: a form filled in over lunch is not lost
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
