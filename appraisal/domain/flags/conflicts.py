"""Groups that disagree on a person by more than groups usually do.

Groups differ in every honest round: party members know the cadres better. So the hypothesis is not that they agree but
that they differ by no more than a whole grade: a minimum-effect test (Murphy and Myors 1999, J. Appl. Psychol. 84:234)
with Welch's degrees of freedom (Welch 1947, Biometrika 34:28).
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
from scipy.special import stdtr

from appraisal.domain.arrays import Floats
from appraisal.domain.counts import CountsInput
from appraisal.domain.flags.flag import Finding, Subject
from appraisal.domain.result import MIN_GROUP

LEAST = 1 / 3  # of the scale: 20 points of 100 to 40, a whole grade of four


def conflicts(given: CountsInput, people: tuple[int, ...]) -> list[Finding]:
    """Test for each person every two groups of ten complete ballots: do they differ by more than a whole grade?

    `observed` is the difference in points, `expected` the least one that counts.
    """
    least = LEAST * float(np.ptp(given.grade_scores))
    found = []
    for place, person in enumerate(people):
        for a, b in combinations(range(len(given.groups)), 2):
            n, mean = given.composite.n[place, [a, b]], given.composite.mean[place, [a, b]]
            error = given.composite.variance()[place, [a, b]] / np.maximum(n, 1)
            if (n >= MIN_GROUP).all():
                apart = abs(float(mean[0] - mean[1]))
                subject = Subject("group", groups=(given.groups[a], given.groups[b]), person=person)
                found.append(
                    Finding("conflict", subject, apart, least, _beyond(apart - least, error, n), apart > least)
                )
    return found


def _beyond(excess: float, error: Floats, n: Floats) -> float:
    """One-sided p that two means differ by more than allowed; `excess` in points, `error` squared SEs."""
    total = float(error.sum())
    if total <= 0:
        return 0.0 if excess > 0 else 1.0
    degf = total**2 / float((error**2 / (n - 1)).sum())
    return float(stdtr(degf, -excess / np.sqrt(total)))
