"""Whatever a forger changes, the recount finds and names it against the printed notices."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable

import pytest

import recount
from core.canonical import printed_hash
from tests.support.forging import FORGERIES, forge
from tests.support.recounting import Files

Audit = Callable[..., list[str]]


@pytest.fixture
def round_files(counted: Callable[..., Files], monkeypatch: pytest.MonkeyPatch) -> Files:
    """A small counted round: enough for a histogram, moments, patterns and straight lines."""
    # the ballots nobody touched are opened once, not for every forgery
    monkeypatch.setattr(recount, "open_sealed", functools.cache(recount.open_sealed))
    return counted(sizes=(20, 11, 11), casts=(19, 3, 2))


def missed(files: Files, audit: Audit, seeds: range) -> list[tuple[int, str, str, list[str]]]:
    """Return the forgeries not named; every second forger is careful. The witness kept the notices of the wall."""
    printed = {"opening": printed_hash(files.opening), "closing": printed_hash(files.closing)}
    found = []
    for seed in seeds:
        careful = bool(seed // len(FORGERIES) % 2)
        forged, name, word = forge(files, seed, careful=careful)
        said = audit(forged, **printed)
        if not any(word in each for each in said):
            found.append((seed, name, word, said))
    return found


def test_forgeries_are_all_found_and_named(round_files, audit):
    assert missed(round_files, audit, range(2 * len(FORGERIES))) == []


def test_forged_notices_do_not_carry_the_printed_hash(round_files, audit):
    """The careful forger also serves forged notices: what hangs on the wall gives them away."""
    printed = {"opening": printed_hash(round_files.opening), "closing": printed_hash(round_files.closing)}
    for seed, kind in ((2 * len(FORGERIES) + n, n) for n in range(len(FORGERIES))):
        forged, name, _word = forge(round_files, seed, careful=True)
        bundle = forged.read("bundle")
        if (json.dumps(bundle["opening"]), json.dumps(bundle["closing"])) == (
            json.dumps(round_files.read("opening")),
            json.dumps(round_files.read("closing")),
        ):
            continue  # touches neither notice: found by the test above
        served = forged.put(opening=bundle["opening"], closing=bundle["closing"])
        said = audit(served, **printed)
        assert [each for each in said if each.endswith("its SHA-256 is not the printed one")], (kind, name, said)


@pytest.mark.soak
def test_thousand_forgeries_are_all_found_and_named(round_files, audit):
    assert missed(round_files, audit, range(1000)) == []


def test_files_of_another_form_are_differences_and_not_crashes(round_files, audit):
    for name, value in (("bundle", {}), ("closing", {"format": "zhiping-closing/1"}), ("bulletin", {"round": 5})):
        assert audit(round_files.put(**{name: value})) != []
    assert recount.Findings() == []
