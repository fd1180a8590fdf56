"""The public bulletin."""

from __future__ import annotations

import gzip

import brotli
from flask import Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from ballotbox import queries as ballotbox
from ballotbox.views.prepared import coding_for
from core.auth import Open, access
from core.i18n import either
from discipline import queries
from discipline.domain import receipt
from discipline.views.blueprint import bp
from roster import queries as roster


@bp.get("/r/<round_id>")
@access(Open.PUBLIC)
def bulletin(round_id: str) -> ResponseReturnValue:
    """Show the published result, or say how far the round is."""
    facts = ballotbox.round_facts(round_id)
    found = queries.published(round_id)
    typed = request.args.get("receipt", "")
    town = roster.township_of(facts.village_id)
    page = "discipline/bulletin.html" if found else "discipline/pending.html"
    text = render_template(
        page,
        facts=facts,
        office=either(town.name, town.name_en),
        published=found,
        content=found.content if found else None,
        signed=found.signed if found else (),
        statements=queries.statements_shown(round_id) if found else [],
        typed=typed,
        found=receipt.look_up(typed, ballotbox.sealed_hashes(round_id)) if typed else None,
    )
    return _packed(text)


def _packed(text: str) -> Response:
    """Compressed: a page of forty persons is long. It holds no secret that its size could tell."""
    answer, plain = Response(text, mimetype="text/html"), text.encode()
    answer.vary.add("Accept-Encoding")
    coding = coding_for(request.headers.get("Accept-Encoding", ""))
    if coding:
        answer.set_data(brotli.compress(plain, quality=5) if coding == "br" else gzip.compress(plain, mtime=0))
        answer.content_encoding = coding
    return answer


@bp.get("/r/<round_id>.json")
@access(Open.PUBLIC)
def bulletin_json(round_id: str) -> ResponseReturnValue:
    """Give the bulletin byte for byte as stored, for anybody to hash; before, the state of the round."""
    facts = ballotbox.round_facts(round_id)
    found = queries.published(round_id)
    if found is None:
        return jsonify(round=round_id, state=facts.state, published=False)
    return Response(found.text, mimetype="application/json")
