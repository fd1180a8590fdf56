"""The two keys: setting one's own passphrase, and the printed recovery copy of a round's wrapped key."""

from __future__ import annotations

import secrets

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from ballotbox import pdf, queries, service
from ballotbox.domain.keys import suggest_passphrase
from ballotbox.forms import PassphraseForm, RestoreForm
from ballotbox.views.blueprint import bp
from ballotbox.views.round_page import attachment
from ballotbox.views.rounds import holders
from core.auth import Role, access, actor
from core.errors import Conflict, InvalidInput
from core.i18n import _, sentence
from roster import queries as roster

SIDES = {"discipline": Role.OFFICER, "supervision": Role.KEY_HOLDER}


@bp.route("/staff/keys", methods=["GET", "POST"])
@access(Role.OFFICER, Role.KEY_HOLDER)
def keys() -> ResponseReturnValue:
    """Set one's passphrase; show which villages have both keys."""
    form = _form()
    if form.validate_on_submit():
        try:
            service.set_passphrase(actor(), form.side.data, actor().area_id, form.passphrase.data)
            flash(_("口令设好了。这里不会再显示它，也没有人能找回来：写在纸上，封好，锁起来。"), "ok")
            return redirect(url_for("ballotbox.keys"), 303)
        except InvalidInput as error:
            form.passphrase.errors = [sentence(error.code, **error.params)]
    covered = [(village, holders(village)) for village in roster.villages()]
    page = render_template(
        "ballotbox/keys.html",
        form=form,
        covered=covered,
        suggestion=suggest_passphrase(secrets.token_bytes(8)),
    )
    return page, 422 if form.errors else 200


@bp.get("/staff/rounds/<round_id>/recovery.pdf")
@access(Role.OFFICER, Role.KEY_HOLDER)
def recovery(round_id: str) -> ResponseReturnValue:
    """Print the sealed recovery copy of a round's wrapped key."""
    facts = queries.round_facts(round_id)
    return attachment(pdf.recovery(facts, service.print_recovery(actor(), round_id)), f"recovery-{round_id}.pdf")


@bp.route("/staff/rounds/<round_id>/restore-key", methods=["GET", "POST"])
@access(Role.OFFICER, Role.KEY_HOLDER)
def restore_key(round_id: str) -> ResponseReturnValue:
    """Write a lost key file again from the printed recovery copy."""
    facts, form = queries.round_facts(round_id), RestoreForm()
    if form.validate_on_submit():
        try:
            service.restore_key(actor(), round_id, form.text.data)
            flash(_("钥匙文件恢复了。要用的时候，还是两个人各写各的口令。"), "ok")
            return redirect(url_for("ballotbox.round_page", round_id=round_id), 303)
        except (InvalidInput, Conflict) as error:
            form.text.errors = [sentence(error.code, **error.params)]
    return render_template("ballotbox/restore_key.html", facts=facts, form=form), 422 if form.errors else 200


def _form() -> PassphraseForm:
    form = PassphraseForm()
    mine = actor().roles
    form.side.choices = [choice for choice in form.side.choices if SIDES[choice.value] in mine]
    if len(form.side.choices) == 1:
        form.side.data = form.side.choices[0].value
    return form
