"""Forms of the office about opinions."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, StringField, TextAreaField
from wtforms.validators import InputRequired

from core.forms import Form

DATE_WANTED = _l("写上哪一天，比如 2026-11-18")


class AssignForm(Form):
    """Who answers, and by when."""

    owner = StringField(_l("谁来答复"), render_kw={"list": "owners", "autocomplete": "off"})
    due = DateField(_l("哪天前答复"), [InputRequired(DATE_WANTED)])

    def validate(self, extra_validators: Any = None) -> bool:
        """Say how a day is written where the browser let something else through."""
        valid: bool = super().validate(extra_validators)
        self.due.errors = [DATE_WANTED] if self.due.errors else []
        return valid


class AnswerForm(Form):
    """The written answer."""

    answer = TextAreaField(_l("书面答复"), render_kw={"rows": 6})
