"""The office report as the data of its template, `templates/discipline/report.typ`: all words and figures."""

from __future__ import annotations

from typing import Any

from discipline.domain.axis import Axis, axis
from discipline.domain.papers import appendix, opening, plots
from discipline.domain.papers.dossier import Dossier, Shown
from discipline.domain.papers.persons import person


def report(of: Dossier) -> dict[str, Any]:
    """Return everything that the report says, as JSON types; charts are those of `charts`."""
    return {
        "head": opening.heading(of),
        "turnout": opening.turnout(of),
        "table": opening.table(of, _scores(of)),
        "flags": appendix.flags(of.result.flags),
        "persons": [person(of, one) for one in of.people],
        "pairs": appendix.pairs(of),
        "agreement": appendix.agreement(of),
        "ledger": appendix.ledger(of),
        "rules": appendix.rules(of),
        "methods": appendix.methods(),
        "proof": appendix.proof(of),
        "signatures": appendix.signatures(of),
    }


def charts(of: Dossier) -> list[plots.Spec | None]:
    """Return one chart per person: the profile of the items, or of a single item the grades; None without figures."""
    return [_chart(of, one, _items(of)) for one in of.people]


def _chart(of: Dossier, one: Shown, on: Axis) -> plots.Spec | None:
    if not one.enough:
        return None
    if len(of.spec.items) == 1:
        return plots.grades(one)
    some = any(item.score.mean is not None for item in one.person.items)
    return plots.profile(one.person, on) if some else None


def _scores(of: Dossier) -> Axis:
    return axis((end for one in of.people if one.enough for end in opening.scores(one.person)), of.result.scale)


def _items(of: Dossier) -> Axis:
    scores = [item.score for one in of.people if one.enough for item in one.person.items]
    return axis((end for score in scores for end in (score.low, score.mean, score.high)), of.result.scale)
