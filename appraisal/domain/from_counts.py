"""From the ballot box's counts to what the statistics take: channels summed, no abstentions and blanks."""

from __future__ import annotations

import numpy as np

from appraisal.domain import moments
from appraisal.domain.arrays import Floats
from appraisal.domain.counts import CountsInput
from appraisal.domain.covariance import Cross
from appraisal.domain.moments import Moments
from ballotbox.domain.counts import Histogram, RoundCounts
from ballotbox.domain.counts import Moments as Sums
from ballotbox.domain.layout import RoundSpec


def from_counts(spec: RoundSpec, counts: RoundCounts) -> CountsInput:
    """Return the settings of `spec` with its `counts`; raises CountsError where they do not fit together."""
    grades = spec.scale.grades
    return CountsInput(
        grade_scores=np.array([grade.score for grade in grades], dtype=np.float64),
        groups=tuple(group.key for group in spec.groups),
        group_weight=np.array([group.weight for group in spec.groups], dtype=np.float64),
        n_roll=np.array([group.roll for group in spec.groups], dtype=np.float64),
        n_returned=np.array(counts.returned, dtype=np.float64).sum(axis=1),
        item_names=tuple(item.key for item in spec.items),
        item_weight=np.array([item.weight for item in spec.items], dtype=np.float64),
        cells=answers(counts)[..., : len(grades)],
        composite=moments.stack_cadres([_person(person) for person in counts.composite]),
    )


def answers(counts: RoundCounts) -> Floats:
    """Return all answers [person, item, group, answer], channels summed.

    The answers are the grades, best first, then 不了解 (abstained), then blank (paper only).
    """
    return np.array(counts.cells, dtype=np.float64).sum(axis=3)


def crosses(given: CountsInput, counts: RoundCounts) -> Cross:
    """Return the cross-products of every two persons [group, person, person]; each with itself on the diagonal."""
    own = given.composite
    sums = np.stack([own.n, own.n * own.mean, own.squares + own.n * own.mean**2])
    n, total, product = (np.einsum("pg,pq->gpq", part, np.eye(len(part))) for part in sums)
    for (p, q), groups in counts.cross.items():
        for g, both in enumerate(groups):
            n[g, p, q] = n[g, q, p] = both.n
            total[g, p, q], total[g, q, p] = both.p, both.q
            product[g, p, q] = product[g, q, p] = both.pq
    return Cross(n, total, product)


def _person(groups: tuple[Histogram | Sums, ...]) -> Moments:
    return moments.join_groups([_group(group) for group in groups])


def _group(known: Histogram | Sums) -> Moments:
    """Moments of one group: from its histogram, or from n, Σ and Σ² where it has under ten ballots."""
    if isinstance(known, Sums):
        return moments.from_sums([known.n], [known.total], [known.squares])
    scores = sorted(known)
    return moments.from_histogram(scores, [[known[score] for score in scores]])
