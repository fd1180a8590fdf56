"""Expert settings of a round: by which rules it is judged, each with its basis. Left alone they are the usual ones.

A field that was not sent keeps what stood in the form.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import Field, IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, NumberRange, StopValidation

from ballotbox.domain.presets import PRESETS
from ballotbox.domain.rules import (
    LAW,
    USUAL_BASIS,
    Bands,
    Denominator,
    NotCompetent,
    OneThird,
    Rules,
    SelfScore,
    Turnout,
)
from ballotbox.domain.scale import USUAL
from ballotbox.forms.fields import BASIS_LENGTH, readable, said
from core.forms import Form
from core.i18n import either

_BASIS = _l("写上依据，%(most)s 个字以内", most=BASIS_LENGTH)
_SCORES = _l("写 4 个分值，从高到低，0 到 100，比如 100、80、60、40")
_BANDS = _l("写 3 个分数线，从高到低，0 到 100，比如 90、80、60")
_WEIGHTS = _l("按名册上的类别，一类写一个百分数，加起来 100，比如 50、25、25")
_POINTS = _l("写 0 到 100 的整数")
_TIMES = _l("写 1 到 5 的整数")
_PARTS = ((1, 5), (1, 4), (3, 10), (1, 3), (2, 5), (1, 2), (2, 3))
_APART = re.compile(r"[\s、,;%]+")


def typed_numbers(text: str) -> list[float]:
    """Return the numbers in a list typed with any of the usual commas; raises ValueError for anything else."""
    parts = [part for part in _APART.split(unicodedata.normalize("NFKC", text)) if part]
    found = [float(part) for part in parts]
    if not all(map(math.isfinite, found)):
        raise ValueError(text)
    return found


def descending(found: Sequence[float], size: int) -> bool:
    """Tell whether there are `size` numbers from 0 to 100, each smaller than the one before."""
    return len(found) == size and all(0 <= n <= 100 for n in found) and sorted(set(found), reverse=True) == list(found)


def _basis(text: str) -> StringField:
    return StringField(_l("依据"), [_some, Length(max=BASIS_LENGTH, message=_BASIS)], default=text)


def _some(form: Form, field: Field) -> None:
    """Ask for a basis where it was wiped out."""
    del form
    if not (field.data or "").strip():
        raise StopValidation(_BASIS)


def _sign(default: str = ">=") -> SelectField:
    choices = [SelectChoice(">=", _l("达到就算")), SelectChoice(">", _l("超过才算"))]
    return SelectField(_l("刚好达到算不算"), choices=choices, default=default)


class RulesForm(Form):
    """Score map, group weights, denominators, comparisons, thresholds: what no law fixes."""

    scores = StringField(_l("等次折成多少分"), default="、".join(f"{grade.score:g}" for grade in USUAL.grades))
    scores_basis = _basis(USUAL_BASIS)
    weights = StringField(_l("各类的权重（百分数）"), default="")
    weights_basis = _basis(USUAL_BASIS)
    bands = StringField(_l("几分起算哪个等次"), default="90、80、60")
    bands_basis = _basis(USUAL_BASIS)
    denominator = SelectField(
        _l("等次的比例除以什么"),
        choices=[
            SelectChoice("valid", _l("有效的评价（不了解、没填的不算）")),
            SelectChoice("returned", _l("收回的票")),
            SelectChoice("roll", _l("名册上的人数")),
        ],
        default="valid",
    )
    denominator_basis = _basis(USUAL_BASIS)
    turnout_comparison = _sign()
    turnout_basis = _basis(USUAL_BASIS)
    one_third = SelectField(
        _l("用不用“不称职达到几成”这一条"),
        choices=[SelectChoice("yes", _l("用")), SelectChoice("no", _l("不用"))],
        default="yes",
    )
    one_third_part = SelectField(
        _l("几成"), choices=[SelectChoice(f"{a}/{b}", f"{a}/{b}") for a, b in _PARTS], default="1/3"
    )
    one_third_comparison = _sign()
    one_third_item = SelectField(_l("看哪一项"), default="")
    one_third_basis = _basis(USUAL_BASIS)
    not_competent = SelectField(
        _l("凭什么判为不称职"),
        choices=[
            SelectChoice("one_third", _l("不称职票达到上面那个比例")),
            SelectChoice("score", _l("得分落在最低一档")),
            SelectChoice("band", _l("整个区间都在最低一档")),
        ],
        default="one_third",
    )
    in_a_row = said(IntegerField, _TIMES)(
        _l("连续几次不称职终止职务"), [readable, NumberRange(1, 5, _TIMES)], default=2
    )
    not_competent_basis = _basis(LAW)
    self_gap = said(IntegerField, _POINTS)(
        _l("自评和得分差多少分要提示"), [readable, NumberRange(0, 100, _POINTS)], default=10
    )
    self_gap_basis = _basis(USUAL_BASIS)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        items = [item for preset in PRESETS.values() for item in preset.items if len(preset.items) > 1]
        named = [SelectChoice(item.key, either(item.name, item.name_en)) for item in items]
        self.one_third_item.choices = [SelectChoice("", _l("最后一项")), *named]

    def validate_scores(self, field: StringField) -> None:
        """One for each grade, best first."""
        _descending(field, len(USUAL.grades), _SCORES)

    def validate_bands(self, field: StringField) -> None:
        """One between each two grades."""
        _descending(field, len(USUAL.grades) - 1, _BANDS)

    def validate_weights(self, field: StringField) -> None:
        """None keeps the usual ones; how many there must be only the roster knows."""
        found = _read(field, _WEIGHTS) if (field.data or "").strip() else [100.0]
        if min(found, default=0) < 0 or abs(sum(found) - 100) > 0.01:
            raise StopValidation(_WEIGHTS)

    def validate_one_third_item(self, field: SelectField) -> None:
        """A round of one overall grade has no single dimension."""
        preset = PRESETS.get(self.data.get("preset") or "")
        if field.data and preset and field.data not in {item.key for item in preset.items}:
            raise StopValidation(_l("这种评法没有这一项，选“最后一项”"))

    def validate_not_competent(self, field: SelectField) -> None:
        """A rule that is not used judges nobody."""
        if field.data == "one_third" and self.one_third.data == "no":
            raise StopValidation(_l("上面选了不用那一条，这里就要选得分或者区间"))

    @property
    def judged_by(self) -> Rules:
        """The rules typed, without the host; of a valid form."""
        over, under = self.one_third_part.data.split("/")
        lower = (*typed_numbers(self.bands.data), 0.0)
        return Rules(
            denominator=Denominator(self.denominator.data, _text(self.denominator_basis)),
            turnout=Turnout(self.turnout_comparison.data, _text(self.turnout_basis)),
            one_third=OneThird(
                self.one_third_comparison.data,
                int(over),
                int(under),
                self.one_third_item.data,
                _text(self.one_third_basis),
            ),
            not_competent=NotCompetent(self.not_competent.data, self.in_a_row.data, _text(self.not_competent_basis)),
            self_score=SelfScore(float(self.self_gap.data), _text(self.self_gap_basis)),
            bands=Bands(lower, _text(self.bands_basis)),
            weights_basis=_text(self.weights_basis),
            scores_basis=_text(self.scores_basis),
        )

    @property
    def group_weights(self) -> tuple[float, ...]:
        """Shares typed for the groups, in the order of the roster; empty: the usual ones."""
        return tuple(n / 100 for n in typed_numbers(self.weights.data or ""))

    @property
    def points(self) -> tuple[float, ...]:
        """Score of each grade, best first."""
        return tuple(typed_numbers(self.scores.data))


def _text(field: StringField) -> str:
    text: str = field.data.strip()
    return text


def _read(field: StringField, message: object) -> list[float]:
    try:
        return typed_numbers(field.data or "")
    except ValueError as error:
        raise StopValidation(message) from error


def _descending(field: StringField, size: int, message: object) -> None:
    if not descending(_read(field, message), size):
        raise StopValidation(message)
