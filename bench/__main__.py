"""`make bench`: speed as ratios against plain loops in the same run. Figures are kept in docs/performance.md.

`python -m bench journeys crowd` prints some of the tables alone.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from bench.count import count
from bench.county_page import county_page
from bench.crowd import crowds
from bench.full import full_box
from bench.journeys import Row, journeys
from bench.report import report
from bench.statistics import statistics
from bench.view import first_view

COUNT = int(os.environ.get("BENCH_JOURNEYS", "6000"))
BALLOTS = int(os.environ.get("BENCH_BALLOTS", "1000000"))


def main(wanted: list[str]) -> int:
    """Run and print the tables asked for, or all."""
    print(f"{os.cpu_count()} cores, load generator on the same machine")
    for name in wanted or TABLES:
        TABLES[name]()
    return 0


def _journeys() -> None:
    rows = journeys(COUNT)
    print(f"\n{f'{COUNT} journeys, 64 clients':<44}{'per s':>8}{'CPU ms':>9}{'p99 ms':>9}{'PSS MB':>9}")
    for row in rows:
        print(_line(row))
    product, plain, bare = rows
    print(f"CPU of a journey / (plain loop + bare work) = {product.cpu_ms / (plain.cpu_ms + bare.cpu_ms):.2f}")


def _line(row: Row) -> str:
    p99 = f"{row.p99_ms:9.1f}" if row.p99_ms else f"{'':>9}"
    memory = f"{row.memory_mb:9.0f}" if row.memory_mb else f"{'':>9}"
    return f"{row.name:<44}{row.per_second:8.0f}{row.cpu_ms:9.3f}{p99}{memory}  {row.note}"


def _crowd() -> None:
    print(f"\n{f'{COUNT} journeys, more than can be served':<44}{'per s':>8}{'p99 ms admitted':>17}{'503':>8}")
    for found in crowds(COUNT):
        told = f"{found.acknowledged} acknowledged = {found.in_box} in the box"
        print(f"{found.name:<44}{found.per_second:8.0f}{found.p99_ms:17.1f}{found.sent_away:8}  {told}")


def _full() -> None:
    found = full_box(BALLOTS, COUNT // 2)
    print(f"\n{'journeys a second, five runs in turn':<44}")
    for name, rates in (("empty box", found.empty), (f"{found.ballots:,} ballots in the box", found.full)):
        print(f"{name:<44}" + "".join(f"{rate:8.0f}" for rate in rates))
    print(f"full / empty, by medians = {found.ratio:.2f}")


def _count() -> None:
    found = count(BALLOTS // 10)
    took = f"{found.seconds:.1f} s, {found.cpu_seconds:.1f} s of CPU, progress told {found.told} times"
    print(f"\n{f'counting {found.ballots:,} ballots':<44}{took}")


def _view() -> None:
    found = first_view()
    print(
        f"\n{'first view of the ballot on 2G':<44}{found.bytes:,} bytes in {found.requests} requests, "
        f"read after {found.painted_seconds:.1f} s, whole after {found.loaded_seconds:.1f} s"
    )


def _report() -> None:
    found = report()
    print(f"\n{f'papers of {found.villages} villages, one after the other':<44}{'s':>8}")
    rows = {"office report, the first": found.first, "median": found.usual, "slowest": found.slowest}
    for name, seconds in (rows | {"spreadsheet": found.spreadsheet, "JSON": found.json}).items():
        print(f"{name:<44}{seconds:8.3f}")


def _statistics() -> None:
    found = statistics()
    print(f"\n{'statistics from stored counts, quickest of five':<52}{'CPU':>10}{'bar':>10}")
    for name, took, bar in (
        ("all of one round, 5 persons by 5 items, with flags", found.round, 0.02),
        ("C01, a million ballots, from its counts", found.million, 0.5),
        ("a county, 324 villages: turnout and scores", found.county, 1.0),
    ):
        print(f"{name:<52}{1000 * took:7.0f} ms{1000 * bar:7.0f} ms")
    marks = f"ten million marks in five columns to counts {1000 * found.marks:.0f} ms"
    print(f"{marks}, one bare bincount {1000 * found.bincount:.0f} ms: {found.ratio:.2f} times (bar: 4)")


def _county() -> None:
    found = county_page()
    print(f"\n{f'county page, {found.villages} villages, {found.bytes:,} bytes':<52}{'s':>8}{'CPU s':>8}{'bar s':>8}")
    for name, took, cpu in (
        ("warm, median of five", found.warm, found.warm_cpu),
        ("cold, the first of a new process", found.cold, found.cold_cpu),
    ):
        print(f"{name:<52}{took:8.2f}{cpu:8.2f}{1:8.0f}")


TABLES: dict[str, Callable[[], None]] = {
    "journeys": _journeys,
    "crowd": _crowd,
    "full": _full,
    "count": _count,
    "view": _view,
    "statistics": _statistics,
    "county": _county,
    "report": _report,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
