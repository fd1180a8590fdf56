"""The charts of many villages as data: what is drawn, in the order of the villages, told without colour."""

from __future__ import annotations

import re

import pytest

from core.charts import draw
from discipline.charts import overview as charts
from discipline.charts.overview import Bar, Mark
from discipline.domain.axis import Axis

AXIS = Axis(60.0, 100.0)
ABOVE, BELOW, SAME = (
    Mark(92.0, 90.0, 94.0, "above"),
    Mark(50.0, 48.0, 62.0, "below"),
    Mark(80.0, None, None, "not_apart"),
)


def values(spec):
    return spec["data"]["values"]


def drawn(spec):
    return re.findall(r">([^<>]+)</text>", draw("x", "x", spec))


def lines(spec):
    """The values at which a line is drawn down the whole chart."""
    return [layer["data"]["values"][0]["line"] for layer in spec["layer"] if "line" in str(layer.get("data"))]


def test_turnout_has_a_bar_for_each_village_in_order_and_words_where_there_is_none():
    spec = charts.turnout(
        [Bar("小河村", 0.25, 1 / 3, "25% ✕"), Bar("大柳村", 0.5, 1 / 3, "50% ✓"), Bar("石桥村", None, None, "–")]
    )
    assert [(row["row"], row["share"], row["said"]) for row in values(spec)] == [
        (0, 0.25, "25% ✕"),
        (1, 0.5, "50% ✓"),
        (2, None, "–"),
    ]
    found = drawn(spec)
    assert [word for word in found if word.endswith("村")] == ["小河村", "大柳村", "石桥村"]
    assert {"25% ✕", "50% ✓", "–"} <= set(found)


@pytest.mark.parametrize(("threshold", "wanted"), [(1 / 3, [1 / 3]), (None, [])])
def test_turnouts_tell_by_shape_who_reached_the_threshold(threshold, wanted):
    spec = charts.turnouts([("柳河镇", [(0.25, False), (0.5, True)]), ("白石镇", [])], threshold)
    assert [(row["row"], row["x"], row["band"]) for row in values(spec)] == [(0, 0.25, "below"), (0, 0.5, "not_apart")]
    assert lines(spec) == wanted
    assert [word for word in drawn(spec) if word.endswith("镇")] == ["柳河镇", "白石镇"]


def test_scores_stand_on_the_scale_in_the_order_of_the_townships():
    spec = charts.scores([("柳河镇", [ABOVE, BELOW]), ("白石镇", [SAME])], AXIS, 81.0)
    assert [(row["row"], row["x"], row["band"]) for row in values(spec)] == [
        (0, 92.0, "above"),
        (0, 60.0, "below"),
        (1, 80.0, "not_apart"),
    ]
    assert lines(spec) == [81.0]


def test_intervals_have_their_ends_on_the_scale_and_their_figure_beside():
    spec = charts.intervals([("大柳村", ABOVE), ("小河村", None), ("石桥村", SAME), ("南湾村", BELOW)], AXIS, None)
    assert [(row["row"], row["said"], row.get("low"), row.get("high")) for row in values(spec)] == [
        (0, "92.0", 90.0, 94.0),
        (2, "80.0", None, None),
        (3, "50.0", 60.0, 62.0),
    ]
    assert lines(spec) == []
    assert [word for word in drawn(spec) if word.endswith("村")] == ["大柳村", "小河村", "石桥村", "南湾村"]


def test_bands_all_differ_by_shape():
    assert len(set(charts.SHAPES.values())) == len(charts.SHAPES) == 4
    assert charts.FILLS.keys() == charts.SHAPES.keys()
