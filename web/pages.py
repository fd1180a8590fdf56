"""What every template may call: the address of this page in another guise, versioned assets, the menu, form wiring."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Flask, current_app, g, request, url_for
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.local import LocalProxy

from core.auth import Role
from core.config import ROOT
from core.errors import NotFound
from roster import queries as roster


@dataclass(frozen=True)
class Entry:
    """One entry of the staff menu."""

    endpoint: str
    text: Any  # translated when it is shown
    roles: frozenset[Role]
    prefix: str | tuple[str, ...]  # addresses under it light the entry up


UNCARRIED: dict[str, Any] = {"lang": None, "big": None}  # url_for must not add what `here` takes away

MENU: list[Entry] = [
    Entry("web.home", _l("今天"), frozenset(Role), "/staff/home"),
    Entry(
        "notices.timetable",
        _l("访谈日"),
        frozenset({Role.ORGANIZER, Role.OFFICER}),
        ("/staff/timetable", "/staff/days"),
    ),
    Entry(
        "ballotbox.rounds",
        _l("直评"),
        frozenset({Role.ORGANIZER, Role.OFFICER, Role.KEY_HOLDER}),
        "/staff/rounds",
    ),
    Entry("casework.opinions", _l("意见"), frozenset({Role.ORGANIZER, Role.OFFICER}), "/staff/opinions"),
    Entry("sms.phone", _l("短信"), frozenset({Role.ORGANIZER, Role.ADMINISTRATOR}), "/staff/phone"),
    Entry("discipline.reviews", _l("审核"), frozenset({Role.OFFICER}), ("/staff/reviews", "/staff/statements")),
    Entry("discipline.overview", _l("总览"), frozenset({Role.OFFICER, Role.ADMINISTRATOR}), "/staff/overview"),
    Entry("discipline.draws", _l("抽查"), frozenset({Role.OFFICER}), "/staff/draws"),
    Entry("ballotbox.keys", _l("开箱钥匙"), frozenset({Role.OFFICER, Role.KEY_HOLDER}), "/staff/keys"),
    Entry("discipline.own", _l("我的评议"), frozenset({Role.CADRE}), "/staff/own"),
]


def init(app: Flask) -> None:
    """Make the helpers known to templates."""
    app.jinja_env.globals.update(here=here, asset=asset, menu=menu, described=described)
    app.jinja_env.globals["office"] = LocalProxy(_office)  # asked for by the pages that show it alone


def here(**changes: str | None) -> str:
    """Return this page's address with query arguments changed; None takes one away. A posted page leads to its GET."""
    arguments = {**request.args.to_dict(), **changes}
    query = urlencode({name: value for name, value in arguments.items() if value is not None})
    # beside the path, url_for would take a visitor's argument for one of its own: _scheme=javascript
    address = url_for(request.endpoint or "web.front", **(request.view_args or {}), **UNCARRIED)
    return f"{address}?{query}" if query else address


def asset(name: str) -> str:
    """Return the address of a static file with its content's hash, so that it may be cached for a year."""
    return url_for("static", filename=name, v=_digest(ROOT / "static" / name))


@cache
def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]


def menu() -> list[dict[str, Any]]:
    """Return the menu entries this person may use."""
    if not current_user.is_authenticated:
        return []
    mine = current_user.actor.roles
    return [
        {"url": url_for(e.endpoint), "text": e.text, "current": request.path.startswith(e.prefix)}
        for e in MENU
        if e.roles & mine
    ]


def described(field: Any, hint: str | None) -> dict[str, str]:
    """Return the ARIA attributes that tie a control to its hint and error."""
    ids = ([f"{field.id}-hint"] if hint else []) + ([f"{field.id}-error"] if field.errors else [])
    marks = {"aria-describedby": " ".join(ids)} if ids else {}
    return marks | ({"aria-invalid": "true"} if field.errors else {})


def _office() -> str:
    if g.get("database_down"):  # the page that says so must not ask it again
        return ""
    if "office" not in g:
        g.office = _township()
    return str(g.office)


def _township() -> str:
    try:
        found = roster.township()
    except NotFound:
        return ""
    return found.name_en if current_app.extensions["babel"].locale_selector() == "en" else found.name
