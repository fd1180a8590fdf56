"""From the ballot box's counts to what the statistics take: channels summed, no abstentions and blanks."""

from __future__ import annotations

import numpy as np

from appraisal.domain import arrays
from appraisal.domain.arrays import Floats
from appraisal.domain.counts import CountsInput
from appraisal.domain.errors import CountsError
from appraisal.domain.methods import moments
from appraisal.domain.methods.covariance import Cross
from appraisal.domain.methods.moments import Moments
from ballotbox.domain.counts import Histogram, RoundCounts, Scored
from ballotbox.domain.counts import Moments as Sums
from ballotbox.domain.layout import RoundSpec

CHANNELS = 3  # web, SMS, paper


def from_counts(spec: RoundSpec, counts: Scored) -> CountsInput:
    """Return the settings of `spec` with its `counts`; raises CountsError where they do not fit together."""
    grades, returned = spec.scale.grades, arrays.counts(counts.returned, "returned", 2)
    cells = arrays.counts(counts.cells, "cells", 5)
    _check_shapes(spec, counts, cells, returned)
    return CountsInput(
        grade_scores=np.array([grade.score for grade in grades], dtype=np.float64),
        groups=tuple(group.key for group in spec.groups),
        group_weight=np.array([group.weight for group in spec.groups], dtype=np.float64),
        n_roll=np.array([group.roll for group in spec.groups], dtype=np.float64),
        n_returned=returned.sum(axis=1),
        item_names=tuple(item.key for item in spec.items),
        item_weight=np.array([item.weight for item in spec.items], dtype=np.float64),
        cells=cells.sum(axis=3)[..., : len(grades)],
        composite=moments.stack_cadres([_person(person) for person in counts.composite]),
    )


def answers(counts: RoundCounts) -> Floats:
    """Return all answers [person, item, group, answer], channels summed.

    The answers are the grades, best first, then 不了解 (abstained), then blank (paper only).
    """
    return arrays.counts(counts.cells, "cells", 5).sum(axis=3)


def _check_shapes(spec: RoundSpec, counts: Scored, cells: Floats, returned: Floats) -> None:
    """Counts of another round, with more or fewer persons, items, groups or grades, are refused."""
    persons, groups = len(spec.persons), len(spec.groups)
    wanted = (persons, len(spec.items), groups, CHANNELS, len(spec.scale.grades) + 2)
    if cells.shape != wanted or returned.shape != (groups, CHANNELS):
        raise CountsError("unknown_shape", "cells or ballots returned are not those of the round")
    if [len(person) for person in counts.composite] != [groups] * persons:
        raise CountsError("unknown_shape", "composite is not [person, group]")


def crosses(given: CountsInput, counts: RoundCounts) -> Cross:
    """Return the cross-products of every two persons [group, person, person]; each with itself on the diagonal.

    Raises CountsError ``unknown_shape`` for a person or a group the round does not have, ``not_finite``, and
    ``cross_exceeds_complete``.
    """
    own = given.composite
    sums = np.stack([own.n, own.n * own.mean, own.squares + own.n * own.mean**2])
    n, total, product = (np.einsum("pg,pq->gpq", part, np.eye(len(part))) for part in sums)
    for (p, q), groups in counts.cross.items():
        if not 0 <= p < q < len(own.n) or len(groups) != len(given.groups):
            raise CountsError("unknown_shape", "cross-products of a person or group that is not there")
        rows = arrays.floats([(both.n, both.p, both.q, both.pq) for both in groups], "cross-products", 2).T
        if (rows[0] > np.minimum(own.n[p], own.n[q])).any():
            raise CountsError("cross_exceeds_complete")
        n[:, p, q] = n[:, q, p] = rows[0]
        total[:, p, q], total[:, q, p] = rows[1], rows[2]
        product[:, p, q] = product[:, q, p] = rows[3]
    return Cross(n, total, product)


def _person(groups: tuple[Histogram | Sums, ...]) -> Moments:
    return moments.join_groups([_group(group) for group in groups])


def _group(known: Histogram | Sums) -> Moments:
    """Moments of one group: from its histogram, or from n, Σ and Σ² where it has under ten ballots."""
    if isinstance(known, Sums):
        return moments.from_sums([known.n], [known.total], [known.squares])
    scores = sorted(known)
    return moments.from_histogram(scores, [[known[score] for score in scores]])
