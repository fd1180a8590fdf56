"""The public bulletin."""

from __future__ import annotations

from flask import Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from ballotbox import queries as ballotbox
from core.auth import Open, access
from discipline import queries
from discipline.domain import receipt
from discipline.views.blueprint import bp


@bp.get("/r/<round_id>")
@access(Open.PUBLIC)
def bulletin(round_id: str) -> ResponseReturnValue:
    """Show the published result, or say how far the round is."""
    facts = ballotbox.round_facts(round_id)
    found = queries.published(round_id)
    typed = request.args.get("receipt", "")
    page = "discipline/bulletin.html" if found else "discipline/pending.html"
    return render_template(
        page,
        facts=facts,
        published=found,
        content=found.content if found else None,
        signed=found.signed if found else (),
        statements=queries.statements_shown(round_id) if found else [],
        typed=typed,
        found=receipt.look_up(typed, ballotbox.sealed_hashes(round_id)) if typed else None,
    )


@bp.get("/r/<round_id>.json")
@access(Open.PUBLIC)
def bulletin_json(round_id: str) -> ResponseReturnValue:
    """Give the bulletin byte for byte as stored, for anybody to hash; before, the state of the round."""
    facts = ballotbox.round_facts(round_id)
    found = queries.published(round_id)
    if found is None:
        return jsonify(round=round_id, state=facts.state, published=False)
    return Response(found.text, mimetype="application/json")
