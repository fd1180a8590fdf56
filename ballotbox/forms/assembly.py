"""The form for the meeting of a statutory evaluation."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, StopValidation

from ballotbox.domain.assembly import HOST_LENGTH, MOST
from ballotbox.forms.fields import readable, said
from core.forms import Form

_HOST = _l("写上由哪个机构主持，%(most)s 个字以内", most=HOST_LENGTH)
_ELIGIBLE = _l("写上应到多少人，至少 1 人")
_PRESENT = _l("写上实到多少人，不能比应到的多")


class AssemblyForm(Form):
    """Who chaired, how many could come and came, whether the quorum was reached."""

    host = StringField(_l("由谁主持"), [InputRequired(_HOST), Length(max=HOST_LENGTH, message=_HOST)])
    eligible = said(IntegerField, _ELIGIBLE)(
        _l("应到多少人"), [readable, InputRequired(_ELIGIBLE), NumberRange(1, MOST, _ELIGIBLE)]
    )
    present = said(IntegerField, _PRESENT)(
        _l("实到多少人"), [readable, InputRequired(_PRESENT), NumberRange(0, MOST, _PRESENT)]
    )
    quorum = RadioField(
        _l("够不够法定人数"),
        [InputRequired(_l("选一种"))],
        choices=[SelectChoice("yes", _l("够")), SelectChoice("no", _l("不够"))],
    )

    def validate_present(self, field: IntegerField) -> None:
        """Nobody comes who may not."""
        if field.data is not None and self.eligible.data is not None and field.data > self.eligible.data:
            raise StopValidation(_PRESENT)
