"""Dossiers of rounds counted in memory: everything the office's papers are made of, without a database."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import numpy as np

from appraisal.domain.beside.beyond import compared
from appraisal.domain.beside.comparison import Earlier, in_a_row
from appraisal.domain.beside.peers import Holder, compare
from appraisal.domain.flags.flag import Beside
from appraisal.domain.former import digest_of_version_1
from appraisal.domain.release.release import release
from appraisal.domain.result import Ledger, Prints, RoundResult, Score
from appraisal.domain.summary import summarise
from ballotbox.domain.assembly import Assembly
from ballotbox.domain.counts import RoundCounts
from ballotbox.domain.layout import RoundSpec
from ballotbox.domain.record import Record
from ballotbox.domain.screen import Known
from ballotbox.domain.tally import tally
from demo.domain.synthetic.honest import honest
from demo.domain.synthetic.stuffing import stuffed
from demo.domain.synthetic.village import spec as synthetic
from discipline.domain.bulletin import Outcome, Times, freeze
from discipline.domain.papers.dossier import Dossier, Mark, Signing
from discipline.domain.states import State
from tests.support.releases import KEY
from tests.support.specs import make_spec

CHINA = timezone(timedelta(hours=8))
NOW = datetime(2026, 11, 9, 9, 30, tzinfo=CHINA)
PRINTS = Prints("ab" * 32, "cd" * 16, "ef" * 32)


def ledger_of(counts: RoundCounts) -> Ledger:
    """The accounting of a box in which every sum adds up."""
    web, sms, paper = counts.by_channel
    return Ledger(counts.ballots + 5, 5, web + sms, paper, counts.ballots, counts.ballots, 0, ())


def dossier(
    spec: RoundSpec,
    counts: RoundCounts,
    *,
    signers: int = 2,
    meeting: Assembly | None = None,
    beside: bool = False,
    trays: Beside | None = None,
) -> Dossier:
    """Return the dossier of a round checked and signed by that many; `beside`: with earlier rounds and peers."""
    result = summarise(spec, counts, ledger_of(counts), PRINTS, trays, meeting)
    earlier, peers = (_earlier(result), _peers(result)) if beside else ({}, {})
    own = {1: 95.0} if beside else {}
    return Dossier(
        office="柳河镇",
        address=f"https://pj.example.cn/r/{spec.round}",
        spec=spec,
        result=result,
        former=digest_of_version_1(result),
        comparison=compared(result, spec.rules, earlier, peers, own),
        standing=standing(result.digest, signers),
        opened_at=spec.opens_at.astimezone(CHINA),
        closed_at=spec.closes_at.astimezone(CHINA),
        counted_at=spec.closes_at.astimezone(CHINA) + timedelta(hours=2),
        printed_by="林（纪委）",
        printed_at=NOW,
    )


def standing(digest: str, signers: int = 2, reason: str = "") -> Signing:
    """Where a review stands that was checked and signed by that many."""
    marks = [Mark("checked", "林（纪委）", NOW, digest)]
    marks += [Mark("signed", name, NOW, digest) for name in ("林（纪委）", "何（纪委）")[:signers]]
    state = State.RETURNED if reason else State.SIGNED if signers >= 2 else State.CHECKED if signers else State.DRAFT
    return Signing(state, reason, tuple(marks) if signers else (), None, None)


def bulletin_of(of: Dossier, counts: RoundCounts) -> dict:
    """The content of the bulletin that would be published of a signed round."""
    rows = {person.number: in_a_row([(False, True)], 2) for person in of.spec.persons}
    outcome = Outcome(of.result, "5a" * 32, release(of.spec, counts, of.result), rows)
    times = Times(of.opened_at, of.closed_at, of.counted_at, NOW)
    made = freeze(outcome, of.spec, times, [(mark.name, mark.at) for mark in of.standing.signed])
    return json.loads(made.text())


def counts_of(spec: RoundSpec, ballots: Sequence[Sequence[tuple[int, ...]]]) -> RoundCounts:
    """Count these ballots of each group: reply keys, person by person."""
    batches = {group + 1: group for group in range(len(spec.groups))}
    plains = [Record(KEY, g, 1, g + 1, marks).pack() for g, some in enumerate(ballots) for marks in some]
    return tally(Known(spec, KEY, batches), plains, lambda _records: None)


def usual(preset: str = "five_dimensions", size: int = 400, *, beside: bool = True, signers: int = 2) -> Dossier:
    """An honest round of five cadres in three groups."""
    pile = honest(np.random.default_rng(4), size, preset)
    about = _named(synthetic(pile.preset, pile.rolls))
    return dossier(about, pile.counts(about), beside=beside, signers=signers)


def flagged() -> Dossier:
    """A round into which a batch of ballots was stuffed."""
    chance = np.random.default_rng(1)
    pile = stuffed(chance, honest(chance, 400, "overall"), "identical", 0.15)
    about = _named(synthetic(pile.preset, pile.rolls))
    return dossier(about, pile.counts(about), signers=0, trays=Beside(batch_groups=pile.batch_groups))


def of_ballots(spec: RoundSpec, ballots: Sequence[Sequence[tuple[int, ...]]], **settings) -> Dossier:
    """A round of these ballots of each group: reply keys, person by person."""
    return dossier(spec, counts_of(spec, ballots), **settings)


def many(persons: int = 40, n: int = 60) -> Dossier:
    """A round of many cadres, of one overall grade each."""
    chance = np.random.default_rng(9)
    spec = make_spec(persons=persons, groups=2, roll=80)
    better = chance.dirichlet([6, 4, 2, 1], size=persons)
    ballots = [[tuple(4 - int(chance.choice(4, p=of)) for of in better) for _ in range(n)] for _ in range(2)]
    return of_ballots(spec, ballots)


def _named(spec: RoundSpec) -> RoundSpec:
    return replace(
        spec, round="k3m8x2vp", village="大柳村", title="2026 年大柳村村干部直评", basis="柳河镇村干部评议办法"
    )


def _earlier(result: RoundResult) -> dict[int, list[Earlier]]:
    last = Score(72.0, 1.1, 69.8, 74.2, 200, ())
    return {person.number: [Earlier("before01", "2025-11-06", last, True, True)] for person in result.persons[:3]}


def _peers(result: RoundResult) -> dict[int, object]:
    found = {}
    for person in result.persons[:4]:
        own = Holder("大柳村", person.score.mean, person.score.se, person.score.degf)
        others = [Holder(f"村{n}", 70.0 + n, 1.2, 150) for n in range(7)]
        found[person.number] = compare((person.post, person.post_en), [own, *others])[0]
    return found


def long_words() -> Dossier:
    """A round whose names, posts and basis are as long as anybody types them."""
    of = usual(size=120)
    persons = [
        replace(person, name="欧阳副主任" * 3, post="村党支部副书记兼村民委员会副主任（主持日常工作）")
        for person in of.spec.persons
    ]
    groups = [replace(group, name=f"{group.name}和驻村工作队联系户代表") for group in of.spec.groups]
    title = "2026 年度大柳树湾回族自治乡联合行政村村干部民主测评暨直评工作（第二次）"
    spec = replace(
        of.spec,
        village="大柳树湾回族自治乡联合行政村",
        title=title,
        basis="《中华人民共和国村民委员会组织法》和柳河镇党委〔2026〕12号文件，" * 3,
        persons=tuple(persons),
        groups=tuple(groups),
        rules=replace(of.spec.rules, weights_basis="镇党委会议纪要第 8 号，" * 6),
    )
    pile = honest(np.random.default_rng(4), 120, "five_dimensions")
    return dossier(spec, pile.counts(spec), beside=True, signers=1)
