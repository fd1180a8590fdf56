"""The rounds of one year as an overview takes them: the newest of each village, and what the counted ones say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from appraisal import service as appraisal
from appraisal.domain.beside.comparison import Peers
from ballotbox import queries as ballotbox
from ballotbox.domain.layout import meaning
from ballotbox.domain.rows import RoundRow, newest
from core import clock
from core.auth import Actor
from discipline.domain.findings import NOTHING, Findings
from discipline.domain.overview import Counted, Latest, PersonRow, Stage
from discipline.domain.states import State
from discipline.queries.reviews import Standing, standings

if TYPE_CHECKING:
    from appraisal.domain.beside.overview import RoundFigures


def year_of(actor: Actor, year: int, villages: set[int]) -> tuple[dict[int, Latest], dict[int, Counted]]:
    """Return the newest round of each of `villages` in `year`, and the newest counted one, by the village's id.

    Of a round in which the actor is evaluated only the first is told, and no figure of others rests on it.
    """
    since, until = (clock.local_time(date(one, 1, 1), 0) for one in (year, year + 1))
    rows = [row for row in ballotbox.all_rounds(since, until) if row.village_id in villages]
    counted = newest(row for row in rows if row.state == "counted")
    reviews = {one.round: one for one in standings([row.public_id for row in rows if row.state == "counted"])}
    told = [row for row in counted.values() if not row.spec.evaluates(actor.cadre_id)]
    latest = {village: _latest(actor, row, reviews.get(row.public_id)) for village, row in newest(rows).items()}
    return latest, _counted(actor, told, reviews)


def _latest(actor: Actor, row: RoundRow, review: Standing | None) -> Latest:
    own = row.spec.evaluates(actor.cadre_id)
    taking = row.state == "open" and not own
    return Latest(
        round=row.public_id,
        stage=_stage(row, review),
        own=own,
        days=_days(row.closed_at),
        tens=row.turnout_tens if taking else 0,
        reached=row.threshold_reached if taking else False,
        over=row.state == "open" and clock.now() >= row.closes_at,
    )


def _stage(row: RoundRow, review: Standing | None) -> Stage:
    if row.state == "counted":
        return Stage(review.state.value) if review is not None else Stage.DRAFT
    if row.state == "closed":
        return Stage.CLOSED
    return Stage.OPEN if row.active else Stage.PREPARING


def _days(since: datetime | None) -> int | None:
    return (clock.today() - clock.local_day(since)).days if since is not None else None


def _counted(actor: Actor, rows: Sequence[RoundRow], reviews: Mapping[str, Standing]) -> dict[int, Counted]:
    stored = ballotbox.margins_of([row.public_id for row in rows])
    figures = appraisal.figures(zip((row.spec for row in rows), stored, strict=True))
    both = list(zip(rows, figures, strict=True))
    peers = appraisal.across([(row.spec, known) for row, known in both if known is not None])
    return {row.village_id: _one(actor, row, (known, peers), reviews) for row, known in both}


def _one(
    actor: Actor,
    row: RoundRow,
    known: tuple[RoundFigures | None, Mapping[tuple[str, int], Peers]],
    reviews: Mapping[str, Standing],
) -> Counted:
    review, (figures, peers) = reviews.get(row.public_id), known
    return Counted(
        round=row.public_id,
        state=review.state if review else State.DRAFT,
        signatures=review.signatures if review else 0,
        days=_days(review.since) if review else None,
        threshold=row.spec.turnout_threshold,
        meaning=meaning(row.spec),
        figures=figures,
        findings=_findings(actor, review),
        persons=_persons(row, figures, peers) if figures else (),
    )


def _findings(actor: Actor, review: Standing | None) -> Findings:
    """The digest; without what rests on earlier rounds, where the actor was evaluated in one of them."""
    found = review.findings if review is not None and review.findings is not None else NOTHING
    if actor.cadre_id not in found.earlier:
        return found
    return replace(found, persons=tuple(replace(one, in_a_row="unknown", fell=False) for one in found.persons))


def _persons(row: RoundRow, figures: RoundFigures, peers: Mapping[tuple[str, int], Peers]) -> tuple[PersonRow, ...]:
    return tuple(
        PersonRow(who.number, who.name, who.name_en, who.post, who.post_en, one, peers.get((row.public_id, who.number)))
        for who, one in zip(row.spec.persons, figures.persons, strict=True)
    )
