"""The bench keeps working: a small run, in which every acknowledged ballot is in the box."""

import re

from bench import __main__ as bench


def test_small_bench_prints_all_rows_and_the_ratio(capsys, monkeypatch):
    monkeypatch.setattr(bench, "COUNT", 40)
    assert bench.main() == 0
    printed = capsys.readouterr().out
    assert "40 acknowledged = 40 in the box" in printed
    assert re.search(r"\(plain loop \+ bare work\) = \d+\.\d\d\n", printed)
