"""The blueprint that the public and the staff pages of the ballot box share."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from core.i18n import is_english

bp = Blueprint("ballotbox", __name__)


@bp.app_template_filter("named")
def named(thing: Any) -> str:
    """Return the name of a person, post, item, group or grade in the reader's language."""
    name: str = thing.name_en if is_english() and thing.name_en else thing.name
    return name
