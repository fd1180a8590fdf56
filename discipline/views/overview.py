"""Township and county at a glance: how far, who took part, where to look first and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from appraisal.domain.definitions import DEFINITIONS, LETTERS
from core import clock
from core.auth import Role, access, actor
from discipline import queries, service
from discipline.domain.looking import OF_THE_WAY, ORDER, PATIENCE, STOPS, looks
from discipline.domain.overview import LEAST_VOTERS, Place, Village, common_threshold, coverage, of_post
from discipline.queries import Overview
from discipline.views import overview_pictures as pictures
from discipline.views.blueprint import bp

YEARS = frozenset(map(str, range(2000, 2100)))  # that can be asked for
FIRST = 12  # villages to look at that stand open on the page; the others are folded below them


@bp.get("/staff/overview")
@access(Role.OFFICER, Role.ADMINISTRATOR)
def overview() -> ResponseReturnValue:
    """Show all townships of one's area; the township itself where there is but one."""
    found = _found()
    wanted = request.args.get("township") or ("" if found.whole else found.townships[0].place.public_id)
    if wanted:
        return redirect(url_for(".overview_township", public_id=wanted, year=found.year, post=_post(found)))
    shared, threshold = _shared(found, found.villages), common_threshold(found.villages)
    looked = Counter(look.village.township for look in [*shared["first"], *shared["others"]])
    return render_template(
        "discipline/overview/county.html",
        **shared,
        rows=[(town, coverage(town.villages), looked[town.place]) for town in found.townships],
        posts_of=[(town, shared["post"].part(town.villages)) for town in found.townships] if shared["post"] else [],
        place=found.place,
        threshold=threshold,
        turnout_chart=pictures.turnouts(found.townships, threshold),
        post_chart=pictures.scores(found.townships, shared["post"]) if shared["post"] else "",
    )


@bp.get("/staff/overview/<public_id>")
@access(Role.OFFICER, Role.ADMINISTRATOR)
def overview_township(public_id: str) -> ResponseReturnValue:
    """Show the villages of one township."""
    found = _found()
    wanted = request.args.get("township", public_id)
    if wanted != public_id:
        return redirect(url_for(".overview", township=wanted or None, year=found.year, post=_post(found)))
    township = found.township(public_id)
    shared = _shared(found, township.villages)
    return render_template(
        "discipline/overview/township.html",
        **shared,
        place=township.place,
        township=township,
        turnout_chart=pictures.turnout(township.villages),
        post_chart=pictures.intervals(shared["post"]) if shared["post"] else "",
    )


def _found() -> Overview:
    service.catch_up()
    asked = request.args.get("year", "")
    return queries.overview(actor(), int(asked) if asked in YEARS else None)


def _post(found: Overview) -> str:
    """The post asked for, or the first on the ballot."""
    known = [name for name, _ in found.posts]
    asked = request.args.get("post", "")
    return asked if asked in known else known[0] if known else ""


def _shared(found: Overview, villages: Sequence[Village]) -> dict[str, Any]:
    """What both pages show; figures of results to officers alone."""
    officer = Role.OFFICER in actor().roles
    listed = looks(villages, found.sure, frozenset(ORDER) if officer else OF_THE_WAY)
    return {
        "found": found,
        "sums": coverage(villages),
        "first": listed[:FIRST],
        "others": listed[FIRST:],
        "missing": _missing(villages),
        "stops": STOPS,
        "this_year": clock.today().year,
        "here_path": request.path,
        "post": of_post(found.villages, _post(found)).part(villages) if officer and found.posts else None,
        "officer": officer,
        "definitions": DEFINITIONS,
        "letters": LETTERS,
        "least": LEAST_VOTERS,
        "patience": PATIENCE,
    }


def _missing(villages: Sequence[Village]) -> list[tuple[Place, list[Village]]]:
    """The villages without a round, by township."""
    lacking = [village for village in villages if village.latest is None]
    return [(town, list(some)) for town, some in groupby(lacking, key=lambda village: village.township)]
