"""The office report as the data of its template, `templates/discipline/report.typ`: all words and figures."""

from __future__ import annotations

from typing import Any

from discipline.domain.axis import Axis, axis
from discipline.domain.papers import appendix, opening
from discipline.domain.papers.dossier import Dossier
from discipline.domain.papers.persons import person


def report(of: Dossier) -> dict[str, Any]:
    """Return everything that the report says, as JSON types; the charts are those of `discipline.charts.report`."""
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


def _scores(of: Dossier) -> Axis:
    return axis((end for one in of.people if one.enough for end in opening.scores(one.person)), of.result.scale)
