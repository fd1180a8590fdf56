"""The result of one round as an officer reads and signs it: frozen figures, and the hash over them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

VERSION = 1  # of the result's form: a signed hash is read together with it
DIGITS = 6  # a figure's decimals: enough for every use, few enough that no two machines differ
MIN_GROUP = 10  # valid ballots under which a group is not shown by itself (product brief §4.7)

Share = float | None


@dataclass(frozen=True)
class GroupTurnout:
    """How many of a group's roll sent a ballot; `weight` is the group's part in every score."""

    key: str
    name: str
    name_en: str
    weight: float
    roll: int
    returned: int
    share: Share


@dataclass(frozen=True)
class Turnout:
    """Turnout of all groups together, against the threshold of the round (0 to 1)."""

    groups: tuple[GroupTurnout, ...]
    roll: int
    returned: int
    share: Share
    threshold: float
    reached: bool


@dataclass(frozen=True)
class GradeCount:
    """One grade: answers of all groups, their share of the valid ones, and that under the group weights."""

    name: str
    name_en: str
    count: int
    share: Share
    weighted: Share


@dataclass(frozen=True)
class Score:
    """A weighted mean in points with its standard error and 95 % t interval; None where there is none.

    `notes` are those of `appraisal.domain.strata.Estimate`: what must be said beside it.
    """

    mean: float | None
    se: float | None
    low: float | None
    high: float | None
    degf: int
    notes: tuple[str, ...]


@dataclass(frozen=True)
class ItemResult:
    """One item of one person, in the order of the ballot."""

    name: str
    name_en: str
    weight: float
    score: Score
    grades: tuple[GradeCount, ...]


@dataclass(frozen=True)
class GroupScore:
    """A group's own mean and complete ballots; both None for a group too small to be shown by itself."""

    name: str
    name_en: str
    complete: int | None
    mean: float | None


@dataclass(frozen=True)
class PersonResult:
    """One person. `band` is the best and the worst grade (0 = best) that the interval touches.

    `complete` ballots judge the person on every item; `abstained` and `blank` count single answers.
    """

    number: int
    name: str
    name_en: str
    post: str
    post_en: str
    score: Score
    band: tuple[int, int] | None
    grades: tuple[GradeCount, ...]
    complete: int
    abstained: int
    blank: int
    items: tuple[ItemResult, ...]
    groups: tuple[GroupScore, ...]


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
class RoundResult:
    """Everything an officer signs. `bands` are the lower limits in points, best grade first."""

    version: int
    round: str
    kind: str
    scale: tuple[float, float]
    bands: tuple[float, ...]
    turnout: Turnout
    valid: bool
    persons: tuple[PersonResult, ...]
    ledger: Ledger
    prints: Prints

    @property
    def digest(self) -> str:
        """The sha256 that officers sign, in hex."""
        return sha256(canonical(asdict(self)))


def canonical(value: Any) -> str:
    """Write JSON in the one form that is hashed: keys sorted, no blanks, text as it is."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def sha256(text: str) -> str:
    """Return the hex sha256 of `text` as UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def rounded(value: float | None) -> float | None:
    """Return `value` with `DIGITS` decimals, and never as -0."""
    return None if value is None else round(float(value), DIGITS) + 0.0
