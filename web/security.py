"""Security headers, the same on every answer."""

from __future__ import annotations

from flask import Flask, Request, Response, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface

HEADERS = {
    # no inline script or style anywhere; nothing from elsewhere; no page of ours inside another
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",  # an address may hold an opinion's reference
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}

VOTERS = "/b/"
A_YEAR = "public, max-age=31536000, immutable"


class StaffSessions(SecureCookieSessionInterface):
    """The usual session cookie, but none on ballot pages: nothing may tell one voter from another (ADR 0004)."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Return the session of a request; None, which can neither be written nor sent, for a voter's."""
        return None if request.path.startswith(VOTERS) else super().open_session(app, request)


def init(app: Flask) -> None:
    """Put the headers on every answer; staff pages and answers to forms are never cached."""
    app.session_interface = StaffSessions()
    app.after_request(_harden)


def _harden(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint == "static" and "v" in request.args and response.status_code < 400:
        response.headers["Cache-Control"] = A_YEAR  # its address names its content: web.pages.asset
    response.headers.setdefault("Cache-Control", "no-store")
    return response
