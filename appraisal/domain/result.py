"""The result of one round as an officer reads and signs it: frozen figures, and the hash over them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from appraisal.domain.figures import (
    Agreement,
    ChannelTest,
    Extremes,
    GradeCount,
    GroupScore,
    GroupTest,
    GroupTurnout,
    ItemResult,
    Mean,
    OneThird,
    Pair,
    Score,
    Share,
    Turnout,
)
from appraisal.domain.flags.flag import Flag
from ballotbox.domain.assembly import Assembly

VERSION = 2  # of the result's form: a signed hash is read together with it
DIGITS = 6  # a figure's decimals: enough for every use, few enough that no two machines differ
MIN_GROUP = 10  # valid ballots under which a group is not shown by itself (product brief §4.7)


@dataclass(frozen=True)
class Ledger:
    """The ballot accounting: slips and ballots, and by how many the box differs from what was spent.

    `problems` are the codes of the sums that do not add up (`ballotbox.domain.accounting`).
    """

    issued: int
    void: int
    spent: int
    spent_paper: int
    sealed: int
    counted: int
    difference: int
    problems: tuple[str, ...]

    @property
    def balanced(self) -> bool:
        """Tell whether every sum adds up."""
        return not self.problems


@dataclass(frozen=True)
class Prints:
    """What ties the result to its round: nobody can put another questionnaire, key or box under it."""

    questionnaire: str
    key: str
    box_root: str


@dataclass(frozen=True)
class PersonResult:
    """One person. `band` is the best and the worst grade (0 = best) that the interval touches.

    `complete` ballots judge the person on every item; `abstained` and `blank` count single answers.
    `by_people` is the score with groups weighted by their rolls instead of the round's weights; `reweighted` stands
    beside a missing score: the weight of the empty groups spread over the others. `extremes` bound the score for those
    who did not vote. `between_groups` tests composites of groups of ten and more complete ballots. `standing` among
    the persons of the round: ``upper`` or ``lower`` half for sure, ``open``, or None where it cannot be judged; never a
    rank. `not_competent` by the figure that the round's rules name; None where that cannot be judged.
    """

    number: int
    name: str
    name_en: str
    post: str
    post_en: str
    score: Score
    by_people: Mean
    reweighted: Score | None
    extremes: Extremes | None
    band: tuple[int, int] | None
    grades: tuple[GradeCount, ...]
    complete: int
    abstained: int
    blank: int
    items: tuple[ItemResult, ...]
    groups: tuple[GroupScore, ...]
    one_third: OneThird
    between_groups: GroupTest
    channels: ChannelTest | None
    standing: str | None
    not_competent: bool | None


@dataclass(frozen=True)
class RoundResult:
    """Everything an officer signs. `bands` are the lower limits in points, best grade first.

    `denominator` is what grade shares are of: ``valid`` answers, ballots ``returned``, or the ``roll``. `assembly` is
    the meeting of a statutory evaluation, None of a survey or where nothing was recorded. `pairs` are
    every two persons.
    """

    version: int
    round: str
    kind: str
    assembly: Assembly | None
    scale: tuple[float, float]
    bands: tuple[float, ...]
    denominator: str
    turnout: Turnout
    valid: bool
    persons: tuple[PersonResult, ...]
    pairs: tuple[Pair, ...]
    agreement: Agreement
    ledger: Ledger
    prints: Prints
    flags: tuple[Flag, ...]

    @property
    def digest(self) -> str:
        """The sha256 that officers sign, in hex."""
        return sha256(canonical(asdict(self)))


def statutory(result: RoundResult) -> bool:
    """Tell whether a round was the evaluation that the law means: by the assembly, with its quorum recorded."""
    return result.kind == "statutory" and result.assembly is not None and result.assembly.quorum


def canonical(value: Any) -> str:
    """Write JSON in the one form that is hashed: keys sorted, no blanks, text as it is."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def sha256(text: str) -> str:
    """Return the hex sha256 of `text` as UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def rounded(value: float | None) -> float | None:
    """Return `value` with `DIGITS` decimals, and never as -0."""
    return None if value is None else round(float(value), DIGITS) + 0.0


__all__ = [
    "DIGITS",
    "MIN_GROUP",
    "VERSION",
    "Agreement",
    "ChannelTest",
    "Extremes",
    "GradeCount",
    "GroupScore",
    "GroupTest",
    "GroupTurnout",
    "ItemResult",
    "Ledger",
    "Mean",
    "OneThird",
    "Pair",
    "PersonResult",
    "Prints",
    "RoundResult",
    "Score",
    "Share",
    "Turnout",
    "canonical",
    "rounded",
    "sha256",
    "statutory",
]
