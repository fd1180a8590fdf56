"""The form that opens a round: what an organizer decides; everything else follows from the roster."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, RadioField, StringField, TimeField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, StopValidation

from ballotbox.domain.assembly import HOST_LENGTH
from ballotbox.domain.presets import PRESETS
from ballotbox.domain.rules import Rules
from ballotbox.forms.fields import BASIS_LENGTH, readable, said
from ballotbox.forms.rules import RulesForm
from core import clock
from core.i18n import _, either

_DAY = _l("写上最后一天，比如 2026-11-05")
_TIME = _l("写上几点，比如 20:00")
_BASIS = _l("写上依据，%(most)s 个字以内", most=BASIS_LENGTH)
_HOST = _l("法定评议写上由哪个机构主持，%(most)s 个字以内", most=HOST_LENGTH)
_PERCENT = _l("写一个 0 到 100 的整数")


class NewRoundForm(RulesForm):
    """What an organizer decides about a round; everything else follows from the roster."""

    preset = RadioField(_l("评什么"), [InputRequired(_l("选一种评法"))])
    closes_day = said(DateField, _DAY)(_l("投到哪一天"), [readable, InputRequired(_DAY)])
    closes_time = said(TimeField, _TIME)(_l("投到几点"), [readable, InputRequired(_TIME)])
    kind = RadioField(
        _l("是哪一种评议"),
        [InputRequired(_l("选一种"))],
        choices=[
            SelectChoice("survey", _l("民主评议（调查）")),
            SelectChoice("statutory", _l("法定村民会议评议")),
        ],
    )
    host = StringField(_l("由谁主持"), [Length(max=HOST_LENGTH, message=_HOST)])
    basis = StringField(_l("依据"), [InputRequired(_BASIS), Length(max=BASIS_LENGTH, message=_BASIS)])
    threshold = said(IntegerField, _PERCENT)(
        _l("有效门槛：百分之几的人投了才算数"), [readable, InputRequired(_PERCENT), NumberRange(0, 100, _PERCENT)]
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.preset.choices = [(preset.key, either(preset.name, preset.name_en)) for preset in PRESETS.values()]

    @property
    def rules(self) -> Rules:
        """The rules as they are typed, of a form that is valid."""
        host = (self.host.data or "").strip() if self.kind.data == "statutory" else ""
        return replace(self.judged_by, host=host)

    @property
    def closes_at(self) -> datetime:
        """The moment of closing, in UTC."""
        time = self.closes_time.data
        return clock.local_time(self.closes_day.data, time.hour, time.minute)

    def validate_closes_day(self, field: DateField) -> None:
        """There must be time left to vote."""
        if field.data and self.closes_time.data and self.closes_at <= clock.now():
            raise StopValidation(_l("这个时间已经过了，写一个以后的"))

    def validate_host(self, field: StringField) -> None:
        """The law has a body chair the evaluation; a survey has none."""
        if self.kind.data == "statutory" and not (field.data or "").strip():
            raise StopValidation(_HOST)

    def validate_basis(self, field: StringField) -> None:
        """A statutory evaluation rests on a decision of its own, not on the township's yearly plan."""
        if self.kind.data == "statutory" and (field.data or "").strip() == usual_basis():
            raise StopValidation(_l("法定评议要写明哪一天、哪个会议决定的"))


def usual_basis() -> str:
    """Return the basis that stands in a new form."""
    return _("本镇年度村干部直评方案")
