"""The table of the papers at a small size: it runs, and every figure is there."""

from __future__ import annotations

from dataclasses import astuple

from bench.report import report


def test_papers_are_all_measured() -> None:
    found = report(villages=2, ballots=60)
    assert found.villages == 2
    assert min(astuple(found)) > 0
    assert found.first <= found.slowest
