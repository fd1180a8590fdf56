"""Objections: how long they are possible, what may stand in one, and when the round's key may be destroyed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from core.errors import Conflict, InvalidInput

# No national rule sets a period for objections to a direct evaluation; this is the product's own choice: two
# market weeks and a weekend, so that who works in town is home once. The bulletin shows the last day.
OBJECTION_DAYS = 15
CHANNELS = ("visit", "letter", "phone", "meeting")
OUTCOMES = ("same", "different")  # of a recount
TEXT_LENGTH = 500
_NUMBER = re.compile(r"\d{7,}")  # a phone number, an identity card, a ballot code


def last_day(published: date) -> date:
    """Return the last day of the objection period of a result published on that local day."""
    return published + timedelta(days=OBJECTION_DAYS)


def checked_text(typed: str, field: str) -> str:
    """Return a text to keep.

    Raises InvalidInput "objection_text_missing", "objection_text_long" (with `limit`), "objection_personal".
    """
    text = typed.strip()
    if not text:
        raise InvalidInput("objection_text_missing", {field: "objection_text_missing"})
    if len(text) > TEXT_LENGTH:
        raise InvalidInput("objection_text_long", {field: "objection_text_long"}, limit=TEXT_LENGTH)
    if _NUMBER.search(re.sub(r"[\s-]", "", text)):
        raise InvalidInput("objection_personal", {field: "objection_personal"})
    return text


def check_received(received: date, counted: date, until: date | None, today: date) -> None:
    """Raise InvalidInput "objection_day" unless an objection of that day is from after the count and in time."""
    if received > today or received < counted:
        raise InvalidInput("objection_day", {"received_on": "objection_day"})
    if until is not None and received > until:
        raise InvalidInput("objection_late", {"received_on": "objection_late"}, until=until.isoformat())


def guard_end(until: date | None, today: date, waiting: Iterable[bool]) -> None:
    """Raise Conflict unless the period is over and nothing waits; `waiting` tells of each objection."""
    if until is None:
        raise Conflict("key_before_publication")
    if today <= until:
        raise Conflict("key_before_end", until=until.isoformat())
    if any(waiting):
        raise Conflict("key_objections_open")
