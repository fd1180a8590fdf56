"""The notices and the receipts as data, byte for byte as they are hashed, for anybody to check."""

from __future__ import annotations

from flask import Response

from ballotbox import queries
from ballotbox.views.blueprint import bp
from core.auth import Open, access


@bp.get("/r/<round_id>/opening.json")
@access(Open.PUBLIC)
def opening_notice(round_id: str) -> Response:
    """Give the opening notice."""
    return Response(queries.opening_notice(round_id), mimetype="application/json")


@bp.get("/r/<round_id>/closing.json")
@access(Open.PUBLIC)
def closing_notice(round_id: str) -> Response:
    """Give the closing notice, once the box was counted."""
    return Response(queries.closing_notice(round_id), mimetype="application/json")


@bp.get("/r/<round_id>/box.json")
@access(Open.PUBLIC)
def box_notice(round_id: str) -> Response:
    """Give all receipts, once the box was counted."""
    return Response(queries.box_notice(round_id), mimetype="application/json")
