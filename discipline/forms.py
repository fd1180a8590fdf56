"""Forms of the review."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from core.forms import Form


class SendBackForm(Form):
    """Why a review is sent back."""

    reason = TextAreaField(
        _l("退回的原因"),
        [
            InputRequired(_l("写上原因：哪个数不对，要谁去查。")),
            Length(max=500, message=_l("原因最多 500 个字，再短一些。")),
        ],
    )
