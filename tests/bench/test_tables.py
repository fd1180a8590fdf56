"""The other tables of `make bench` at a small size: they run, and refuse to print where a box does not agree."""

from __future__ import annotations

from bench import crowd, full
from bench.count import count
from bench.load import Client, Load
from tests.support.door import run


def test_crowd_ends_with_boxes_that_agree(monkeypatch) -> None:
    monkeypatch.setattr(crowd, "CLIENTS", 40)
    found = crowd.crowds(60)
    assert [(each.acknowledged, each.in_box) for each in found] == [(60, 60), (60, 60)]
    assert found[0].sent_away == 0


def test_voter_who_is_sent_away_comes_again_and_who_is_refused_does_not(monkeypatch) -> None:
    monkeypatch.setattr(crowd, "COME_AGAIN_SECONDS", 0)
    client, tries = Client(0, Load()), []

    async def journey(client: Client, code: str) -> bool:
        tries.append(code)
        client.sent_away += len(tries) < 3
        return code == "counts" and len(tries) == 3

    assert run(crowd.patient(journey)(client, "counts"))
    assert not run(crowd.patient(journey)(client, "refused"))
    assert tries == ["counts"] * 3 + ["refused"]


def test_full_box_is_measured_beside_an_empty_one() -> None:
    found = full.full_box(ballots=200, journeys=10)
    assert (len(found.empty), len(found.full), found.ballots) == (5, 5, 200)
    assert full.Full(1, (1.0, 4.0, 2.0), (3.0, 1.0, 9.0)).ratio == 1.5


def test_count_of_a_bench_counts_each_ballot() -> None:
    found = count(50)
    assert (found.ballots, found.told) == (50, 2)
