"""The sample's villages, and as many as a whole township has."""

from __future__ import annotations

from demo.domain.township import VILLAGES, full_size


def test_full_size_is_twenty_villages_of_two_thousand() -> None:
    villages = full_size()
    assert [village.number for village in villages] == list(range(1, 21))
    assert {v.villagers + v.representatives + v.party_members for v in villages} == {2_000}
    assert [village.name for village in villages[: len(VILLAGES)]] == [village.name for village in VILLAGES]
    assert len({village.name for village in villages}) == len({village.name_en for village in villages}) == 20
