"""What a reader can work out about hidden counts from everything that was published of one person.

Source: the attacker's problem of statistical disclosure control, two linear programs per hidden figure (Fischetti and
Salazar-González 2001; Willenborg and de Waal 2001, ch. 6: safety ranges). Published figures are rounded, so each is an
interval. All programs are independent, and are solved as one of many blocks: one call instead of a hundred.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from appraisal.domain.arrays import Floats


@dataclass(frozen=True, eq=False)
class Known:
    """Facts about unknown counts x >= 0: low <= matrix @ x <= high; `matrix` is [fact, unknown]."""

    matrix: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, eq=False)
class Aims:
    """What must stay hidden: `sums` [aim, unknown] of x, and how wide the range of each must be at least."""

    sums: Floats
    width: Floats


Attack = Callable[[Known, Floats], Floats]  # facts, sums → least and greatest value of each [aim, 2]


def ranges(known: Known, sums: Floats) -> Floats:
    """Return the least and the greatest value [aim, 2] that each of `sums` can have, given the facts.

    Raises ValueError where the facts contradict each other.
    """
    from scipy.optimize import LinearConstraint, milp  # noqa: PLC0415 - slow to import; only a release needs it
    from scipy.sparse import eye_array, kron  # noqa: PLC0415 - the same

    if not len(sums):
        return np.zeros((0, 2))
    blocks = 2 * len(sums)
    facts = kron(eye_array(blocks), known.matrix, format="csc")
    low, high = np.tile(known.low, blocks), np.tile(known.high, blocks)
    # without whole numbers `milp` is HiGHS's linear program, and takes facts with two ends as they are
    found = milp(np.concatenate([sums, -sums]).ravel(), constraints=LinearConstraint(facts, low, high))
    if found.x is None:
        raise ValueError(f"no counts fit what is published: {found.message}")
    values = (found.x.reshape(blocks, -1) * np.concatenate([sums, sums])).sum(axis=1)
    return values.reshape(2, -1).T


def exposed(known: Known, aims: Aims, attack: Attack = ranges) -> tuple[int, ...]:
    """Return the places of the aims that can be told more exactly than they may, the narrowest range first."""
    low, high = attack(known, aims.sums).T
    lacking = high - low - aims.width
    return tuple(int(place) for place in np.argsort(lacking, kind="stable") if lacking[place] < -1e-4)
