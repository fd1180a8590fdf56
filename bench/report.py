"""How long one village's papers take: the office report, the spreadsheet, the JSON; each village is another one."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from statistics import median

import numpy as np

from appraisal.domain.beside.beyond import compared
from appraisal.domain.flags.flag import Beside
from appraisal.domain.former import digest_of_version_1
from appraisal.domain.result import Ledger, Prints
from appraisal.domain.summary import summarise
from core.clock import LOCAL
from demo.domain.synthetic.honest import honest
from demo.domain.synthetic.village import spec
from discipline.domain.papers.dossier import Dossier, Signing
from discipline.domain.papers.original import original
from discipline.domain.states import State
from discipline.pdf import office_report
from discipline.spreadsheet import spreadsheet

VILLAGES, BALLOTS = 7, 400


@dataclass(frozen=True)
class Report:
    """Seconds of a village of five persons by five items; the first loads the chart library. Bar of issue 4: 3 s."""

    villages: int
    first: float
    usual: float  # the median of the others
    slowest: float
    spreadsheet: float
    json: float
    pages_bytes: int


def report(villages: int = VILLAGES, ballots: int = BALLOTS) -> Report:
    """Measure them one after the other, each with charts that were not drawn before."""
    of = [_dossier(seed, ballots) for seed in range(villages)]
    sheets, took = zip(*(_timed(lambda one=one: office_report(one)) for one in of), strict=True)
    return Report(
        villages=villages,
        first=took[0],
        usual=median(took[1:]),
        slowest=max(took),
        spreadsheet=median(_timed(lambda one=one: spreadsheet(one))[1] for one in of),
        json=median(_timed(lambda one=one: original(one))[1] for one in of),
        pages_bytes=max(map(len, sheets)),
    )


def _timed(work: Callable[[], bytes | str]) -> tuple[bytes | str, float]:
    begun = time.perf_counter()
    made = work()
    return made, time.perf_counter() - begun


def _dossier(seed: int, ballots: int) -> Dossier:
    pile = honest(np.random.default_rng(seed), ballots, "five_dimensions")
    about = replace(spec(pile.preset, pile.rolls), round=f"bench{seed:03}")
    counts = pile.counts(about)
    web, sms, paper = counts.by_channel
    ledger = Ledger(counts.ballots, 0, web + sms, paper, counts.ballots, counts.ballots, 0, ())
    result = summarise(about, counts, ledger, Prints("", "", ""), Beside(batch_groups=pile.batch_groups))
    closed = about.closes_at.astimezone(LOCAL)
    return Dossier(
        office="试验镇",
        address=f"http://127.0.0.1/r/{about.round}",
        spec=about,
        result=result,
        former=digest_of_version_1(result),
        comparison=compared(result, about.rules, {}, {}, {}),
        standing=Signing(State.DRAFT, "", (), None, None),
        opened_at=about.opens_at.astimezone(LOCAL),
        closed_at=closed,
        counted_at=closed + timedelta(hours=1),
        printed_by="检验",
        printed_at=closed + timedelta(hours=2),
    )
