"""The notices as data, byte for byte as they are hashed, and as sheets for the wall; the receipts. For anybody."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response

from ballotbox import pdf, queries
from ballotbox.domain.layout import RoundSpec
from ballotbox.views.blueprint import bp
from core.auth import Open, access
from core.memory import remembered

KEPT = 100  # sheets in memory: whoever asks again and again has each typeset once


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


@bp.get("/r/<round_id>/opening.pdf")
@access(Open.PUBLIC)
def opening_sheet(round_id: str) -> Response:
    """Print the opening notice."""
    return _sheet(round_id, queries.opening_notice(round_id), pdf.opening_notice, "opening")


@bp.get("/r/<round_id>/closing.pdf")
@access(Open.PUBLIC)
def closing_sheet(round_id: str) -> Response:
    """Print the closing notice, once the box was counted."""
    return _sheet(round_id, queries.closing_notice(round_id), pdf.closing_notice, "closing")


def _sheet(round_id: str, text: str, typeset: Callable[[str, RoundSpec], bytes], name: str) -> Response:
    kept: dict[str, bytes] = remembered("notice_sheets", dict)
    if text not in kept:
        if len(kept) >= KEPT:
            kept.clear()
        kept[text] = typeset(text, queries.round_facts(round_id).spec)
    headers = {"Content-Disposition": f'inline; filename="{name}-{round_id}.pdf"'}
    return Response(kept[text], mimetype="application/pdf", headers=headers)
