"""`make bench` on a handful of journeys: it runs, and every ballot acknowledged is in the box."""

from __future__ import annotations

from bench.journeys import journeys


def test_bench_measures_three_rows_and_counts_the_box() -> None:
    rows = journeys(40)
    assert rows[0].name == "page + check + cast"
    assert rows[0].note == "40 acknowledged = 40 in the box"
    assert all(row.per_second > 0 and row.cpu_ms >= 0 for row in rows)
    assert len(rows) == 3
