"""Deviant trays: a batch, or what one person typed in, that rates everybody or one person otherwise than the rest.

Two questions of every tray: all persons together (the mean of their means), and each person against the others on
the same ballots. The second is free of the mood a voter has on everybody, so that a single person pushed down shows.
The variance of one ballot comes from the cross-products of the group (`appraisal.domain.methods.covariance`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from appraisal.domain.arrays import Floats
from appraisal.domain.counts import CountsInput
from appraisal.domain.flags import predictive
from appraisal.domain.flags.alike import outside
from appraisal.domain.flags.flag import Finding
from appraisal.domain.flags.predictive import Tails
from appraisal.domain.flags.trays import Pool, Unit, pools
from appraisal.domain.methods.covariance import Cross, ballot_covariance
from ballotbox.domain.counts import CELL, Tray

LEAST = 1 / 6  # of the scale, best grade less worst: 10 points of 100 to 40


def deviant(given: CountsInput, cross: Cross, every: Sequence[Unit], people: Sequence[int]) -> list[Finding]:
    """Test every tray, two-sided; `people` are the numbers on the ballot. `expected` is what the others have."""
    asked = contrasts(len(people))
    about: list[int | None] = [None, *people]
    variances = _variances(given, cross, asked)
    least = LEAST * float(np.ptp(given.grade_scores))
    found = []
    for unit in (one for one in every if _known(one.tray)):
        values = asked @ _means(unit.tray)
        compared = _compare(values, unit.tray.n, _answers(pools(unit, every), asked), variances)
        for person, value, tails in zip(about, values.tolist(), compared, strict=False):
            if tails:
                code = f"means_{'level' if person is None else 'person'}_{unit.kind}"
                subject, large = unit.subject(given.groups, person), abs(value - tails.expected) >= least
                found.append(Finding(code, subject, value, tails.expected, tails.two_sided, large))
    return found


def contrasts(persons: int) -> Floats:
    """Return the questions as weights [question, person]: all together, then each against the mean of the others."""
    level = np.full((1, persons), 1 / persons)
    if persons == 1:
        return level
    against = (np.eye(persons) * persons - 1) / (persons - 1)
    return np.concatenate([level, against])


def _variances(given: CountsInput, cross: Cross, questions: Floats) -> Floats:
    """Return the variance of one ballot's answer to each question [group, question], points squared.

    A ballot says nothing of some persons; what is stated is n times the variance of the group's own mean.
    """
    complete, n = given.composite.n.T, given.n_returned
    pairs = complete[:, :, None] * complete[:, None, :]
    overlap = np.divide(cross.n * n[:, None, None], pairs, out=np.zeros_like(pairs), where=pairs > 0)
    matrix = np.nan_to_num(ballot_covariance(cross)) * overlap
    found: Floats = np.einsum("qa,gab,qb->gq", questions, matrix, questions)
    return np.append(found, (n @ found / max(n.sum(), 1))[None], axis=0)  # the last one is for mixed groups


def _answers(beside: Sequence[Pool], asked: Floats) -> list[tuple[int, Floats, list[int]]]:
    """Return for each pool the place of its variances, what its trays answer [tray, question], and their ballots."""
    kept = [(pool.group, [tray for tray in pool.trays if _known(tray)]) for pool in beside]
    return [
        (-1 if group is None else group, np.array([asked @ _means(tray) for tray in trays]), [tray.n for tray in trays])
        for group, trays in kept
        if trays
    ]


def _compare(
    values: Floats, n: int, answers: Sequence[tuple[int, Floats, list[int]]], variances: Floats
) -> Iterator[Tails | None]:
    """Yield for each question the comparison with the pool that says least; none where ballots do not vary."""
    for place, value in enumerate(values.tolist()):
        found = [
            predictive.mean(value, n, list(zip(others[:, place].tolist(), sizes, strict=True)), variances[at, place])
            for at, others, sizes in answers
            if variances[at, place] > 0
        ]
        yield outside(value, found) if found else None


def _known(tray: Tray) -> bool:
    return min((person.n for person in tray.persons), default=0) >= CELL


def _means(tray: Tray) -> Floats:
    return np.array([person.total / person.n for person in tray.persons])
