"""The charts of the office report, one a person, in Chinese as it is; the numbers stand in a table beside each."""

from __future__ import annotations

from appraisal.domain.figures import Score
from appraisal.domain.result import PersonResult
from core.charts import INK
from discipline.charts.specs import Panel, Point, Spec, dots
from discipline.domain.axis import Axis, axis
from discipline.domain.papers.dossier import Dossier, Shown

BAR = "#9aa3ab"  # light enough for the black intervals upon it
WIDTH, STEP = 330, 28  # of the bars, of a row


def report(of: Dossier) -> list[Spec | None]:
    """Return a chart for each person: the items, or of a single item the grades; None where no figure may be told."""
    told = [item.score for one in of.people if one.enough for item in one.person.items]
    on = axis((end for score in told for end in (score.low, score.mean, score.high)), of.result.scale)
    return [_chart(one, on) for one in of.people]


def _chart(one: Shown, on: Axis) -> Spec | None:
    if not one.enough:
        return None
    if len(one.person.items) > 1:
        return profile(one.person, on)
    return grades(one) if one.pooled else None


def profile(person: PersonResult, on: Axis) -> Spec:
    """Return the items' scores with their intervals on the axis of the round."""
    return dots(
        [item.name for item in person.items], [Panel("", tuple(_point(item.score) for item in person.items))], on
    )


def _point(score: Score) -> Point:
    return Point(score.mean, score.low, score.high, whole=True, note="" if score.mean is not None else "算不出来")


def grades(shown: Shown) -> Spec:
    """Return bars of the grade shares with Wilson's interval on the share of all answers."""
    rows = [
        {"grade": grade.name, "share": shown.share(grade), "low": grade.low, "high": grade.high}
        for grade in shown.person.grades
    ]
    across = {"type": "quantitative", "scale": {"domain": [0, 1]}, "axis": {"title": None, "format": ".0%"}}
    bars = {
        "mark": {"type": "bar", "color": BAR, "height": {"band": 0.6}},
        "encoding": {"x": {"field": "share", **across}},
    }
    whiskers = {
        "mark": {"type": "errorbar", "ticks": {"size": 10}, "color": INK, "thickness": 2},
        "encoding": {"x": {"field": "low", **across}, "x2": {"field": "high"}},
    }
    down = {"field": "grade", "type": "nominal", "sort": None, "axis": {"title": None}}
    return {
        "width": WIDTH,
        "height": {"step": STEP},
        "data": {"values": rows},
        "encoding": {"y": down},
        "layer": [bars, whiskers],
    }
