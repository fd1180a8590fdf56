"""The table of the statistics at a small size: it runs, and every figure is a time."""

from __future__ import annotations

from dataclasses import astuple

from bench.statistics import Statistics, statistics


def test_statistics_are_all_measured() -> None:
    found = statistics(villages=3, marks=1000)
    assert len(astuple(found)) == 5
    assert min(astuple(found)) > 0
    assert Statistics(1, 1, 1, marks=3.0, bincount=2.0).ratio == 1.5
