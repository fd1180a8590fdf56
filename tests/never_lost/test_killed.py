"""The server is killed again and again while people vote: every receipt's ballot is in the box, once."""

from __future__ import annotations

import random
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.killed import Ledger, evening

# of the soak: more codes than receipts asked for, since some answers are lost with the server
SOAK_CODES, SOAK_KILLS, SOAK_RECEIPTS = 12_000, 205, 10_000


@pytest.fixture
def played(tmp_path, capsys):
    """Play an evening and print its ledger: `played(codes, kills)`."""

    def play(codes: int, kills: int) -> Ledger:
        folder = Path(tmp_path) / "killed"
        folder.mkdir()
        ledger = evening(folder, codes, kills, random.Random())
        with capsys.disabled():
            sys.stdout.write(f"\n{ledger}\n")
        return ledger

    return play


def test_killed_server_loses_and_doubles_nothing(played):
    ledger = played(codes=150, kills=4)
    assert ledger.balanced


@pytest.mark.soak
def test_server_killed_two_hundred_times_loses_and_doubles_nothing(played):
    ledger = played(codes=SOAK_CODES, kills=SOAK_KILLS)
    assert ledger.balanced
    assert ledger.acknowledged >= SOAK_RECEIPTS


GOOD = Ledger(1, 10, 9, 1, 0, in_box=10, spent=10, by_hour=10, lost=0, doubled=0, unexplained=0, integrity="ok")


@pytest.mark.parametrize(
    "fault",
    [{"lost": 1}, {"doubled": 1}, {"unexplained": 1}, {"in_box": 9}, {"spent": 11}, {"by_hour": 9}, {"answer_lost": 0}],
)
def test_ledger_that_does_not_add_up_is_not_balanced(fault):
    assert GOOD.balanced
    assert not replace(GOOD, **fault).balanced
