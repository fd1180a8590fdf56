"""The charts of many villages: who took part, and the same post in each. In the order of the villages, never by score.

A dot or bar is one village; above, within or below is told by the mark's shape. Groups under ten are in none of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.charts import INK, LINE, QUIET, SEAL
from discipline.charts import specs
from discipline.charts.specs import WIDTH, Spec
from discipline.domain.axis import Axis

FIGURE = 62  # px for the words at the right of a bar
SHAPES = {"above": "triangle-up", "below": "triangle-down", "not_apart": "circle", "unknown": "square"}
FILLS = {"above": INK, "below": SEAL, "not_apart": "#ffffff", "unknown": "#ffffff"}


@dataclass(frozen=True)
class Bar:
    """Turnout of one village as a share, against its threshold; `said` stands beside it, alone where there is none."""

    name: str
    share: float | None
    threshold: float | None
    said: str


@dataclass(frozen=True)
class Mark:
    """A score in points with its interval; `band` as in `appraisal.domain.beside.comparison.Peers`."""

    value: float
    low: float | None
    high: float | None
    band: str


def turnout(rows: Sequence[Bar]) -> Spec:
    """Return a bar for every village, with a line at its threshold."""
    labels = [specs.wrapped(row.name) for row in rows]
    values = [
        {"row": at, "share": row.share, "threshold": row.threshold, "said": row.said} for at, row in enumerate(rows)
    ]
    width = WIDTH - specs.room_for(labels) - FIGURE - 14
    x, y = _shares(), specs.lines(labels)
    limit = {"type": "tick", "color": SEAL, "thickness": 2.5, "size": 20}
    layers = [
        _valid("share", {"type": "bar", "fill": QUIET, "height": 12}, {"x": {**x, "field": "share"}, "y": y}),
        _valid("threshold", limit, {"x": {**x, "field": "threshold"}, "y": y}),
        specs.writing("said", {"value": width + 8}, y, {"fontSize": 14, "fill": INK}),
    ]
    return {"width": width, "height": specs.height_of(labels), "data": {"values": values}, "layer": layers}


def turnouts(rows: Sequence[tuple[str, Sequence[tuple[float, bool]]]], threshold: float | None) -> Spec:
    """Return a line of dots for every township: the turnout of each of its villages, and whether it was enough.

    `threshold` is drawn where all rounds have the same.
    """
    labels = [specs.wrapped(name) for name, _ in rows]
    values = [
        {"row": at, "x": share, "band": "not_apart" if reached else "below"}
        for at, (_, villages) in enumerate(rows)
        for share, reached in villages
    ]
    return _strip(labels, values, _shares(), threshold)


def scores(rows: Sequence[tuple[str, Sequence[Mark]]], axis: Axis, mean: float | None) -> Spec:
    """Return a line of marks for every township: the score of one post in each of its villages, and the common mean."""
    labels = [specs.wrapped(name) for name, _ in rows]
    values = [
        {"row": at, "x": axis.clip(mark.value), "band": mark.band}
        for at, (_, marks) in enumerate(rows)
        for mark in marks
    ]
    return _strip(labels, values, specs.scale_of(axis), mean)


def intervals(rows: Sequence[tuple[str, Mark | None]], axis: Axis, mean: float | None) -> Spec:
    """Return the score of one post in every village with its interval, and the common mean."""
    labels = [specs.wrapped(name) for name, _ in rows]
    values = [
        {"row": at, "x": axis.clip(mark.value), "band": mark.band, "said": f"{mark.value:.1f}", **_ends(mark, axis)}
        for at, (_, mark) in enumerate(rows)
        if mark is not None
    ]
    width = WIDTH - specs.room_for(labels) - specs.FIGURE - 14
    x, y = specs.scale_of(axis), specs.lines(labels)
    layers = [
        *_line_at(mean, x),
        specs.between("low", "high", x, y, {"strokeWidth": 2.5, "stroke": INK}),
        _marks(x, y, 80),
        specs.writing("said", {"value": width + 10}, y, {"fontSize": 14, "fill": INK}),
    ]
    return {"width": width, "height": specs.height_of(labels), "data": {"values": values}, "layer": layers}


def _ends(mark: Mark, axis: Axis) -> Spec:
    both = mark.low is not None and mark.high is not None
    return {"low": axis.clip(mark.low or 0), "high": axis.clip(mark.high or 0)} if both else {}


def _strip(labels: Sequence[str], values: Iterable[Spec], x: Spec, line: float | None) -> Spec:
    y = specs.lines(labels)
    return {
        "width": WIDTH - specs.room_for(labels) - 24,
        "height": specs.height_of(labels),
        "data": {"values": list(values)},
        "layer": [_rails(len(labels), y), *_line_at(line, x), _marks(x, y, 60)],
    }


def _rails(size: int, y: Spec) -> Spec:
    """A faint line through every row, also where nothing is known of it."""
    return {
        "data": {"values": [{"row": at} for at in range(size)]},
        "mark": {"type": "rule", "stroke": LINE},
        "encoding": {"y": y},
    }


def _line_at(value: float | None, x: Spec) -> list[Spec]:
    if value is None:
        return []
    look = {"type": "rule", "stroke": SEAL, "strokeWidth": 2, "strokeDash": [5, 3]}
    return [{"data": {"values": [{"line": value}]}, "mark": look, "encoding": {"x": {**x, "field": "line"}}}]


def _marks(x: Spec, y: Spec, size: int) -> Spec:
    known = list(SHAPES)
    shape = {"field": "band", "type": "nominal", "legend": None}
    return {
        "mark": {"type": "point", "stroke": INK, "strokeWidth": 1.5, "size": size, "opacity": 1},
        "encoding": {
            "x": {**x, "field": "x"},
            "y": y,
            "shape": {**shape, "scale": {"domain": known, "range": [SHAPES[band] for band in known]}},
            "fill": {**shape, "scale": {"domain": known, "range": [FILLS[band] for band in known]}},
        },
    }


def _shares() -> Spec:
    look = {"values": [0, 0.25, 0.5, 0.75, 1], "format": ".0%", "orient": "top", "domain": False, "ticks": False}
    return {
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [0, 1], "nice": False},
        "axis": {**look, "labelOverlap": True, "labelFlush": False},
    }


def _valid(field: str, mark: Spec, encoding: Spec) -> Spec:
    return {"transform": [{"filter": f"isValid(datum.{field})"}], "mark": mark, "encoding": encoding}
