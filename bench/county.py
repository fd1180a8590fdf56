"""A county on one page: 27 townships of 12 villages, each with a counted round of invented ballots.

The rounds come from `demo/domain/synthetic`, are counted by the product's own tally, stored as the ballot box stores
them, and announced as counted: so every review has its digest. Boxes and slips are there in number only.
"""

from __future__ import annotations

import secrets
import zlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np
from sqlalchemy import insert

from ballotbox.domain.layout import RoundSpec
from ballotbox.domain.news import RoundCounted
from ballotbox.models import Ballot, Batch, EvaluationRound, KeyHolder, Slip, StoredCount
from core import clock
from core.auth import Role
from core.db import db, writing
from core.events import announce
from core.ids import short_id
from demo.domain import township as sample
from demo.domain.synthetic.honest import honest
from demo.domain.synthetic.pile import Pile
from demo.domain.synthetic.village import spec as invented
from roster.models import Area, Cadre, Post, RespondentGroup
from roster.service import new_staff

LOGIN, PASSWORD = "county", "bench-password"
SURNAMES = tuple(sample.SURNAMES.items())
SEED = 4


@dataclass(frozen=True)
class County:
    """The ids of a county's villages and its rounds, in their order."""

    villages: tuple[int, ...]
    rounds: tuple[str, ...]


def build(townships: int = 27, villages: int = 12, ballots: int = 400, counted: int | None = None) -> County:
    """Store a county with an officer, and a counted round of about `ballots` ballots in every village.

    `counted` is in how many of them, by default in all.
    """
    with writing():
        places, holder = _roster(townships, villages)
        db.session.flush()
        ids = [area.id for area in places]
        holders = holder.id
    rng = np.random.default_rng(SEED)
    rounds = [counted_round(area, holders, rng, round(ballots * rng.uniform(0.75, 1.25))) for area in ids[:counted]]
    return County(tuple(ids), tuple(rounds))


def _roster(townships: int, villages: int) -> tuple[list[Area], KeyHolder]:
    county = _area("county", sample.COUNTY, 0, None)
    groups = [RespondentGroup(key=g[0], name=g[1], name_en=g[2], rank=at) for at, g in enumerate(sample.GROUPS)]
    posts = [Post(name=p[0], name_en=p[1], rank=at) for at, p in enumerate(sample.POSTS)]
    db.session.add_all([*groups, *posts])
    made = []
    for town in range(townships):
        parent = _area("township", _town(town), town, county)
        for village in range(villages):
            made.append(_area("village", _village(town, village), town * villages + village + 1, parent))
            _cadres(made[-1], posts, len(made))
    db.session.flush()
    db.session.add(new_staff(LOGIN, ("县纪委", "County discipline office"), PASSWORD, county.id, {Role.OFFICER}))
    holder = KeyHolder(
        side="discipline",
        area_id=county.id,
        label="县纪委",
        salt=bytes(16),
        public_key=bytes(32),
        set_at=clock.now(),
        set_by=1,
    )
    db.session.add(holder)
    return made, holder


def _town(at: int) -> tuple[str, str]:
    zh, en = "东西南北中", ("East", "West", "South", "North", "Middle")
    name, name_en = sample.VILLAGES[at % len(sample.VILLAGES)].name, sample.VILLAGES[at % len(sample.VILLAGES)].name_en
    where = at // len(sample.VILLAGES)
    return (
        f"{name[:-1]}{zh[where] if where else ''}镇",
        f"{name_en.split()[0]} {en[where] + ' ' if where else ''}Township",
    )


def _village(town: int, at: int) -> tuple[str, str]:
    known = sample.full_size()
    one = known[(town * 5 + at) % len(known)]
    return one.name, one.name_en


def _area(kind: str, names: tuple[str, str], number: int, parent: Area | None) -> Area:
    area = Area(public_id=short_id(), kind=kind, name=names[0], name_en=names[1], number=number, parent=parent)
    db.session.add(area)
    return area


def _cadres(area: Area, posts: list[Post], at: int) -> None:
    for place, (post, words) in enumerate(zip(posts, sample.POSTS, strict=True)):
        surname, latin = SURNAMES[(at * 5 + place) % len(SURNAMES)]
        db.session.add(
            Cadre(area=area, post=post, surname=surname, surname_en=latin, title=words[2], title_en=words[3])
        )


def counted_round(
    area_id: int, holder_id: int, rng: np.random.Generator, ballots: int, opens: datetime | None = None
) -> str:
    """Store a counted five-dimension round of a village, announce it, and return its public id."""
    pile = honest(rng, ballots, "five_dimensions")
    about = spec_of(area_id, pile, opens or clock.now() - timedelta(days=3))
    with writing() as session:
        row = _row(area_id, holder_id, about)
        batches = [_batch(group, about.groups[group].roll) for group in pile.batch_groups.values()]
        session.add(row)
        session.flush()
        for batch in batches:
            batch.round_id = row.id
        session.add_all(batches)
        session.flush()
        numbers = dict(zip(pile.batch_groups, (batch.id for batch in batches), strict=True))
        counts = _numbered(pile, numbers).counts(about)
        web, sms, paper = counts.by_channel
        _fill(row.id, batches[0].id, {"spent": web + sms, "spent_paper": paper})
        session.add(StoredCount(round_id=row.id, counts=zlib.compress(counts.to_json().encode())))
        row.state, row.counted_at, row.box_root = "counted", clock.now(), secrets.token_hex(32)
        session.flush()
        announce(RoundCounted(about.round))
    return about.round


def spec_of(area_id: int, pile: Pile, opens: datetime) -> RoundSpec:
    """Return the spec of a round in a village, with the people of its roster."""
    area = db.session.get_one(Area, area_id)
    cadres = db.session.query(Cadre).filter_by(area_id=area_id).order_by(Cadre.id).all()
    about = invented(pile.preset, pile.rolls)
    persons = tuple(
        replace(
            one, cadre_id=cadre.id, surname=cadre.surname, title=cadre.title, name=cadre.name, name_en=cadre.name_en
        )
        for one, cadre in zip(about.persons, cadres, strict=True)
    )
    names = {"village": area.name, "village_en": area.name_en, "title": f"{area.name}村干部直评"}
    times = {"opens_at": opens, "closes_at": opens + timedelta(hours=60)}
    return replace(about, round=short_id(), persons=persons, **names, **times)


def _numbered(pile: Pile, numbers: dict[int, int]) -> Pile:
    new = np.zeros(max(numbers) + 1, dtype=np.int64)
    new[list(numbers)] = list(numbers.values())
    return replace(pile, batch=new[pile.batch], batch_groups={numbers[k]: v for k, v in pile.batch_groups.items()})


def _row(area_id: int, holder_id: int, about: RoundSpec) -> EvaluationRound:
    return EvaluationRound(
        public_id=about.round,
        key16=secrets.token_bytes(16),
        area_id=area_id,
        spec=about.to_json(),
        spec_hash=about.digest(),
        public_key=secrets.token_bytes(32),
        state="closed",
        opened_at=about.opens_at,
        closes_at=about.closes_at,
        closed_at=about.closes_at,
        discipline_holder_id=holder_id,
        supervision_holder_id=holder_id,
    )


def _batch(group: int, size: int) -> Batch:
    return Batch(
        group_index=group,
        kind="roll",
        size=max(size, 1),
        state="active",
        printed_by=1,
        printed_at=clock.now(),
        activated_by_1=1,
        activated_by_2=2,
    )


def _fill(round_id: int, batch_id: int, used: dict[str, int]) -> None:
    """As many used slips as ballots, so that the sums agree; what is sealed in them nobody looks at here."""
    slips = [
        {"code_hash": secrets.token_bytes(32), "round_id": round_id, "batch_id": batch_id, "state": state}
        for state, n in used.items()
        for _ in range(n)
    ]
    db.session.execute(insert(Slip), slips)
    box = [{"round_id": round_id, "id": secrets.token_bytes(16), "sealed": b"-"} for _ in slips]
    db.session.execute(insert(Ballot), box)
