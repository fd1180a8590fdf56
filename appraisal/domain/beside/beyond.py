"""A result beside earlier rounds of the same persons, the same posts elsewhere, and self-scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from appraisal.domain.beside.comparison import (
    ChangeSince,
    Comparison,
    Earlier,
    Peers,
    PersonComparison,
    SelfGap,
    in_a_row,
)
from appraisal.domain.methods.change import Change, change
from appraisal.domain.methods.multiplicity import adjust
from appraisal.domain.methods.strata import Estimate
from appraisal.domain.result import PersonResult, RoundResult, Score, rounded, statutory
from ballotbox.domain.rules import Rules

SURE = 0.05


def compared(
    result: RoundResult,
    rules: Rules,
    earlier: Mapping[int, Sequence[Earlier]],
    peers: Mapping[int, Peers],
    self_scores: Mapping[int, float],
) -> Comparison:
    """Return what stands beside `result`; all mappings by number on the ballot, `earlier` rounds newest first.

    Rounds on another scale are no earlier ones here: points of two scales cannot be subtracted.
    """
    changes = {person.number: _change(person, earlier.get(person.number, ())) for person in result.persons}
    adjusted = adjust([one.p if one else None for one in changes.values()])
    judged = {
        number: one and replace(one, adjusted=rounded(p), says=_says(one, p))
        for (number, one), p in zip(changes.items(), adjusted, strict=True)
    }
    meets = statutory(result)
    return Comparison(
        result.round,
        tuple(
            PersonComparison(
                number=person.number,
                change=judged[person.number],
                in_a_row=in_a_row(
                    [(person.not_competent, meets), *_judged(earlier.get(person.number, ()))],
                    rules.not_competent.in_a_row,
                ),
                peers=peers.get(person.number),
                self_gap=self_gap(person, self_scores, rules.self_score.gap),
                earlier=tuple(earlier.get(person.number, ())),
            )
            for person in result.persons
        ),
    )


def _judged(rounds: Sequence[Earlier]) -> list[tuple[bool | None, bool]]:
    return [(one.not_competent, one.statutory) for one in rounds]


def _change(person: PersonResult, earlier: Sequence[Earlier]) -> ChangeSince | None:
    if not earlier:
        return None
    last = earlier[0]
    found = change(_estimate(last.score), _estimate(person.score))
    low, high = found.ci95 or (None, None)
    return ChangeSince(
        round=last.round,
        counted_on=last.counted_on,
        before=last.score.mean,
        difference=rounded(found.difference),
        se=rounded(found.se),
        low=rounded(low),
        high=rounded(high),
        degf=rounded(found.degf),
        p=rounded(found.p),
        adjusted=None,
        says=_fact(found),
    )


def _fact(found: Change) -> str:
    """What two censuses say: no test, a plain fact."""
    if not found.fact or found.difference is None:
        return "unknown"
    difference = rounded(found.difference) or 0.0
    return "up" if difference > 0 else "down" if difference < 0 else "not_apart"


def _says(one: ChangeSince, adjusted: float | None) -> str:
    if adjusted is None or one.difference is None:
        return one.says
    if adjusted > SURE:
        return "not_apart"
    return "up" if one.difference > 0 else "down"


def _estimate(score: Score) -> Estimate:
    return Estimate(score.mean, score.se, None, None, score.degf, (), score.notes)


def self_gap(person: PersonResult, self_scores: Mapping[int, float], gap: float) -> SelfGap | None:
    """Return how far the self-score of a person lies from the score; None where there is none."""
    if person.number not in self_scores:
        return None
    own, mean = self_scores[person.number], person.score.mean
    if mean is None:
        return SelfGap(own, None, gap, "unknown")
    difference = rounded(own - mean) or 0.0
    says = "over" if difference >= gap else "under" if difference <= -gap else "within"
    return SelfGap(own, difference, gap, "within" if difference == 0 else says)
