"""What every gateway does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from flask import Request, Response

from sms.service import Incoming


class Gateway(Protocol):
    """One way in: `name` is kept with each message."""

    name: str

    def authenticate(self, request: Request) -> Incoming:
        """Return the message of a request that is truly the gateway's.

        Raises NotAllowed "sms_unsigned" for anybody else's, InvalidInput "sms_fields" where something is missing.
        """

    def reply(self, texts: Sequence[str]) -> Response:
        """Return the answer that has the gateway send `texts` to the sender; none of them: nothing is sent."""
