"""What an officer reads first: whether a result can be signed, and what to look at before."""

from __future__ import annotations

from dataclasses import dataclass

from appraisal.domain.beside.comparison import Comparison, PersonComparison
from appraisal.domain.result import PersonResult, RoundResult
from discipline.domain import watch

STOP, LOOK, CLEAR = "stop", "look", "clear"
REACHED = {"reached", "reached_surely"}
IN_A_ROW = {"counting", "met", "met_by_surveys"}
GAP = {"over", "under"}


@dataclass(frozen=True)
class Fired:
    """A rule of the round that fired for a person: ``one_third``, ``not_competent`` (in a row), ``self_gap``."""

    rule: str
    person: PersonResult
    beside: PersonComparison


@dataclass(frozen=True)
class Verdict:
    """`watch` are codes of `watch.reasons`, `flags` how many there are, `fired` the rules in ballot order.

    `level`: ``stop`` (sums do not add up), ``look`` (something to look at first), ``clear``.
    """

    watch: tuple[str, ...]
    flags: int
    fired: tuple[Fired, ...]

    @property
    def level(self) -> str:
        """How grave it is, taken all together."""
        if "accounting" in self.watch:
            return STOP
        return LOOK if self.places else CLEAR

    @property
    def places(self) -> int:
        """How many things there are to look at."""
        return len(self.watch) + self.flags + len(self.fired)


def verdict(result: RoundResult, comparison: Comparison) -> Verdict:
    """Return what stands above a result; `comparison` is of the same round."""
    fired = [
        Fired(rule, person, beside)
        for person, beside in zip(result.persons, comparison.persons, strict=True)
        for rule, fires in _rules(person, beside).items()
        if fires
    ]
    return Verdict(watch.reasons(result), len(result.flags), tuple(fired))


def _rules(person: PersonResult, beside: PersonComparison) -> dict[str, bool]:
    gap = beside.self_gap
    return {
        "one_third": person.one_third.says in REACHED,
        "not_competent": beside.in_a_row.says in IN_A_ROW,
        "self_gap": gap is not None and gap.says in GAP,
    }
