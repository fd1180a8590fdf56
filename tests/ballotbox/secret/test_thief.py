"""A thief with every file, copied at every cast, guesses no better than who always says the commonest grade.

The same attacks read nearly every grade from boxes built badly, so that each of them can succeed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from flask import Flask

from ballotbox.domain.codes import code_hash
from core import keyring, merkle
from demo.service import thief
from demo.service.loot import Finding, Loot, steal
from tests.support import burglary
from tests.support.fixed_clock import FixedClock

BADLY = {  # which badly built box shows that an attack works
    "row order": "open",
    "journal": "open",
    "copies": "open",
    "times": "open",
    "code key": "open",
    "logs": "open",
    "leftovers": "keyed",
    "keys": "keyed",
    "sizes": "sized",
    "single tray": "counted alone",  # tests/ballotbox/secret/test_small_numbers.py
    "single channel": "counted alone",
}
SIZES = [60, pytest.param(300, marks=pytest.mark.soak)]


@dataclass(frozen=True)
class Robbed:
    """What was stolen at three moments, and the truth."""

    at: dict[str, Loot]
    truth: dict[bytes, int]  # hash of a code → the first person's grade

    def guessed(self, found: Finding) -> int:
        """Return how many grades an attack gets right; what it cannot read it guesses."""
        # of ballots that are linked and not read, grades are dealt along their bytes, as often as the result has them
        dealt = sorted(found.links, key=lambda slip: (len(found.links[slip]), found.links[slip]))
        grades = [grade for grade, share in burglary.SHARES for _ in range(round(share * len(dealt)))]
        hunch = dict(zip(dealt, grades, strict=False))
        return sum(found.grades.get(slip, hunch.get(slip, 4)) == grade for slip, grade in self.truth.items())


def hashed(wanted: dict[str, int]) -> dict[bytes, int]:
    key = keyring.key("ballot-code")
    return {code_hash(key, code): grade for code, grade in wanted.items()}


@pytest.fixture(params=SIZES)
def rob(request: pytest.FixtureRequest, app: Flask, clock: FixedClock, make_box: Callable) -> Callable[..., Robbed]:
    def run(kind: str = "") -> Robbed:
        box = make_box(sizes=(request.param,), days=30)
        wanted = burglary.choices(box.codes[0])
        if kind:
            return Robbed({"counted": burglary.leak(app, clock, kind, wanted)}, hashed(wanted))
        watch, folder = burglary.vote(app, clock, box.round, wanted), app.extensions["settings"].instance
        voted = watch.loot()
        box.close()
        closed = steal(folder)
        box.count()
        return Robbed(
            {"voted": voted, "closed": watch.loot(closed), "counted": watch.loot(closed, steal(folder))},
            hashed(wanted),
        )

    return run


def test_thief_guesses_no_better_than_chance(rob):
    robbed = rob()
    n, most = len(robbed.truth), 0.45
    found = {(name, when): attack(loot) for name, attack in thief.ATTACKS.items() for when, loot in robbed.at.items()}
    right = {where: robbed.guessed(finding) for where, finding in found.items()}
    assert {where: hits for where, hits in right.items() if burglary.by_chance(hits, n, most) < 0.05} == {}
    assert {where: finding for where, finding in found.items() if finding.grades or finding.signs} == {}
    # what remains: who copies the file at each cast knows which sealed ballot a slip brought, and no more
    for attack in ("copies", "journal"):
        assert len(found[attack, "counted"].links) == n
    # a copy taken after the closing alone joins nothing
    late = replace(robbed.at["counted"], copies=robbed.at["counted"].copies[-1:], journals=())
    assert [len(thief.ATTACKS[attack](late).links) for attack in ("copies", "journal", "times", "code key")] == [0] * 4
    guessed, true = thief.by_row_order(late).links, found["copies", "voted"].links
    assert sum(true[slip] == ballot for slip, ballot in guessed.items()) <= 7  # of n at chance 1/n: 8 is 1 in 100,000
    assert len({merkle.leaf_hash(ballot) for ballot in true.values()}) == n


@pytest.mark.parametrize("kind", ["open", "keyed", "sized"])
def test_thief_reads_boxes_built_badly(rob, kind):
    robbed = rob(kind)
    n = len(robbed.truth)
    attacks = {name: attack for name, attack in thief.ATTACKS.items() if BADLY[name] == kind}
    right = {name: robbed.guessed(attack(robbed.at["counted"])) for name, attack in attacks.items()}
    assert {attack: hits for attack, hits in right.items() if hits < 0.95 * n} == {}


def test_attacks_all_have_a_box_they_can_read():
    assert set(BADLY) == set(thief.ATTACKS)
