"""The staff door: sign in and out."""

from __future__ import annotations

import re

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_user, logout_user

from core.auth import STAFF, Open, access
from core.i18n import _
from core.limits import limit
from roster import service
from roster.forms import SignInForm

bp = Blueprint("roster", __name__)
TRIES = "20/minute"  # of one origin at the door
# no line end, which would end the header too, and no backslash, which browsers take for a slash
OURS = re.compile(r"/staff/[!-\[\]-~]*")


@bp.route("/staff/sign-in", methods=["GET", "POST"])
@access(Open.SIGN_IN)
def sign_in() -> ResponseReturnValue:
    """Show the door, or open it."""
    form = SignInForm()
    if form.validate_on_submit():
        limit("sign-in", TRIES)
        staff = service.check_password(form.login.data, form.password.data)
        if staff:
            session.clear()
            login_user(staff)
            return redirect(_inside(request.args.get("next", "")))
        form.login.errors = [_("账号和密码对不上。看一看大小写，再试一次；忘了密码，找管理员重设。")]
    return render_template("roster/sign_in.html", form=form), 422 if form.errors else 200


@bp.post("/staff/sign-out")
@access(*STAFF)
def sign_out() -> ResponseReturnValue:
    """Close the door."""
    logout_user()
    session.clear()
    return redirect(url_for("roster.sign_in"))


def _inside(wanted: str) -> str:
    """Return `wanted` where it is a page of ours, otherwise the home page (no open redirect)."""
    return wanted if OURS.fullmatch(wanted) else url_for("web.home")
