"""A test client that checks every page it gets, and whose requests share nothing but cookies."""

from __future__ import annotations

import contextvars
import hashlib
import secrets
from typing import Any

from flask import has_app_context
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer

from core.db import db
from tests.support import pages


class PageClient(FlaskClient):
    """Fails where an HTML answer breaks a rule of `tests/support/pages.py` or an answer lacks our headers.

    Staff forms need a CSRF token: POSTs under /staff get one, unless `csrf=False` is passed.
    """

    def open(self, *args: Any, **kwargs: Any) -> Any:
        """Send the request outside the test's own app context, as a server would, and check the answer."""
        if has_app_context():
            db.session.rollback()  # a read transaction the test left open would lock SQLite for the request
        kwargs.setdefault("buffered", True)  # closes the static file it may have been
        if kwargs.pop("csrf", True):
            self._sign(args, kwargs)
        # an empty context: otherwise `g`, and with it who is signed in, would leak on
        response = contextvars.Context().run(super().open, *args, **kwargs)
        self._check(response)
        return response

    def _sign(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        address = args[0] if args and isinstance(args[0], str) else kwargs.get("path", "")
        data = kwargs.get("data")
        wanted = kwargs.get("method") == "POST" and str(address).startswith("/staff")
        if wanted and (data is None or isinstance(data, dict)):
            kwargs["data"] = {"csrf_token": self._token(), **(data or {})}

    def _token(self) -> str:
        """Return a token as Flask-WTF makes it, from the session of this client."""
        with self.session_transaction() as session:
            raw = session.setdefault("csrf_token", hashlib.sha1(secrets.token_bytes(64)).hexdigest())
        return str(URLSafeTimedSerializer(self.application.secret_key, salt="wtf-csrf-token").dumps(raw))

    def _check(self, response: Any) -> None:
        path = response.request.path
        missing = pages.header_faults(dict(response.headers))
        assert not missing, f"{path}: headers {missing}"
        if response.mimetype == "text/html" and not 300 <= response.status_code < 400:
            found = pages.faults(response.text, staff=path.startswith("/staff"))
            assert not found, f"{path}: " + "; ".join(found)
