"""Twilio: a form signed over the address it was sent to; answers are TwiML.

Its library takes long to import, so that only the first message of a process does.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress

from flask import Request, Response, current_app

from core import keyring
from core.errors import InvalidInput, NotAllowed, Unavailable
from core.memory import remembered
from sms.service import Incoming

FORM = "application/x-www-form-urlencoded"
TOKEN_FILE = "twilio-token"  # noqa: S105 – the name of the file
LONGEST = 1600  # characters of one message to Twilio
# Twilio answers these by itself, blocks the number, and still hands them on; an answer of ours would be refused
BLOCKED_BY_TWILIO = {"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"}


class Twilio:
    """Twilio's webhook, for an account's auth token; `public_url` is our address as Twilio knows it."""

    name = "twilio"

    def __init__(self, token: str, public_url: str) -> None:
        self._token = token
        self._public_url = public_url

    def authenticate(self, request: Request) -> Incoming:
        """Return the message of a request that Twilio signed."""
        if not self._is_signed(request):
            raise NotAllowed("sms_unsigned")
        fields = [request.form.get(name) for name in ("MessageSid", "From", "Body")]
        message_id, sender, body = fields
        if request.mimetype != FORM or not message_id or not sender or body is None:
            raise InvalidInput("sms_fields")
        silent = bool(request.form.get("OptOutType")) or body.strip().upper() in BLOCKED_BY_TWILIO
        return Incoming(self.name, message_id, sender, body, wants_answer=not silent)

    def _is_signed(self, request: Request) -> bool:
        from twilio.request_validator import (  # noqa: PLC0415 – slow to import
            SIGNATURE_HEADER,
            SIGNATURE_SETTINGS_HEADER,
            RequestValidator,
            get_signature_algorithm,
        )

        signature = request.headers.get(SIGNATURE_HEADER, "")
        algorithm = get_signature_algorithm(request.headers.get(SIGNATURE_SETTINGS_HEADER))
        validator = RequestValidator(self._token)
        try:
            return any(validator.validate(url, request.form, signature, algorithm) for url in self._addresses(request))
        except ValueError:  # a Host header that is no address
            return False

    def _addresses(self, request: Request) -> set[str]:
        """Return this request's address as set for the outside, and as it came through believed proxies."""
        query = f"?{request.query_string.decode('latin-1')}" if request.query_string else ""
        came_to = f"{request.scheme}://{request.host}{request.root_path}"
        return {f"{base}{request.path}{query}" for base in (self._public_url, came_to)}

    def reply(self, texts: Sequence[str]) -> Response:
        """Return the texts as TwiML."""
        from twilio.twiml.messaging_response import MessagingResponse  # noqa: PLC0415 – slow to import

        answer = MessagingResponse()
        for text in texts:
            for start in range(0, len(text), LONGEST):
                answer.message(text[start : start + LONGEST])
        return Response(str(answer), mimetype="text/xml")


def twilio_gateway() -> Twilio:
    """Return the gateway of this installation."""
    return Twilio(twilio_token(), current_app.config["BASE_URL"])


def twilio_signature(url: str, fields: Mapping[str, str]) -> str:
    """Return the signature of a message to this installation, as Twilio makes it: how an evening is played."""
    from twilio.request_validator import RequestValidator  # noqa: PLC0415 – slow to import

    return str(RequestValidator(twilio_token()).compute_signature(url, fields))


def twilio_token() -> str:
    """Return the token that signs Twilio's requests: from the settings, otherwise from a key file made once.

    The file lets the sample township be texted without an account: who reads it signs as Twilio would.
    """
    set_token: str = current_app.extensions["settings"].twilio_auth_token
    return set_token or remembered("twilio_token", _kept_token)


def _kept_token() -> str:
    path = keyring.folder() / TOKEN_FILE
    with suppress(FileExistsError):
        keyring.write_once(path, secrets.token_hex(16).encode())
    token = path.read_text("ascii").strip()
    if not token:  # another process is writing it this moment; an empty one anybody could sign with
        raise Unavailable("database_busy")
    return token
