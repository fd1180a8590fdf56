"""Staff forms of a round that stands. The ballot itself has none: it is read by hand (views/typed.py)."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    PasswordField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import EqualTo, InputRequired, Length, NumberRange, StopValidation

from ballotbox.domain.keys import MIN_LENGTH, long_enough
from ballotbox.forms.fields import BASIS_LENGTH, readable, said
from core.forms import Form

FULL = 2_000  # slips in one print-out: some 350 sheets, a minute of work

_OFFICER = _l("请纪委的人写上口令")
_KEY_HOLDER = _l("请村务监督委员会的人写上口令")
_DAY = _l("写上最后一天，比如 2026-11-05")
_NUMBER = _l("写一个整数，比如 120")
_CODE = _l("写上票码，16 位数字")
_SIZE = _l("写一个整数，一次印 1 到 %(most)s 张", most=FULL)


class PrintForm(Form):
    """How many slips to print, for whom."""

    group = SelectField(_l("给谁"), coerce=int)
    size = said(IntegerField, _SIZE)(_l("印多少张"), [readable, InputRequired(_SIZE), NumberRange(1, FULL, _SIZE)])
    kind = SelectField(
        _l("哪一种"),
        choices=[SelectChoice("roll", _l("发给人的")), SelectChoice("reserve", _l("备用的，装进信封封好"))],
        default="roll",
    )


class CloseForm(Form):
    """Closing a round is meant, not slipped into."""

    sure = BooleanField(_l("我知道：结束以后不能再投，没用的票条全部作废"), [InputRequired(_l("勾上这一句再结束"))])


class OpenBoxForm(Form):
    """The two passphrases; each holder types one and the other looks away."""

    discipline_passphrase = PasswordField(_l("纪委的口令"), [InputRequired(_OFFICER), Length(max=200)])
    supervision_passphrase = PasswordField(_l("村务监督委员会的口令"), [InputRequired(_KEY_HOLDER), Length(max=200)])

    @property
    def passphrases(self) -> tuple[str, str]:
        """Both, as typed."""
        return self.discipline_passphrase.data, self.supervision_passphrase.data


class PassphraseForm(Form):
    """A key holder's own passphrase, typed twice since nobody can look it up again."""

    side = SelectField(
        _l("替哪一方设"),
        choices=[
            SelectChoice("discipline", _l("纪委")),
            SelectChoice("supervision", _l("村务监督委员会")),
        ],
    )
    passphrase = PasswordField(_l("新口令"), [InputRequired(_l("写上新口令")), Length(max=200)])
    again = PasswordField(
        _l("再写一遍"),
        [InputRequired(_l("再写一遍新口令")), EqualTo("passphrase", _l("两遍不一样，再写一遍"))],
    )

    def validate_passphrase(self, field: PasswordField) -> None:
        """Twelve characters at least: it is the lock itself."""
        if not long_enough(field.data or ""):
            raise StopValidation(_l("口令至少 %(least)s 个字", least=MIN_LENGTH))


class HandedOutForm(Form):
    """How many slips of a batch were handed out."""

    number = said(IntegerField, _NUMBER)(_l("发出几张"), [readable, InputRequired(_NUMBER)])


class ExchangeForm(Form):
    """A spoiled slip and the one of the reserve that replaces it, both codes typed."""

    spoiled = StringField(_l("写坏的那张，票码"), [InputRequired(_CODE)])
    reserve = StringField(_l("备用的那张，票码"), [InputRequired(_CODE)])


class ObjectionForm(Form):
    """An objection as it came in, without names."""

    received_on = said(DateField, _DAY)(_l("哪天提的"), [readable, InputRequired(_DAY)])
    channel = SelectField(
        _l("怎么提的"),
        choices=[
            SelectChoice("visit", _l("上门来说")),
            SelectChoice("letter", _l("写信")),
            SelectChoice("phone", _l("打电话")),
            SelectChoice("meeting", _l("会上提的")),
        ],
    )
    text = TextAreaField(_l("提了什么"), [InputRequired(_l("写上内容。"))])


class AnswerForm(Form):
    """The answer to an objection."""

    answer = TextAreaField(_l("答复"), [InputRequired(_l("写上内容。"))])


class DestroyForm(Form):
    """What became of the printed copies of a key that is destroyed."""

    copies = StringField(_l("恢复件（备份纸）怎么处理的"), [Length(max=BASIS_LENGTH)])
    sure = BooleanField(_l("我知道：销毁以后谁也不能再开箱、再计票"), [InputRequired(_l("勾上这一句再签"))])


class RestoreForm(Form):
    """The printed recovery copy, typed."""

    text = TextAreaField(_l("恢复件上的字"), [InputRequired(_l("照着恢复件一行一行抄，一共 8 行。"))])
