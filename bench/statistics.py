"""How long the statistics take: one round, a million ballots, a county, and ten million marks beside one bincount."""

from __future__ import annotations

import json
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from appraisal.domain.beside.overview import readable
from appraisal.domain.cases.rounds import large_round
from appraisal.domain.flags.flag import Beside
from appraisal.domain.result import Ledger, Prints
from appraisal.domain.summary import summarise
from ballotbox.domain.counts import margins_from_json
from ballotbox.domain.tabulate import tabulate
from core.config import ROOT
from demo.domain.synthetic.honest import honest
from demo.domain.synthetic.village import spec

CASES = ROOT / "tests" / "data" / "stats_cases.json"
VILLAGES, ROLL = 324, 2_000
MARKS, GRADES = 10_000_000, 6  # four grades, abstained, blank
RUNS = 5


@dataclass(frozen=True)
class Statistics:
    """The quickest of `RUNS` runs each, in seconds of CPU; bars of issue 4: 0.02, 0.5, 1, and four times the bincount.

    All of it computes and waits for nothing: the clock would say how busy the machine is with other programs.
    """

    round: float  # everything an officer signs, flags too, of five persons by five items
    million: float  # case C01, a million ballots, from its counts
    county: float  # 324 villages of five persons by five items, from stored counts
    marks: float  # five columns of ten million marks to counts
    bincount: float  # one such column, bare

    @property
    def ratio(self) -> float:
        """Marks to counts against the bare bincount of the same run."""
        return self.marks / self.bincount


def statistics(villages: int = VILLAGES, marks: int = MARKS) -> Statistics:
    """Measure all five."""
    pile = honest(np.random.default_rng(4), ROLL, "five_dimensions")
    about = spec(pile.preset, pile.rolls)
    counts = pile.counts(about)
    stored = zlib.compress(counts.to_json().encode())
    web, sms, paper = counts.by_channel
    ledger = Ledger(counts.ballots, 0, web + sms, paper, counts.ballots, counts.ballots, 0, ())
    beside = Beside(batch_groups=pile.batch_groups)
    inputs = next(c["inputs"] for c in json.loads(CASES.read_bytes())["cases"] if c["name"].startswith("C01"))
    columns = np.random.default_rng(5).integers(0, GRADES, (5, marks), dtype=np.uint8)
    return Statistics(
        round=_quickest(lambda: summarise(about, counts, ledger, Prints("", "", ""), beside)),
        million=_quickest(lambda: large_round(inputs)),
        county=_quickest(
            lambda: readable((about, margins_from_json(zlib.decompress(stored).decode())) for _ in range(villages))
        ),
        marks=_quickest(lambda: tabulate(columns.T, GRADES)),
        bincount=_quickest(lambda: np.bincount(columns[0], minlength=GRADES)),
    )


def _quickest(work: Callable[[], object]) -> float:
    def once() -> float:
        begun = time.process_time()
        work()
        return time.process_time() - begun

    work()  # what is imported and filled on the way is not part of it
    return min(once() for _ in range(RUNS))
