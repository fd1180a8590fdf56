"""Forms of the roster."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length

from core.forms import Form


class SignInForm(Form):
    """The staff door."""

    login = StringField(_l("账号"), [InputRequired(_l("写上您的账号")), Length(max=40)])
    password = PasswordField(_l("密码"), [InputRequired(_l("写上您的密码")), Length(max=200)])
