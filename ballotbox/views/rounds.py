"""Staff pages before a round stands: the list per village, and opening one from a preset."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ballotbox import queries, service
from ballotbox.domain.groups import GroupsError, Roll, arrange, weighted
from ballotbox.domain.layout import Group
from ballotbox.domain.presets import PRESETS
from ballotbox.domain.rows import HolderRow, RoundRow
from ballotbox.forms import NewRoundForm, usual_basis
from ballotbox.views.blueprint import bp
from core import clock
from core.auth import Role, access, actor
from core.errors import Conflict, InvalidInput
from core.i18n import _, either, sentence
from roster import queries as roster

OFFICE = (Role.ORGANIZER, Role.OFFICER, Role.KEY_HOLDER)
USUAL_DAYS, USUAL_HOUR, USUAL_THRESHOLD = 2, 20, 33
PLACES = {"closes_at": "closes_day", "groups": "preset"}  # where the form shows a use case's complaint


@dataclass
class VillageRounds:
    """A village and its rounds, newest first."""

    village: Any  # an area of the roster
    rounds: list[RoundRow] = field(default_factory=list)


@bp.get("/staff/rounds")
@access(*OFFICE)
def rounds() -> ResponseReturnValue:
    """List the villages with their rounds."""
    rows = queries.all_rounds()
    listed = {village.id: VillageRounds(village) for village in roster.villages()}
    for row in sorted(rows, key=lambda row: row.opened_at, reverse=True):
        listed[row.village_id].rounds.append(row)
    states = {state: sum(row.state == state for row in rows) for state in ("open", "closed", "counted")}
    may_open = Role.ORGANIZER in actor().roles
    return render_template("ballotbox/rounds.html", listed=listed.values(), states=states, may_open=may_open)


@bp.route("/staff/rounds/new", methods=["GET", "POST"])
@access(Role.ORGANIZER)
def new_round() -> ResponseReturnValue:
    """Ask what an organizer decides, show what will be fixed, open the round."""
    village = roster.area_by_public_id(request.values.get("village", ""))
    form = NewRoundForm(data=_usual())
    step = request.form.get("step", "")
    if step == "check" and form.validate() and _weights_fit(form, village):
        return _page("ballotbox/new_round_check.html", form, village, checked=True)
    if step == "open" and form.validate():
        opened = _open(form, village)
        if opened:
            flash(_("这一轮已经开始。下一步：印票条，两个人启用。"), "ok")
            return redirect(url_for("ballotbox.round_page", round_id=opened), 303)
    return _page("ballotbox/new_round.html", form, village), 422 if form.errors else 200


def _usual() -> dict[str, object]:
    closes_day = clock.today() + timedelta(days=USUAL_DAYS)
    return {
        "preset": "overall",
        "kind": "survey",
        "basis": usual_basis(),
        "threshold": USUAL_THRESHOLD,
        "closes_day": closes_day,
        "closes_time": time(USUAL_HOUR),
    }


def _open(form: NewRoundForm, village: Any) -> str | None:
    try:
        return service.open_round(
            actor(),
            village.id,
            form.preset.data,
            form.closes_at,
            form.kind.data,
            form.basis.data.strip(),
            threshold=form.threshold.data / 100,
            one_third_rule=form.one_third.data == "yes",
            rules=form.rules,
            weights=form.group_weights,
            scores=form.points,
        )
    except InvalidInput as error:
        for name, code in (error.fields or {"preset": error.code}).items():
            form[PLACES.get(name, name)].errors = [sentence(code, **error.params)]
    except Conflict as error:
        form.preset.errors = [sentence(error.code, **error.params)]
    return None


def _weights_fit(form: NewRoundForm, village: Any) -> bool:
    """Say at the field where the weights are not one for each group: only the roster knows how many there are."""
    try:
        weighted(_groups(village)[0], form.group_weights)
    except GroupsError as error:
        form.weights.errors = [sentence(str(error))]
    return not form.weights.errors


def _page(template: str, form: NewRoundForm, village: Any, *, checked: bool = False) -> str:
    groups, problem = _groups(village)
    return render_template(
        template,
        form=form,
        village=village,
        cadres=roster.cadres_of(village.id),
        rolls=roster.rolls_of(village.id),
        groups=weighted(groups, form.group_weights) if checked else groups,
        group_names=[either(group.name, group.name_en) for group in groups],
        rules=form.rules if checked else None,
        scale=service.scale_of(form.points).grades if checked else (),
        problem=problem,
        holders=holders(village),
        preset=PRESETS.get(form.preset.data),
        may_set_keys=bool(actor().roles & {Role.OFFICER, Role.KEY_HOLDER}),
    )


def holders(village: Any) -> dict[str, HolderRow | None]:
    """Return who holds the two keys for a village's next round: its own holders, otherwise the township's."""
    rows = queries.holders()  # the newest first
    places = (village.id, village.parent_id)
    return {
        side: next((row for place in places for row in rows if (row.side, row.area_id) == (side, place)), None)
        for side in ("discipline", "supervision")
    }


def _groups(village: Any) -> tuple[tuple[Group, ...], str]:
    rolls = [Roll(row.group.key, row.group.name, row.group.name_en, row.size) for row in roster.rolls_of(village.id)]
    try:
        return arrange(rolls), ""
    except GroupsError as error:
        return (), str(error)
