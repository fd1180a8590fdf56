"""`make bench`: speed as ratios against plain loops in the same run. Figures are kept in docs/performance.md."""

from __future__ import annotations

import os
import sys

from bench.journeys import Row, journeys

COUNT = int(os.environ.get("BENCH_JOURNEYS", "6000"))


def main() -> int:
    """Run and print the table."""
    rows = journeys(COUNT)
    print(f"{os.cpu_count()} cores, {COUNT} journeys, 64 clients, load generator on the same machine\n")
    print(f"{'':<44}{'per s':>8}{'CPU ms':>9}{'p99 ms':>9}{'PSS MB':>9}")
    for row in rows:
        print(_line(row))
    product, plain, bare = rows
    ratio = product.cpu_ms / (plain.cpu_ms + bare.cpu_ms)
    print(f"\nCPU of a journey / (plain loop + bare work) = {ratio:.2f}")
    return 0


def _line(row: Row) -> str:
    p99 = f"{row.p99_ms:9.1f}" if row.p99_ms else f"{'':>9}"
    memory = f"{row.memory_mb:9.0f}" if row.memory_mb else f"{'':>9}"
    return f"{row.name:<44}{row.per_second:8.0f}{row.cpu_ms:9.3f}{p99}{memory}  {row.note}"


if __name__ == "__main__":
    sys.exit(main())
