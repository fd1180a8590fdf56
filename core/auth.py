"""Who may do what: roles, the declaration every route carries, and the guard that denies what is not declared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user

from core.errors import NotAllowed


class Role(StrEnum):
    """What a member of staff is trusted with; one person may hold several."""

    ORGANIZER = "organizer"
    OFFICER = "officer"
    KEY_HOLDER = "key_holder"
    ADMINISTRATOR = "administrator"
    CADRE = "cadre"  # the person evaluated: whose account names a cadre has it, nobody is given it


class Open(StrEnum):
    """Routes that need no sign-in, and why that is safe."""

    PUBLIC = "public"  # everybody may read or send this
    CODE = "code"  # the ballot code typed in is the authority: no session, no CSRF token (ADR 0004)
    SIGNED = "signed"  # a gateway signs each request
    SIGN_IN = "sign_in"  # the door itself


@dataclass(frozen=True)
class Actor:
    """A member of staff as the use cases see one; `cadre_id` names the cadre this person is, if any."""

    staff_id: int
    name: str
    roles: frozenset[Role]
    area_id: int
    cadre_id: int | None = None


View = TypeVar("View", bound=Callable[..., Any])


def access(*who: Role | Open) -> Callable[[View], View]:
    """Declare who may use the decorated view: one or more roles, or one `Open` reason."""

    def mark(view: View) -> View:
        view.access = frozenset(who)  # type: ignore[attr-defined]
        return view

    return mark


STAFF = tuple(Role)


def guard(app: Flask, manager: LoginManager) -> None:
    """Install the guard: every request is denied unless its view declares access and the visitor has it."""
    manager.init_app(app, add_context_processor=False)  # it would read the account for every page, shown or not
    app.jinja_env.globals["current_user"] = current_user
    app.before_request(_check)


def _check() -> ResponseReturnValue | None:
    if request.endpoint is None or request.endpoint == "static":
        return None  # no such address: the 404 page answers; static files are public
    view = current_app.view_functions[request.endpoint]
    declared: frozenset[Role | Open] = getattr(view, "access", frozenset())
    if any(isinstance(who, Open) for who in declared):
        return None
    if not current_user.is_authenticated:
        return redirect(url_for("roster.sign_in", next=request.full_path.rstrip("?")))
    if not declared & current_user.actor.roles:
        raise NotAllowed("role_missing")
    return None


def actor() -> Actor:
    """Return the signed-in member of staff."""
    found: Actor = current_user.actor
    return found
