"""Two cadres compared within groups and pooled: where the pool turns the order round, only groups are shown.

Source: Simpson (1951); the test is `tables.mantel_haenszel`.
"""

from dataclasses import dataclass

import numpy as np

from appraisal.domain.arrays import Floats, Number, numbers
from appraisal.domain.methods.tables import MantelHaenszel, mantel_haenszel


@dataclass(frozen=True)
class Comparison:
    """Share of good grades of two cadres, pooled and by group; the pooled test; whether the order turns."""

    pooled: tuple[Number, ...]
    by_group: tuple[tuple[Number, ...], ...]
    test: MantelHaenszel
    reversed: bool


def compare(tables: Floats) -> Comparison:
    """Counts `tables[group, good or not, cadre]`, two cadres.

    Raises CountsError ``unknown_shape``.
    """
    test = mantel_haenszel(tables)
    pooled, by_group = _shares(tables.sum(axis=0)), np.array([_shares(table) for table in tables])
    inside, outside = np.sign(by_group[:, 0] - by_group[:, 1]), np.sign(pooled[0] - pooled[1])
    turned = bool(outside != 0 and (inside == -outside).all())
    return Comparison(numbers(pooled), tuple(numbers(row) for row in by_group), test, turned)


def _shares(table: Floats) -> Floats:
    total = table.sum(axis=0)
    return np.divide(table[0], total, out=np.full(len(total), np.nan), where=total > 0)
