"""The blueprint of the review's pages."""

from __future__ import annotations

import re

from flask import Blueprint
from markupsafe import Markup, escape

bp = Blueprint("discipline", __name__)
_SUBSCRIPT = re.compile(r"_([A-Za-z]+(?:,[a-z])?)")


@bp.app_template_filter("subscripts")
def subscripts(formula: str) -> Markup:
    """Return a formula of the catalogue with what follows an underscore set low, as it is printed."""
    return Markup(_SUBSCRIPT.sub(r"<sub>\1</sub>", str(escape(formula))))  # noqa: S704 – escaped before
