"""Forms of the review, of the person evaluated, of spot-check draws."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from ballotbox.domain.layout import RoundSpec
from ballotbox.forms.fields import readable, said
from core.forms import Form
from core.i18n import _, either


class SendBackForm(Form):
    """Why a review is sent back."""

    reason = TextAreaField(
        _l("退回的原因"),
        [
            InputRequired(_l("写上原因：哪个数不对，要谁去查。")),
            Length(max=500, message=_l("原因最多 500 个字，再短一些。")),
        ],
    )


ITEM = "item_"  # before an item's key, in the names of fields


def self_score_form(spec: RoundSpec, **options: Any) -> Form:
    """Return the form that asks for a grade for every item of a round; each may be left open."""
    scale = spec.scale
    grades = [SelectChoice(str(grade.key), either(grade.name, grade.name_en)) for grade in scale.grades]
    choices = [*grades, SelectChoice(str(scale.abstain_key), _("先空着"))]
    # what is no choice is refused by the rules of the house, in our words
    fields = {
        f"{ITEM}{item.key}": RadioField(either(item.name, item.name_en), choices=choices, validate_choice=False)
        for item in spec.items
    }
    made: Form = type("SelfScoreForm", (Form,), fields)(**options)
    return made


def chosen_grades(form: Form) -> dict[str, str]:
    """Return the reply keys chosen, by item."""
    found = {name.removeprefix(ITEM): data for name, data in form.data.items() if name.startswith(ITEM)}
    return {key: data or "" for key, data in found.items()}


class StatementForm(Form):
    """What a person evaluated says to the published result."""

    text = TextAreaField(_l("您要说的话"))


class ReturnStatementForm(Form):
    """What must come out of a statement first."""

    reason = TextAreaField(
        _l("退回的原因"),
        [
            InputRequired(_l("写上哪一句要改、为什么。")),
            Length(max=500, message=_l("原因最多 500 个字，再短一些。")),
        ],
    )


class DrawForm(Form):
    """A draw of villages: how many, where the seed will come from, and why."""

    k = said(IntegerField, _l("写一个整数，比如 3"))(_l("抽几个"), [readable, InputRequired(_l("写一个整数，比如 3"))])
    source = StringField(_l("抽签号从哪里来"))
    reason = StringField(_l("为什么抽"))


class LinesForm(DrawForm):
    """A draw of lines of a sign-in sheet."""

    sheet = SelectField(_l("哪一张签到表"), validate_choice=False)
    lines = said(IntegerField, _l("写一个整数，比如 120"))(
        _l("这张表一共签了几行"), [readable, InputRequired(_l("写一个整数，比如 120"))]
    )


class SeedForm(Form):
    """The seed of a draw."""

    seed = StringField(_l("抽签号"))
