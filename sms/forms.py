"""The simulator phone's form. The conversation travels in it: nothing is kept here."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, TextAreaField

from core.forms import Form
from core.ids import short_id
from survey.domain.text import clean_text

ME, OFFICE = "me", "office"
LINES = 30  # bubbles that travel along
SHOWN = 700  # characters of one; a longer text was refused anyhow


@dataclass(frozen=True)
class Line:
    """One bubble: who said it, and what."""

    who: str
    text: str

    @property
    def packed(self) -> str:
        """Return the bubble as a field's value."""
        return f"{self.who}:{self.text}"


class PhoneForm(Form):
    """What the phone sends: a text, and an id made with the page, so that it is taken once."""

    message_id = HiddenField()
    text = TextAreaField(_l("写短信"))


def fresh_form() -> PhoneForm:
    """Return an empty phone with an id for its next message."""
    form = PhoneForm(formdata=None)
    form.message_id.data = short_id(16)
    return form


def typed_form() -> PhoneForm:
    """Return the phone as it was sent: the text stays, and so does its id, since it was not taken."""
    form = PhoneForm()
    form.message_id.data = form.message_id.data or short_id(16)
    form.text.data = clean_text(form.text.data or "")
    return form


def conversation(posted: MultiDict[str, str]) -> list[Line]:
    """Return the bubbles a page sent along."""
    pairs = (value.split(":", 1) for value in posted.getlist("line")[-LINES:])
    return [said(*pair) for pair in pairs if len(pair) == 2 and pair[0] in (ME, OFFICE)]


def said(who: str, text: str) -> Line:
    """Return a bubble as it can be shown: without control characters, and cut with a mark where it is too long."""
    shown = clean_text(text)
    return Line(who, shown if len(shown) <= SHOWN else f"{shown[: SHOWN - 1]}…")
