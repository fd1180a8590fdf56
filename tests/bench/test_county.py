"""The county page of `make bench` at a small size: it is opened for real, cold and warm."""

from __future__ import annotations

from dataclasses import astuple

from bench.county_page import county_page


def test_county_page_is_opened_cold_and_warm() -> None:
    found = county_page(townships=2, villages=2, ballots=60)
    assert found.villages == 4
    assert found.bytes > 10_000
    assert min(astuple(found)[2:]) >= 0
    assert found.cold > 0
    assert found.warm > 0
