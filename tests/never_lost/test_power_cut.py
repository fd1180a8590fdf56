"""The power goes while people vote, between commits and in the middle of one: what was acknowledged is there."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import apsw
import pytest

from ballotbox import service
from ballotbox.domain.record import Channel
from bench import box
from core.config import Settings
from core.db import PRAGMAS, db
from tests.support.cuts import MOST_OPERATIONS, MOST_WAITING, Box, Machine, Outcome, Player, slips
from tests.support.power import SECTOR, Disk
from web.app import create_app

MARKS = (4, 3, 4, 2, 1)
UNSAFE = {
    "a journal that nobody syncs": ("journal_mode=DELETE", "synchronous=OFF"),
    "a log that is synced at checkpoints": ("locking_mode=EXCLUSIVE", "journal_mode=WAL", "synchronous=NORMAL"),
    "a folder that nobody syncs": ("journal_mode=DELETE", "synchronous=FULL"),
}


def prepared(folder: Path, slips: int) -> tuple[bytes, list[service.Prepared]]:
    """The file of an installation with an open round, and a ballot for each of its slips."""
    folder.mkdir()
    made = box.make(folder, slips)
    app = create_app(Settings(instance_path=str(folder)))
    with app.app_context():
        ballots = [service.prepare_cast(made.round, code, MARKS, Channel.WEB) for code in made.codes]
        db.engine.dispose()
    return (folder / "zhiping.db").read_bytes(), ballots


@pytest.fixture(scope="module")
def short(tmp_path_factory):
    """Enough for thirty cuts."""
    return prepared(tmp_path_factory.mktemp("power") / "instance", 420)


def play(given: tuple[bytes, list[service.Prepared]], pragmas: tuple[str, ...], cuts: int, seed: int) -> Outcome:
    player = Player(*given, pragmas, random.Random(seed))
    for _ in range(cuts):
        player.cut()
    return player.outcome


def test_power_cuts_lose_nothing(short):
    found = play(short, PRAGMAS, 30, 1)
    assert (found.cuts, found.lost, found.half, found.corrupt) == (30, 0, 0, 0)
    # the cuts came where it hurts: in commits, with a journal left to play back, and after answers
    assert min(found.in_commit, found.journals, found.acknowledged) > 5


@pytest.mark.parametrize("pragmas", UNSAFE.values(), ids=UNSAFE)
def test_unsafe_settings_lose_something(short, pragmas):
    assert play(short, pragmas, 30, 1).harm > 0


def test_cut_at_every_operation_of_one_commit_leaves_all_or_nothing_of_it(short):
    file, ballots = short
    batch, outcomes = ballots[:MOST_WAITING], []
    for operation in range(MOST_OPERATIONS):
        machine = Machine(f"every-{operation}", file, PRAGMAS)
        machine.disk.operations_left = operation
        try:
            told = machine.commit(batch)
        except apsw.Error:
            told = Box()
        machine.cut(random.Random(operation))
        kept = machine.box()
        assert kept.spent in (set(), slips(batch))
        assert told.receipts <= kept.receipts
        outcomes.append((bool(told.spent), bool(kept.spent)))
    assert (False, False) in outcomes
    assert (True, True) in outcomes  # so that every operation of the commit was among those tried


@pytest.mark.soak
def test_thousand_power_cuts_lose_nothing(tmp_path, capsys):
    given = prepared(tmp_path / "power", 11_000)
    found = play(given, PRAGMAS, 1_000, random.SystemRandom().getrandbits(32))
    with capsys.disabled():
        sys.stdout.write(f"\n{found}\n")
    assert (found.cuts, found.lost, found.half, found.corrupt) == (1_000, 0, 0, 0)


def test_disk_keeps_what_was_synced_and_drops_the_rest():
    disk = Disk({"a": b"old"})
    content = disk.seen["a"]
    content.change((0, b"new"))
    assert bytes(content.seen) == b"new"
    assert bytes(content.after_a_cut(random.Random(1), 0.0).seen) == b"old"
    content.sync()
    content.change((1, None))
    assert bytes(content.after_a_cut(random.Random(1), 0.0).seen) == b"new"


def test_disk_tears_a_write_between_sectors():
    disk = Disk({"a": bytes(4 * SECTOR)})
    disk.seen["a"].change((0, b"x" * 4 * SECTOR))
    sectors = {
        bytes(disk.seen["a"].after_a_cut(random.Random(seed), 0.5).seen).count(b"x") // SECTOR for seed in range(30)
    }
    assert {1, 2, 3} <= sectors
