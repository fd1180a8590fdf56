"""What a result says beside other rounds and a self-score. Not signed: it changes when other rounds are counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from appraisal.domain.figures import Score


@dataclass(frozen=True)
class Earlier:
    """What an earlier counted round said of a person; `counted_on` is an ISO day.

    `statutory`: it was the evaluation that the law means (`appraisal.domain.result.statutory`).
    """

    round: str
    counted_on: str
    score: Score
    not_competent: bool | None
    statutory: bool


@dataclass(frozen=True)
class ChangeSince:
    """Score of this round less that of the person's last counted one (`round`, `counted_on` ISO day), in points.

    SE, 95 % interval, degrees of freedom, two-sided p (`appraisal.domain.methods.change`), and p by Benjamini-Hochberg
    over the persons. `says`: ``up``, ``down`` (adjusted <= 0.05, or a fact: everybody voted both times), ``not_apart``,
    ``unknown``.
    """

    round: str
    counted_on: str
    before: float | None
    difference: float | None
    se: float | None
    low: float | None
    high: float | None
    degf: float | None
    p: float | None
    adjusted: float | None
    says: str


@dataclass(frozen=True)
class InARow:
    """How many rounds up to this one judged the person not competent, by each round's own rule, and how many count.

    `needed` in a row lose the post. `statutory` tells whether all of them were the statutory evaluation with its
    quorum. `says`: ``no``, ``counting`` (fewer than needed), ``met`` (all statutory),
    ``met_by_surveys`` (not all: a reason to look, no ground of law), ``unknown`` (this round judges nobody).
    """

    rounds: int
    needed: int
    statutory: bool
    says: str


def in_a_row(judged: Sequence[tuple[bool | None, bool]], needed: int) -> InARow:
    """Count rounds that judged a person not competent, up to the first of `judged`: newest first, and if statutory.

    Rounds that judge nobody (not valid) are none, and are passed over.
    """
    (now, _), *_earlier = judged
    if not now:
        return InARow(0, needed, statutory=False, says="unknown" if now is None else "no")
    heard = [(said, meets) for said, meets in judged if said is not None]
    row = [meets for _, meets in takewhile(lambda one: one[0], heard)]
    counted = row[:needed]
    says = "counting" if len(row) < needed else "met" if all(counted) else "met_by_surveys"
    return InARow(len(row), needed, statutory=all(counted), says=says)


@dataclass(frozen=True)
class Peers:
    """The same post in other villages, for screening only: never a table of places.

    `villages` with a score and SE; `mean` the common mean (DerSimonian and Laird) in points and `tau` the spread
    between villages; `shrunken` the score drawn to it. `p` of the score as one more village like the others,
    `adjusted` by Benjamini-Hochberg across villages; `rank_from`, `rank_to` bound the true place (95 %, all at once;
    1 is highest).
    `band`: ``above``, ``below`` the others for sure (adjusted <= 0.05), ``not_apart``, ``unknown`` (also under three
    villages).
    """

    post: str
    post_en: str
    villages: int
    mean: float | None
    tau: float | None
    shrunken: float | None
    p: float | None
    adjusted: float | None
    rank_from: int | None
    rank_to: int | None
    band: str


@dataclass(frozen=True)
class SelfGap:
    """Self-score less score, in points, against the gap of the round's rules.

    `says`: ``within``, ``over`` (the self-score is higher by the gap or more), ``under`` (lower), ``unknown``.
    """

    self_score: float
    difference: float | None
    gap: float
    says: str


@dataclass(frozen=True)
class PersonComparison:
    """One person (number on the ballot); None: nothing to compare with. `earlier` rounds stand newest first."""

    number: int
    change: ChangeSince | None
    in_a_row: InARow
    peers: Peers | None
    self_gap: SelfGap | None
    earlier: tuple[Earlier, ...]


@dataclass(frozen=True)
class Comparison:
    """The persons of a round, in the order of the ballot."""

    round: str
    persons: tuple[PersonComparison, ...]
