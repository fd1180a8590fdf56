"""Charts of scores and counts as Vega-Lite specifications: plain data in, data out; `core.charts.draw` draws them.

All are narrow (`WIDTH`), so that their words stay legible on a phone. Rows and panels stand in ballot order, never by
score. What is told by colour is also told by shape, place or words.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core.charts import INK, QUIET
from discipline.domain.axis import Axis

WIDTH = 332  # of a whole chart: at 300 px of a phone's card 14 px words are still over 12
NAME = 112  # px for the names at the left, at most
FIGURE = 46  # px for the figure at the right
ROW = 24  # px from row to row
BROAD = "#8b959e"  # of ranges behind the intervals: 3:1 on white, and black shows on it
FURTHER = 15  # px more where a name has a further line
Spec = dict[str, Any]


@dataclass(frozen=True)
class Point:
    """A score with its interval; `least` and `most` bound it farther out. Without a value `note` says why.

    A `whole` is drawn filled and round, a part hollow and square.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    least: float | None = None
    most: float | None = None
    note: str = ""
    whole: bool = False


@dataclass(frozen=True)
class Panel:
    """Rows that belong together under a title ("": none): a point for each of the names of the chart."""

    title: str
    points: tuple[Point, ...]


def dots(names: Sequence[str], panels: Sequence[Panel], axis: Axis, *, joined: bool = False) -> Spec:
    """Return scores in points with their intervals on one scale; `names` are those of every panel's points.

    `joined` draws a line from point to point of a panel: names that follow each other in time.
    """
    written = [wrapped(name) for name in names]
    labels, values = _stacked(written, panels, axis)
    room = room_for(written)
    width = WIDTH - room - FIGURE - 14
    x, y = scale_of(axis), lines(labels)
    layers = [
        _titles(y, -room - 6),
        between("least", "most", x, y, {"strokeWidth": 8, "stroke": BROAD}),
        *([_line(x, y)] if joined else []),
        between("low", "high", x, y, {"strokeWidth": 2.5, "stroke": INK}),
        _dot(x, y),
        writing("said", {"value": width + 10}, y, {"fontSize": 14, "fill": INK}),
        writing("note", {"value": 6}, y, {"fontSize": 13, "fill": QUIET}),
    ]
    return {"width": width, "height": height_of(written), "data": {"values": values}, "layer": layers}


def hours(casts: Sequence[tuple[str, int]], titles: tuple[str, str], moment: str) -> Spec:
    """Return the ballots cast from each hour on (ISO text in China's time, and how many).

    `titles` are those of the axes, x and y; `moment` is how a tick is written (d3's time format).
    """
    values = [{"from": hour[:16], "n": n} for hour, n in casts]
    time = {"format": moment, "labelOverlap": True, "tickCount": 4, "grid": False}
    # a Chinese character that lies on its side does not read
    upright = {"tickMinStep": 1, "tickCount": 4, "titleAngle": 0, "titleAlign": "left", "titleX": 0, "titleY": -10}
    x = {"field": "from", "type": "temporal", "timeUnit": "yearmonthdatehours", "title": titles[0], "axis": time}
    y = {"field": "n", "type": "quantitative", "title": titles[1], "axis": upright}
    bar = {"type": "bar", "fill": QUIET, "stroke": "#ffffff", "strokeWidth": 0.5}
    return {
        "width": WIDTH - 70,
        "height": 130,
        "data": {"values": values},
        "mark": bar,
        "encoding": {"x": x, "y": y},
    }


def bars(rows: Sequence[tuple[str, int]], total: int) -> Spec:
    """Return counts by name as bars on the scale of `total`, each with its figure and part of the total."""
    names = [wrapped(name) for name, _ in rows]
    values = [
        {"row": at, "n": n, "said": f"{n} · {100 * n / total:.0f}%" if total else str(n)}
        for at, (_, n) in enumerate(rows)
    ]
    x = {"field": "n", "type": "quantitative", "axis": None, "scale": {"domain": [0, 1.5 * max(total, 1)]}}
    y = lines(names)
    layers = [
        {"mark": {"type": "bar", "fill": QUIET, "height": 14}, "encoding": {"x": x, "y": y}},
        writing("said", x, y, {"fontSize": 14, "fill": INK, "dx": 6}),
    ]
    return {
        "width": WIDTH - room_for(names) - 14,
        "height": height_of(names),
        "data": {"values": values},
        "layer": layers,
    }


def extent(text: str) -> int:
    """Return about how wide `text` is in px at 14 px: signs of East Asia are square, others a little over half."""
    return sum(14 if unicodedata.east_asian_width(sign) in "WF" else 8 for sign in text)


def wrapped(name: str, room: int = NAME) -> str:
    """Break `name` into lines of at most `room` px, between words where there are any."""
    glue = " " if " " in name else ""
    lines = [""]
    for part in name.split(" ") if glue else name:
        longer = f"{lines[-1]}{glue}{part}" if lines[-1] else part
        if lines[-1] and extent(longer) > room:
            lines.append(part)
        else:
            lines[-1] = longer
    return "\n".join(lines)


def room_for(names: Sequence[str]) -> int:
    """Return how many px the longest line of `names` takes."""
    return max((extent(line) for name in names for line in name.split("\n")), default=0)


def height_of(names: Sequence[str]) -> Spec:
    """Return the height of a chart with a row for each of `names`, which may hold several lines."""
    return {"step": ROW + FURTHER * max((name.count("\n") for name in names), default=0)}


def _stacked(names: Sequence[str], panels: Sequence[Panel], axis: Axis) -> tuple[list[str], list[Spec]]:
    """All panels in one column: the label of every row, and the data, a title being a row of its own."""
    labels: list[str] = []
    values: list[Spec] = []
    for number, panel in enumerate(panels):
        if panel.title:
            values.append({"row": len(labels), "title": panel.title})
            labels.append("")
        for name, point in zip(names, panel.points, strict=True):
            values.append({"row": len(labels), "panel": number, **_kept(point, axis)})
            labels.append(name)
    return labels, values


def _kept(point: Point, axis: Axis) -> Spec:
    """A point as data, its ends kept on the scale: an interval may reach beyond what can be scored."""
    ends = {name: getattr(point, name) for name in ("value", "low", "high", "least", "most")}
    kept = {name: axis.clip(end) for name, end in ends.items() if end is not None}
    if point.value is not None:
        return {**kept, "said": f"{point.value:.1f}", "whole": point.whole}
    return kept or {"note": point.note}  # no words across a range


def scale_of(axis: Axis) -> Spec:
    """The scale in points, written above the rows."""
    look = {"values": list(axis.ticks), "format": "d", "orient": "top", "domain": False, "ticks": False}
    scale = {"domain": [axis.least, axis.most], "nice": False, "zero": False}
    return {
        "type": "quantitative",
        "title": None,
        "scale": scale,
        "axis": {**look, "labelOverlap": True, "labelFlush": False},
    }


def lines(labels: Sequence[str]) -> Spec:
    """One row for every label; labels may be equal, empty, or hold several lines."""
    look = {"domain": False, "ticks": False, "grid": False, "labelLimit": 0, "labelPadding": 6}
    named = f"split({json.dumps(list(labels), ensure_ascii=False)}[datum.value], '\\n')"
    scale = {"domain": list(range(len(labels)))}
    axis = {**look, "labelExpr": named, "labelLineHeight": FURTHER}
    return {"field": "row", "type": "ordinal", "title": None, "scale": scale, "axis": axis}


def _titles(y: Spec, left: int) -> Spec:
    look = {"align": "left", "fontSize": 15, "fontWeight": "bold", "fill": INK}
    return writing("title", {"value": left}, y, look)


def between(start: str, end: str, x: Spec, y: Spec, look: Spec) -> Spec:
    """Return a layer of lines from the field `start` to the field `end` of every row that has them."""
    return {
        "transform": [{"filter": f"isValid(datum.{start})"}],
        "mark": {"type": "rule", **look},
        "encoding": {"x": {**x, "field": start}, "x2": {"field": end}, "y": y},
    }


def _line(x: Spec, y: Spec) -> Spec:
    return {
        "transform": [{"filter": "isValid(datum.value)"}],
        "mark": {"type": "line", "stroke": QUIET, "strokeWidth": 1},
        "encoding": {"x": {**x, "field": "value"}, "y": y, "detail": {"field": "panel"}, "order": {"field": "row"}},
    }


def _dot(x: Spec, y: Spec) -> Spec:
    whole = "datum.whole"
    return {
        "transform": [{"filter": "isValid(datum.value)"}],
        "mark": {"type": "point", "stroke": INK, "strokeWidth": 2, "size": 60, "opacity": 1},
        "encoding": {
            "x": {**x, "field": "value"},
            "y": y,
            "shape": {"condition": {"test": whole, "value": "circle"}, "value": "diamond"},
            "fill": {"condition": {"test": whole, "value": INK}, "value": "#ffffff"},
        },
    }


def writing(field: str, x: Spec, y: Spec, look: Spec) -> Spec:
    """Return a layer that writes the field of every row that has it."""
    return {
        "transform": [{"filter": f"isValid(datum.{field})"}],
        "mark": {"type": "text", "align": "left", **look},
        "encoding": {"x": x, "y": y, "text": {"field": field}},
    }
