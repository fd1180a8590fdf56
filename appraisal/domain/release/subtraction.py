"""How far figures of hidden groups can still move when the sums over all groups are known.

Each sum over groups that stands on a page is an equation for whoever subtracts from it what is shown: rows of
coefficients (weights, ballots) on the unknown means of the hidden groups. A mean that lies in the span of the rows is
told exactly, however many groups there are: equal weights and equal ballots of two of three groups tell the third.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np

from appraisal.domain.arrays import Floats


def freedom(sums: Floats, aim: Floats) -> float:
    """Return the most that aim · v can be where `sums` [sum, group] · v = 0 and no |v_g| is over 1.

    v is the difference of two states of the hidden groups that give the same sums, in lengths of the scale; 0: the aim
    is told. By duality it is the least Σ |aim − λ · sums| over λ, which is reached where as many terms vanish as there
    are sums (Bloomfield and Steiger 1983, least absolute deviations): few groups, so all such λ are tried.
    """
    rows = sums[np.abs(sums).sum(axis=1) > 0]
    least = float(np.abs(aim).sum())
    for size in range(1, len(rows) + 1):
        for some in combinations(range(len(aim)), size):
            part = rows[:, some]
            factors = np.linalg.lstsq(part.T, aim[list(some)], rcond=None)[0]
            least = min(least, float(np.abs(aim - factors @ rows).sum()))
    return least
