"""Deviant trays: a batch, or what one person typed in, that rates everybody or one person otherwise than the rest.

Two questions of every tray: all persons together (the mean of their means), and each person against the others on
the same ballots. The second is free of the mood a voter has on everybody, so that a single person pushed down shows.
The variance of one ballot comes from the cross-products of the group (`appraisal.domain.covariance`).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from appraisal.domain.arrays import Floats
from appraisal.domain.counts import CountsInput
from appraisal.domain.covariance import Cross, ballot_covariance
from appraisal.domain.flags import predictive
from appraisal.domain.flags.alike import outside
from appraisal.domain.flags.flag import Finding
from appraisal.domain.flags.predictive import Tails
from appraisal.domain.flags.trays import Pool, Unit, pools
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
        beside = pools(unit, every)
        for person, question, variance in zip(about, asked, variances.T, strict=False):
            value, tails = float(question @ _means(unit.tray)), _compare(unit.tray, beside, question, variance)
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


def _compare(tray: Tray, beside: Sequence[Pool], question: Floats, variances: Floats) -> Tails | None:
    """Return the comparison with the pool that says least; None where there is nothing to compare."""
    value, found = float(question @ _means(tray)), []
    for pool in beside:
        others = [(float(question @ _means(one)), one.n) for one in pool.trays if _known(one)]
        variance = float(variances[-1 if pool.group is None else pool.group])
        if others and variance > 0:
            found.append(predictive.mean(value, tray.n, others, variance))
    return outside(value, found) if found else None


def _known(tray: Tray) -> bool:
    return min((person.n for person in tray.persons), default=0) >= CELL


def _means(tray: Tray) -> Floats:
    return np.array([person.total / person.n for person in tray.persons])
