"""A phone that texts us through Twilio's webhook, signed as Twilio signs."""

from __future__ import annotations

import itertools
from typing import Any
from xml.etree.ElementTree import fromstring

from flask import Flask
from twilio.request_validator import RequestValidator

from sms.domain.templates import template
from sms.gateways import twilio_token

URL = "http://127.0.0.1:8000/sms/twilio"
NUMBER = "+8613912345678"


def fields(body: str, sid: str = "SM1", number: str = NUMBER) -> dict[str, str]:
    """Return what Twilio posts for a message."""
    return {"MessageSid": sid, "From": number, "To": "+8610690001", "Body": body, "NumMedia": "0"}


def signed(data: dict[str, str], url: str = URL, token: str = "") -> dict[str, str]:
    """Return the header Twilio sends with `data`."""
    signature = RequestValidator(token or twilio_token()).compute_signature(url, data)
    return {"X-Twilio-Signature": signature}


def said(name: str, **blanks: object) -> str:
    """Return the text of a template as it is sent."""
    return template(name).fill(blanks)


def texts_of(answer: Any) -> list[str]:
    """Return the messages of a TwiML answer."""
    root = fromstring(answer.text)
    assert root.tag == "Response"
    return [message.text or "" for message in root.findall("Message")]


class Phone:
    """One number; every message has an id of its own unless one is given."""

    def __init__(self, app: Flask, number: str = NUMBER) -> None:
        self._app = app
        self._number = number
        self._token = twilio_token()  # read here: a thread of a test has no app's context
        self._ids = itertools.count(1)

    def post(self, body: str, sid: str = "") -> Any:
        """Send a message and return the whole answer."""
        data = fields(body, sid or f"SM{self._number}-{next(self._ids)}", self._number)
        return self._app.test_client().post("/sms/twilio", data=data, headers=signed(data, token=self._token))

    def text(self, body: str, sid: str = "") -> list[str]:
        """Send a message and return the texts that come back."""
        answer = self.post(body, sid)
        assert (answer.status_code, answer.mimetype) == (200, "text/xml"), answer.text
        return texts_of(answer)
