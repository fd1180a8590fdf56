"""The rules of a round: settings with the basis beside each, fixed when it opens. No national standard exists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

AT_LEAST, MORE_THAN = ">=", ">"
COMPARISONS = (AT_LEAST, MORE_THAN)
DENOMINATORS = ("valid", "returned", "roll")
FIGURES = ("one_third", "score", "band")
HAIR = 1e-3  # ballots: a third written with six digits does not turn 100 of 300 away

USUAL_BASIS = "无全国统一规定，采用通行做法"
LAW = "《村民委员会组织法》（2025年修订）第三十八条；2026年以前为第三十三条"


@dataclass(frozen=True)
class Denominator:
    """What grade shares are of: ``valid`` answers, ballots ``returned``, or the ``roll``."""

    of: str = "valid"
    basis: str = USUAL_BASIS


@dataclass(frozen=True)
class Turnout:
    """How the round's `turnout_threshold` is compared: reaching it is enough (>=), or it must be passed (>)."""

    comparison: str = AT_LEAST
    basis: str = USUAL_BASIS


@dataclass(frozen=True)
class OneThird:
    """The part `over` / `under` of worst grades at which the rule fires; `item` is the key of one item, "" the last."""

    comparison: str = AT_LEAST
    over: int = 1
    under: int = 3
    item: str = ""
    basis: str = USUAL_BASIS

    def reached(self, x: int, n: int) -> bool:
        """Tell whether `x` of `n` reach the part, in whole numbers: 100 of 300 is a third."""
        left, right = x * self.under, n * self.over
        return n > 0 and (left >= right if self.comparison == AT_LEAST else left > right)


@dataclass(frozen=True)
class NotCompetent:
    """What "not competent" is judged on, and after how many in a row the post is lost.

    `figure`: ``one_third`` (that rule fired), ``score`` (it lies in the lowest band), ``band`` (its whole
    interval does).
    """

    figure: str = "one_third"
    in_a_row: int = 2
    basis: str = LAW


@dataclass(frozen=True)
class SelfScore:
    """By how many points a self-score may differ before it is pointed out."""

    gap: float = 10.0
    basis: str = USUAL_BASIS


@dataclass(frozen=True)
class Bands:
    """Lower limits of the bands in points, best first; empty: the customary ones of the scale."""

    lower: tuple[float, ...] = ()
    basis: str = USUAL_BASIS


@dataclass(frozen=True)
class Rules:
    """Everything a round is judged by beside weights, scale and threshold, which stand in its spec.

    `weights_basis` and `scores_basis` say on what group weights and score map rest; `host` is the body that chairs a
    statutory evaluation ("" of a survey). Raises ValueError with the name of the setting at fault.
    """

    denominator: Denominator = Denominator()
    turnout: Turnout = Turnout()
    one_third: OneThird = OneThird()
    not_competent: NotCompetent = NotCompetent()
    self_score: SelfScore = SelfScore()
    bands: Bands = Bands()
    weights_basis: str = USUAL_BASIS
    scores_basis: str = USUAL_BASIS
    host: str = ""

    def __post_init__(self) -> None:
        third, lower = self.one_third, self.bands.lower
        signs = {self.turnout.comparison, third.comparison}
        holds = {
            "denominator": self.denominator.of in DENOMINATORS,
            "comparison": signs <= set(COMPARISONS),
            "one_third": 0 < third.over < third.under,
            "not_competent": self.not_competent.figure in FIGURES and self.not_competent.in_a_row >= 1,
            "self_score": 0 <= self.self_score.gap < float("inf"),
            "bands": all(a > b for a, b in pairwise(lower)),
        }
        wrong = [name for name, right in holds.items() if not right]
        if wrong:
            raise ValueError(f"bad_rule_{wrong[0]}")


FORMER = Rules()  # what rounds of version 1 were judged by: it stood in the program, not in their spec


def turnout_reached(returned: int, roll: int, threshold: float, comparison: str) -> bool:
    """Tell whether `returned` of `roll` ballots pass the share `threshold`; never where nobody is on the roll."""
    over = returned - threshold * roll
    return roll > 0 and (over >= -HAIR if comparison == AT_LEAST else over > HAIR)


def read(raw: Mapping[str, Any]) -> Rules:
    """Return the rules as they stand in the JSON of a spec; raises TypeError, KeyError or ValueError for others."""
    bands = Bands(tuple(raw["bands"]["lower"]), raw["bands"]["basis"])
    return Rules(
        denominator=Denominator(**raw["denominator"]),
        turnout=Turnout(**raw["turnout"]),
        one_third=OneThird(**raw["one_third"]),
        not_competent=NotCompetent(**raw["not_competent"]),
        self_score=SelfScore(**raw["self_score"]),
        bands=bands,
        weights_basis=raw["weights_basis"],
        scores_basis=raw["scores_basis"],
        host=raw["host"],
    )
