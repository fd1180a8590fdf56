"""A counted round without the hours it takes: real records, tally and box, stored as the ballot box stores them."""

from __future__ import annotations

import secrets
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import insert

from ballotbox.domain.counts import RoundCounts
from ballotbox.domain.layout import VERSION, Group, Person, RoundSpec
from ballotbox.domain.news import RoundCounted
from ballotbox.domain.presets import PRESETS
from ballotbox.domain.record import Record
from ballotbox.domain.scale import USUAL
from ballotbox.domain.screen import Known
from ballotbox.domain.tally import tally
from ballotbox.models import Ballot, Batch, EvaluationRound, KeyHolder, Slip, StoredCount
from core import clock, merkle
from core.db import db, writing
from core.events import announce
from core.ids import short_id
from roster import queries as roster
from tests.support.sample import Village

GROUPS = (
    Group("villager", "村民", "Villagers", 0.4, 780),
    Group("representative", "村民代表", "Villager representatives", 0.3, 38),
    Group("party_member", "党员", "Party members", 0.3, 50),
)


@dataclass(frozen=True)
class Ballots:
    """`n` equal ballots of one group: reply keys person by person, and how they came (1 web, 2 SMS, 3 paper)."""

    group: int
    marks: tuple[int, ...]
    n: int = 1
    channel: int = 1


def spec_of(
    village: Village,
    *,
    preset: str = "overall",
    groups: tuple[Group, ...] = GROUPS,
    threshold: float = 1 / 3,
    kind: str = "survey",
    persons: int = 5,
) -> RoundSpec:
    """Return the spec of a round in `village`, opened on 3 November at 8:00 for 60 hours."""
    area, opens = roster.area(village.id), clock.local_time(clock.today(), 8)
    return RoundSpec(
        version=VERSION,
        round=short_id(),
        village=area.name,
        village_en=area.name_en,
        title=f"2026 年{area.name}村干部直评",
        kind=kind,
        basis="柳河镇村干部评议办法",
        persons=_persons(village)[:persons],
        items=PRESETS[preset].items,
        groups=groups,
        scale=USUAL,
        turnout_threshold=threshold,
        one_third_rule=True,
        opens_at=opens,
        closes_at=opens + timedelta(hours=60),
        preset=preset,
    )


def _persons(village: Village) -> tuple[Person, ...]:
    return tuple(
        Person(
            number=number,
            cadre_id=cadre.id,
            surname=cadre.surname,
            title=cadre.title,
            name=cadre.name,
            name_en=cadre.name_en,
            post=cadre.post.name,
            post_en=cadre.post.name_en,
        )
        for number, cadre in enumerate(roster.cadres_of(village.id), 1)
    )


def store(village: Village, spec: RoundSpec, ballots: Iterable[Ballots]) -> str:
    """Store `spec` as a counted round with these ballots, announce it, and return its public id."""
    piles = [pile for pile in ballots for _ in range(pile.n)]

    def count(row: EvaluationRound, batches: Sequence[Batch]) -> RoundCounts:
        plains = [Record(row.key16, b.group, b.channel, batches[b.group].id, b.marks).pack() for b in piles]
        known = Known(spec, row.key16, {batch.id: batch.group_index for batch in batches})
        return tally(known, plains, lambda _records: None)

    return _store(village, spec, count)


def store_counts(village: Village, spec: RoundSpec, counts: RoundCounts) -> str:
    """Store `spec` as a round whose box came to `counts`, announce it, and return its public id."""
    return _store(village, spec, lambda _row, _batches: counts)


def _store(
    village: Village,
    spec: RoundSpec,
    count: Callable[[EvaluationRound, Sequence[Batch]], RoundCounts],
) -> str:
    with writing():
        row = _round(village, spec)
        db.session.add(row)
        db.session.flush()
        batches = [_batch(row, place, group.roll) for place, group in enumerate(spec.groups)]
        db.session.add_all(batches)
        db.session.flush()
        counts = count(row, batches)
        _slips(row, batches, [sum(group) for group in counts.returned])
        leaves = sorted(_box(row, counts.ballots))
        db.session.add(StoredCount(round_id=row.id, counts=zlib.compress(counts.to_json().encode())))
        row.state, row.counted_at, row.box_root = "counted", clock.now(), merkle.root(leaves).hex()
        db.session.flush()
        announce(RoundCounted(spec.round))
    return spec.round


def _round(village: Village, spec: RoundSpec) -> EvaluationRound:
    sides = ("discipline", "supervision")
    holders = [
        KeyHolder(
            side=side,
            area_id=village.id,
            label=side,
            salt=bytes(16),
            public_key=bytes(32),
            set_at=clock.now(),
            set_by=1,
        )
        for side in sides
    ]
    db.session.add_all(holders)
    db.session.flush()
    return EvaluationRound(
        public_id=spec.round,
        key16=secrets.token_bytes(16),
        area_id=village.id,
        spec=spec.to_json(),
        spec_hash=spec.digest(),
        public_key=secrets.token_bytes(32),
        state="closed",
        opened_at=spec.opens_at,
        closes_at=spec.closes_at,
        closed_at=spec.closes_at,
        discipline_holder_id=holders[0].id,
        supervision_holder_id=holders[1].id,
    )


def _batch(row: EvaluationRound, group: int, size: int) -> Batch:
    return Batch(
        round_id=row.id,
        group_index=group,
        kind="roll",
        size=size,
        state="active",
        printed_by=1,
        printed_at=clock.now(),
        activated_by_1=1,
        activated_by_2=2,
    )


def _slips(row: EvaluationRound, batches: Sequence[Batch], spent: Sequence[int]) -> None:
    for batch, n in zip(batches, spent, strict=True):
        states = ["spent"] * n + ["void"] * (batch.size - n)
        slips = [
            {"code_hash": secrets.token_bytes(32), "round_id": row.id, "batch_id": batch.id, "state": state}
            for state in states
        ]
        db.session.execute(insert(Slip), slips)


def _box(row: EvaluationRound, size: int) -> list[bytes]:
    sealed = [secrets.token_bytes(560) for _ in range(size)]
    rows = [{"round_id": row.id, "id": secrets.token_bytes(16), "sealed": one} for one in sealed]
    if rows:
        db.session.execute(insert(Ballot), rows)
    return [merkle.leaf_hash(one) for one in sealed]
