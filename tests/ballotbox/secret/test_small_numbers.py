"""Who has the key of the codes and a person's code reads no ballot out of the sums of small trays and channels.

The same attacks read nearly all of them where every batch and every channel is counted by itself, as it once was.
"""

from __future__ import annotations

import pytest

from ballotbox import service
from ballotbox.domain import joining
from ballotbox.domain.codes import new_code
from ballotbox.domain.record import Channel
from core.db import db
from demo.service.loot import Loot, steal
from demo.service.thief import ATTACKS
from tests.support import burglary
from tests.support.burglary import OTHERS, Vote, by_chance

MOST = burglary.SHARES[0][1]
SIZES = [60, pytest.param(250, marks=pytest.mark.soak)]  # a round has at most 256 groups
Played = tuple[Loot, dict[bytes, int]]


def codes(n: int) -> list[str]:
    return [new_code((at * 7919).to_bytes(16, "big")) for at in range(n)]


def small_trays(n: int) -> list[Vote]:
    """Slips that were each handed out in a batch of its own."""
    wanted = burglary.choices(codes(n))
    return [Vote(code, 0, at, Channel.WEB, grade) for at, (code, grade) in enumerate(wanted.items(), 1)]


def small_channels(n: int) -> list[Vote]:
    """Groups from which one ballot came by text; in every second one, the one that came by web in a second batch."""
    wanted = burglary.choices(codes(n))
    spare, votes = iter(codes(26 * n)[n:]), []
    for group, (code, grade) in enumerate(wanted.items()):
        first, second = 2 * group + 1, 2 * group + 2
        votes += [Vote(next(spare), group, first, Channel.WEB, 4 - at % 4) for at in range(12)]
        if group % 2:
            votes += [Vote(next(spare), group, second, Channel.SMS, 4 - at % 3) for at in range(12)]
        votes.append(
            Vote(code, group, second if group % 2 else first, Channel.WEB if group % 2 else Channel.SMS, grade)
        )
    return votes


SMALL = {"single tray": small_trays, "single channel": small_channels}


def guessed(attack: str, n: int) -> tuple[int, tuple[str, ...]]:
    """Return how many of the n grades an attack gets right, and the signs it saw; what it cannot read it guesses."""
    votes = SMALL[attack](n)
    loot = burglary.counted(votes)
    wanted = set(codes(n))
    truth = {slip: v.grade for slip, v in zip(loot.hashes(), votes, strict=True) if v.code in wanted}
    found = ATTACKS[attack](loot)
    return sum(found.grades.get(slip, 4) == grade for slip, grade in truth.items()), found.signs


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize("attack", SMALL)
def test_thief_of_small_numbers_guesses_no_better_than_chance(attack, n):
    right, signs = guessed(attack, n)
    assert (by_chance(right, n, MOST) >= 0.05, signs) == (True, ())


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize("attack", SMALL)
def test_thief_reads_small_numbers_where_all_are_counted_by_themselves(attack, n, monkeypatch):
    monkeypatch.setattr(joining, "SECRET", 1)
    right, signs = guessed(attack, n)
    assert right >= 0.95 * n
    what = {"single tray": f"{n} sums by batch", "single channel": f"{n // 2} sums by channel"}
    assert signs == (f"{what[attack]} are of fewer than 10 ballots",)


@pytest.mark.parametrize("alone", [False, True])
def test_thief_of_a_real_box_reads_batches_of_one_only_where_they_are_counted_by_themselves(
    app, make_box, monkeypatch, alone
):
    box, folder = make_box(sizes=(1,)), app.extensions["settings"].instance
    actors = box.actors
    printed = [service.print_batch(actors["organizer"], box.round, 0, 1) for _ in range(11)]
    for batch in printed:
        service.activate(actors["organizer"], batch.batch_id)
        service.activate(actors["officer1"], batch.batch_id)
    wanted = burglary.choices([box.codes[0][0], *(batch.codes[0] for batch in printed)])
    db.session.rollback()
    for code, grade in wanted.items():
        box.cast(code, f"{grade}{OTHERS}")
    box.close()
    if alone:
        monkeypatch.setattr(joining, "SECRET", 1)
    box.count()
    loot = Loot([steal(folder)], seen=[("", code) for code in wanted])
    found = ATTACKS["single tray"](loot)
    truth = dict(zip(loot.hashes(), wanted.values(), strict=True))
    assert (found.grades, found.nothing) == (truth if alone else {}, not alone)


def test_group_of_few_ballots_is_said_to_remain_and_of_one_is_read():
    votes = [Vote(code, at % 2, 1 + at % 2, Channel.WEB, 3) for at, code in enumerate(codes(20))]
    few, one = [v for v in votes if v.group or v.code in codes(9)], [v for v in votes if v.group] + votes[:1]
    said = ("1 groups came back with fewer than 10 ballots, and the score needs their sums",)
    found = ATTACKS["single tray"](burglary.counted(few))
    assert (found.grades, found.signs, found.remains) == ({}, (), said)
    loot = burglary.counted(one)
    assert ATTACKS["single tray"](loot).grades == {loot.hashes()[-1]: 3}
