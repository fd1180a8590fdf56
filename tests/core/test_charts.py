"""Charts come out as SVG that a page without inline style, a screen reader and a printed sheet can take."""

from __future__ import annotations

import re

import pytest

from core.charts import draw

BARS = {
    "data": {"values": [{"village": "大柳村", "share": 0.475}, {"village": "小河村", "share": 0.61}]},
    "mark": {"type": "bar", "clip": True},
    "encoding": {
        "x": {"field": "share", "type": "quantitative"},
        "y": {"field": "village", "type": "nominal", "title": None},
    },
}


def test_chart_is_one_labelled_picture_that_scales():
    opening = re.match(r"<svg [^>]*>", draw("bars", "两个村的参评率 <图>", BARS)).group()
    assert 'role="img"' in opening
    assert 'aria-label="两个村的参评率 &lt;图&gt;"' in opening
    assert "viewBox=" in opening
    assert " width=" not in opening


def test_chart_shows_its_words_and_carries_no_style():
    drawn = draw("bars", "x", BARS)
    assert re.findall(r">([^<]*村)<", drawn) == ["大柳村", "小河村"]
    assert not re.search(r"style|<script|class=\"mark", drawn)


def test_two_charts_on_a_page_share_no_id():
    ids = [set(re.findall(r'id="([^"]+)"', draw(name, "x", BARS))) for name in ("first", "second")]
    assert all(ids)
    assert not ids[0] & ids[1]
    used = set(re.findall(r"url\(#([^)]+)\)", draw("first", "x", BARS)))
    assert used <= ids[0]
    assert used


def test_faulty_specification_is_named():
    with pytest.raises(ValueError, match="Invalid specification"):
        draw("bars", "x", {"nothing": []})
