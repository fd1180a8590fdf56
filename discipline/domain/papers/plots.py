"""The charts of the office report as Vega-Lite specifications; the numbers stand in a table beside each."""

from __future__ import annotations

from typing import Any

from appraisal.domain.result import PersonResult
from discipline.domain.axis import Axis
from discipline.domain.papers.dossier import Shown

INK, QUIET, BAR = "#1d2329", "#4b555f", "#9aa3ab"
WIDTH, STEP = 330, 28  # points of the drawing, of a row

Spec = dict[str, Any]


def profile(person: PersonResult, axis: Axis) -> Spec:
    """Return dots with intervals, one row an item, on the common `axis` of the round's scores."""
    rows = [
        {
            "item": item.name,
            "mean": axis.clip(item.score.mean),
            "low": axis.clip(item.score.mean if item.score.low is None else item.score.low),
            "high": axis.clip(item.score.mean if item.score.high is None else item.score.high),
        }
        for item in person.items
        if item.score.mean is not None
    ]
    scale = {"domain": [axis.least, axis.most], "zero": False, "nice": False}
    across = {"type": "quantitative", "scale": scale, "axis": {"title": None, "values": list(axis.ticks)}}
    return _rows(
        rows,
        "item",
        [
            {
                "mark": {"type": "errorbar", "ticks": {"size": 10}, "color": INK, "thickness": 2},
                "encoding": {"x": {"field": "low", **across}, "x2": {"field": "high"}},
            },
            {
                "mark": {"type": "point", "filled": True, "size": 90, "color": INK, "opacity": 1},
                "encoding": {"x": {"field": "mean", **across}},
            },
        ],
    )


def grades(shown: Shown) -> Spec:
    """Return bars of the grade shares; where they may be told, Wilson's interval on the share of all answers."""
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
    return _rows(rows, "grade", [bars, whiskers] if shown.pooled else [bars])


def _rows(rows: list[dict[str, Any]], name: str, layers: list[Spec]) -> Spec:
    down = {"field": name, "type": "nominal", "sort": None, "axis": {"title": None}}
    return {
        "width": WIDTH,
        "height": {"step": STEP},
        "data": {"values": rows},
        "encoding": {"y": down},
        "layer": layers,
    }
