"""The simulator: a phone on a staff page, whose messages take the same way as everybody's."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask import Request, Response

from core.errors import InvalidInput
from sms.service import Incoming

NUMBER = "+8613800000000"  # the number it texts from


class Simulator:
    """A phone drawn on a page; `show` draws the page with the answer on it.

    Who may use it, the route says: a member of staff, signed in, with the page's own token.
    """

    name = "simulator"

    def __init__(self, show: Callable[[Sequence[str]], Response]) -> None:
        self._show = show

    def authenticate(self, request: Request) -> Incoming:
        """Return the message typed into the phone; its id was made with the page, so that sent twice it is one."""
        message_id, text = request.form.get("message_id", ""), request.form.get("text", "")
        if not message_id or not text.strip():
            raise InvalidInput("sms_empty", {"text": "sms_empty"})
        return Incoming(self.name, message_id[:64], NUMBER, text)

    def reply(self, texts: Sequence[str]) -> Response:
        """Return the page with the answer."""
        return self._show(texts)
