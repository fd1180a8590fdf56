"""The ballot's way where nothing is out of the ordinary: from memory, without Flask, the database or a wait.

`web.door` asks here first. What is not a complete ballot of an open round whose pages are prepared is None: the views
of `ballot` answer that, and everything else. Both write the same answers (tests/web/test_door.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from flask import Flask
from werkzeug.datastructures import MultiDict

from ballotbox import queries, service
from ballotbox.domain.errors import CodeUnusable
from ballotbox.domain.record import Channel
from ballotbox.domain.rows import BallotForm
from ballotbox.views import pages
from ballotbox.views.pages import Pages
from ballotbox.views.prepared import Answer
from core import clock
from core.errors import Unavailable
from core.i18n import guise
from core.limits import Failures

LONGEST = 16_384  # bytes of a form read here; a ballot of 40 persons and 10 items has 4,000
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Asked:
    """A request as the door has read it; names of headers in small letters."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes
    address: str


@dataclass(frozen=True)
class Casting:
    """A complete ballot on its way: `post` hands it to the writer, and `answer` says how it ended."""

    pages: Pages
    ballot: service.Prepared
    code: str
    failures: Failures

    def post(self, tell: Callable[[Any], object]) -> bool:
        """Have it cast, `tell` told by another thread; False where only a view can cast it. Raises `Unavailable`."""
        return service.post_cast(self.ballot, tell)

    def answer(self, ended: service.Cast | Exception) -> Answer:
        """Return what the voter reads; raises what is no voter's matter."""
        if isinstance(ended, service.Cast):
            return self.pages.cast(ended.receipt)
        if isinstance(ended, CodeUnusable):
            return self.pages.refused(self.failures)
        if isinstance(ended, Unavailable):
            return self.pages.later(self.code, self.ballot.marks, unknown=ended.code == "write_unknown")
        raise ended


def readable(method: str, path: str, headers: Mapping[str, str]) -> bool:
    """Tell whether a request may be answered here, before its body is read."""
    if method == "GET":
        return path.startswith("/b/")
    size = headers.get("content-length", "")
    short = size.isascii() and size.isdigit() and int(size) <= LONGEST
    return method == "POST" and path.startswith("/b/") and short and headers.get("content-type") == FORM


def answer(app: Flask, asked: Asked) -> Answer | Casting | None:
    """Return the answer to a voter's request, or the ballot to be cast; None where a view must say."""
    public_id, _, step = asked.path.removeprefix("/b/").partition("/")
    form = queries.form_at_hand(public_id)
    prepared = pages.at_hand(app, public_id, guise(asked.query))
    if form is None or prepared is None or not form.takes_ballots(clock.now()):
        return None
    if asked.method == "GET":
        sent = asked.headers.get
        return None if step else prepared.question.answer(sent("accept-encoding", ""), sent("if-none-match", ""))
    return _sent(form, prepared, step, asked)


def _sent(form: BallotForm, prepared: Pages, step: str, asked: Asked) -> Answer | Casting | None:
    complete = prepared.read(_fields(asked.body)).complete()
    if complete is None or step not in ("check", "cast"):
        return None
    if step == "check":
        return prepared.checked(*complete)
    code, marks = complete
    failures = pages.failures_at(asked.address)
    ballot = service.checked(form, code, marks, Channel.WEB, failures.worn_out)
    return Casting(prepared, ballot, code, failures)


def _fields(body: bytes) -> MultiDict[str, str]:
    return MultiDict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
