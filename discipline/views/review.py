"""The officer's pages."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from appraisal import service as appraisal
from appraisal.domain.definitions import DEFINITIONS, LETTERS
from appraisal.domain.release.disclosure import SCORED
from appraisal.domain.release.office import views_of
from appraisal.domain.release.told import told, told_beside
from appraisal.domain.result import RoundResult
from ballotbox import queries as ballotbox
from ballotbox.domain.rows import RoundFacts
from core import clock
from core.auth import Role, access, actor
from core.i18n import _
from discipline import charts, queries, service
from discipline.domain import watch
from discipline.domain.axis import axis
from discipline.domain.states import State, steps
from discipline.domain.verdict import verdict
from discipline.forms import SendBackForm
from discipline.views import pictures
from discipline.views.blueprint import bp


@bp.get("/staff/reviews")
@access(Role.OFFICER)
def reviews() -> ResponseReturnValue:
    """List the reviews, what needs an eye first."""
    service.catch_up()
    rows = queries.desk(actor())
    towns = len({row.township for row in rows})
    return render_template("discipline/reviews.html", rows=rows, towns=towns)


@bp.get("/staff/reviews/<round_id>")
@access(Role.OFFICER)
def review(round_id: str) -> ResponseReturnValue:
    """Show one result, with what can be done to it."""
    facts = service.look(actor(), round_id)
    found = queries.review_of(round_id)
    result = appraisal.appraise(round_id)
    signers = found.of_this_turn("signed")
    return render_template(
        "discipline/review.html",
        facts=facts,
        review=found,
        digest=result.digest,
        checkers=found.of_this_turn("checked"),
        signers=signers,
        signed_by_me=any(mark.staff_id == actor().staff_id for mark in signers),
        steps={step.value for step in steps(found.standing)},
        definitions=DEFINITIONS,
        letters=LETTERS,
        **_figures(facts, result),
    )


def _figures(facts: RoundFacts, result: RoundResult) -> dict[str, Any]:
    """Everything on the page that is not signed, but read beside what is; of `result` what may be told."""
    exact = appraisal.compare(facts.public_id, queries.self_scores(facts.public_id), result)
    counts, shown = ballotbox.counts(facts.public_id), views_of(result)
    beside, result = told_beside(exact, result), told(result)
    day = clock.local_day(facts.counted_at or facts.closes_at)
    ends = [end for person in result.persons for end in (person.score.low, person.score.high, person.score.mean)]
    return {
        "result": result,
        "axis": axis(ends, result.scale),
        "settled": watch.settled(result),
        "scored": SCORED,
        "shown": shown,
        "beside": beside,
        "rows": tuple(zip(result.persons, beside.persons, shown, strict=True)),
        "untold": {person.number for person, view in zip(result.persons, shown, strict=True) if not view.pooled},
        "verdict": verdict(result, beside),
        "counts": counts,
        "channels": charts.channel_rows(counts.by_channel, pictures.words()),
        "moments": pictures.moments(facts.public_id, beside, day),
        "drawn": pictures.pictures(result, shown, counts, beside, day),
    }


@bp.get("/staff/reviews/<round_id>/preview")
@access(Role.OFFICER)
def preview(round_id: str) -> ResponseReturnValue:
    """Show what villagers will read, before it is signed; once published, the bulletin itself."""
    facts = service.look(actor(), round_id)
    if queries.published(round_id):
        return redirect(url_for("discipline.bulletin", round_id=round_id))
    return render_template("discipline/preview.html", facts=facts, content=service.preview(actor(), round_id))


@bp.post("/staff/reviews/<round_id>/check")
@access(Role.OFFICER)
def check(round_id: str) -> ResponseReturnValue:
    """The figures were gone through."""
    service.check(actor(), round_id, request.form.get("result", ""))
    return _back(round_id, _("核对好了。接下来由两名审核人签字。"))


@bp.post("/staff/reviews/<round_id>/sign")
@access(Role.OFFICER)
def sign(round_id: str) -> ResponseReturnValue:
    """One officer signs."""
    state = service.sign(actor(), round_id, request.form.get("result", ""))
    done = _("两名审核人都签了字，可以公布了。") if state is State.SIGNED else _("签好了。还要另一名审核人签字。")
    return _back(round_id, done)


@bp.route("/staff/reviews/<round_id>/return", methods=["GET", "POST"])
@access(Role.OFFICER)
def send_back(round_id: str) -> ResponseReturnValue:
    """Ask for the reason, and send the review back with it."""
    facts = service.look(actor(), round_id)
    form = SendBackForm()
    if form.validate_on_submit():
        service.send_back(actor(), round_id, form.reason.data)
        return _back(round_id, _("退回了，原因已记下。查清以后在这里重新核对。"))
    return render_template("discipline/return.html", facts=facts, form=form), 422 if form.errors else 200


@bp.post("/staff/reviews/<round_id>/reopen")
@access(Role.OFFICER)
def reopen(round_id: str) -> ResponseReturnValue:
    """Take a returned review up again."""
    service.reopen(actor(), round_id)
    return _back(round_id, _("重新开始审核。先把数字再核对一遍。"))


@bp.post("/staff/reviews/<round_id>/publish")
@access(Role.OFFICER)
def publish(round_id: str) -> ResponseReturnValue:
    """Make the bulletin public."""
    service.publish(actor(), round_id)
    return _back(round_id, _("公布了。村民现在就能看到公告，内容不再改动。"))


def _back(round_id: str, words: str) -> ResponseReturnValue:
    flash(words, "ok")
    return redirect(url_for("discipline.review", round_id=round_id), 303)
