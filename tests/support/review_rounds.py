"""A village whose review has everything on its page: an earlier round, another village, rules that fire, flags."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from sqlalchemy import select, update

from ballotbox import queries as ballotbox
from ballotbox.domain.counts import RoundCounts
from ballotbox.domain.layout import RoundSpec
from ballotbox.domain.rules import Rules
from ballotbox.models import AssemblyRow, Slip
from core import clock
from core.db import writing
from demo.domain.synthetic.pile import Pile
from tests.support import counted
from tests.support.flagged import honest_pile
from tests.support.sample import Township, Village

SIZE = 400
PUSHED = 3  # place of the person whom a third rate not competent
HOST = "大柳村村务监督委员会"


def honest(village: Village, at: int, preset: str = "five_dimensions", **settings: object) -> tuple[RoundSpec, Pile]:
    """An invented honest round in `village`, number `at`, not yet stored."""
    pile = honest_pile(preset, SIZE, at)
    groups = tuple(replace(g, roll=roll) for g, roll in zip(counted.GROUPS, pile.rolls, strict=True))
    return replace(counted.spec_of(village, preset=preset, groups=groups), **settings), pile


def counts_of(spec: RoundSpec, pile: Pile) -> RoundCounts:
    """What the box comes to, without trays: those of an invented pile belong to no batch that is stored."""
    return replace(pile.counts(spec), batches={}, enterers={})


def pushed(pile: Pile, share: float = 0.4) -> Pile:
    """The same pile with one person in the lowest grade on a share of the villagers' ballots, most of them by paper."""
    marks = pile.marks.copy()
    some = np.flatnonzero(pile.group == 0)[: int(share * len(pile))]
    marks[some, PUSHED] = 1
    return replace(pile, marks=marks)


def full(township: Township, time: object) -> str:
    """Store two years of 大柳村 and one round of 小河村, and return the id of the newest of 大柳村."""
    first, second = township.villages
    spec, pile = honest(first, 1, kind="statutory", rules=Rules(host=HOST))
    store(first, spec, pushed(pile))
    time.forward(days=364)
    spec, pile = honest(second, 2)
    store(second, spec, pile)
    spec, pile = honest(first, 3, kind="statutory", rules=Rules(host=HOST), basis="柳河镇村干部评议办法")
    return store(first, spec, pushed(pile))


def store(village: Village, spec: RoundSpec, pile: Pile) -> str:
    """Store a round with the assembly that a statutory evaluation needs, and return its id."""
    public_id = counted.store_counts(village, spec, counts_of(spec, pile))
    with writing() as session:
        row = ballotbox.round_by_public_id(public_id)
        paper = (
            select(Slip.code_hash)
            .where(Slip.round_id == row.id, Slip.state == "spent")
            .limit(int((pile.channel == 3).sum()))
        )
        session.execute(update(Slip).where(Slip.code_hash.in_(paper)).values(state="spent_paper"))
        if spec.kind == "statutory":
            session.add(
                AssemblyRow(
                    round_id=row.id,
                    host=HOST,
                    eligible=60,
                    present=41,
                    quorum=True,
                    recorded_by=1,
                    recorded_at=clock.now(),
                )
            )
    return public_id
