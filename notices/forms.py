"""Forms of the office about interview days."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, StringField, TextAreaField, TimeField
from wtforms.validators import InputRequired

from core.forms import Form
from core.i18n import either
from notices.domain.details import Details
from notices.queries import DayView, GroupView
from survey.domain.heads import KEYS

DATE_WANTED = _l("写上哪一天，比如 2026-11-03")
TIME_WANTED = _l("写上几点，比如 09:00")


QUESTIONS = {f"question_{number}": key for number, key in enumerate(KEYS, start=1)}  # field → head


class DayForm(Form):
    """When, where, who."""

    group_id = SelectField(_l("哪个组去"), coerce=int)
    day = DateField(_l("日期"), [InputRequired(DATE_WANTED)])
    starts = TimeField(_l("几点开始"), [InputRequired(TIME_WANTED)])
    place = StringField(_l("地点"))
    rain_place = StringField(_l("雨天地点"))
    attendees = StringField(_l("参加的人"))
    question_1 = StringField(_l("问政"))
    question_2 = StringField(_l("问计"))
    question_3 = StringField(_l("问需"))
    question_4 = StringField(_l("问效"))
    place_en = StringField(_l("地点（英文）"))
    rain_place_en = StringField(_l("雨天地点（英文）"))
    attendees_en = StringField(_l("参加的人（英文）"))
    late_reason = StringField(_l("不足五天的原因"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Say how a day and a time are written where the browser let something else through."""
        valid: bool = super().validate(extra_validators)
        for field, wanted in ((self.day, DATE_WANTED), (self.starts, TIME_WANTED)):
            field.errors = [wanted] if field.errors else []
        return valid

    def details(self) -> Details:
        """Return what was typed; only after validation."""
        names = ("group_id", "day", "starts", "place", "rain_place", "attendees")
        english = ("place_en", "rain_place_en", "attendees_en")
        asked = {head: self[name].data or "" for name, head in QUESTIONS.items()}
        values = {name: self[name].data or "" for name in (*names, *english)}
        return Details(**values, questions=asked)


def day_form(visit: DayView, groups: Sequence[GroupView], *, posted: bool = True) -> DayForm:
    """Return the form of a visit with what was typed, or, where nothing was `posted`, with what stands."""
    source = {} if posted else {"formdata": None}
    form = DayForm(data=_standing_values(visit), **source)
    form.group_id.choices = [(g.id, f"{g.number} · {either(g.lead.zh, g.lead.en)}") for g in groups]
    return form


def _standing_values(visit: DayView) -> dict[str, object]:
    words = {name: getattr(visit, name) for name in ("place", "rain_place", "attendees")}
    return {
        "group_id": visit.group_id,
        "day": visit.day,
        "starts": visit.starts,
        **{name: visit.questions.get(head, "") for name, head in QUESTIONS.items()},
        **{name: both.zh for name, both in words.items()},
        **{f"{name}_en": both.en for name, both in words.items()},
    }


class PublishForm(Form):
    """Publish; too late only with a reason."""

    late_reason = TextAreaField(_l("为什么来不及提前五天"), render_kw={"rows": 3})


class CancelForm(Form):
    """Cancel, with a word to the villagers."""

    note = StringField(_l("告诉村民为什么取消"))
