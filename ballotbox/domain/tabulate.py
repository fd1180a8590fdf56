"""Marks counted by place: many columns at a time, since what takes long is walking over the ballots.

Columns that belong together are written into one number, as digits are, and counted by a single `bincount`; the counts
of each column are sums of those. Ballots are taken in pieces that stay in the processor's cache.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Marks = npt.NDArray[np.uint8]
CODES = 1 << 16  # most values of a number that is counted at once
PIECE = 1 << 16  # ballots at a time


def tabulate(marks: Marks, size: int, place: npt.NDArray[np.integer] | None = None, places: int = 1) -> Ints:
    """Return how often each of `marks` [ballot, column] is k: counts [column, place, k], k below `size`.

    `place` [ballot] splits the ballots into `places` tables. Raises ValueError for a mark or place beyond its size.
    """
    stands = np.zeros(len(marks), dtype=np.uint8) if place is None else place
    if len(marks) and (marks.max(initial=0) >= size or not 0 <= stands.min() <= stands.max() < places):
        raise ValueError("a mark or a place beyond its size")
    parts = _parts(marks.shape[1], size, places)
    sums = [np.zeros(places * size ** (part.stop - part.start), dtype=np.int64) for part in parts]
    for first in range(0, len(marks), PIECE):
        piece = slice(first, first + PIECE)
        for at, part in enumerate(parts):
            sums[at] += np.bincount(_numbers(stands[piece], marks[piece, part], size), minlength=len(sums[at]))
    tables = [_margins(total, places, size, part.stop - part.start) for part, total in zip(parts, sums, strict=True)]
    return np.concatenate(tables)


def _parts(columns: int, size: int, places: int) -> list[slice]:
    """Columns that are counted at once: as many as `CODES` allows, one at least."""
    together = 1
    while places * size ** (together + 1) <= CODES and together < columns:
        together += 1
    return [slice(first, min(first + together, columns)) for first in range(0, columns, together)]


def _numbers(place: npt.NDArray[np.integer], marks: Marks, size: int) -> npt.NDArray[np.uint32]:
    """Each ballot's place and marks as one number, the place its first digit."""
    number = place.astype(np.uint32)
    for column in marks.T:
        number *= size
        number += column
    return number


def _margins(total: Ints, places: int, size: int, columns: int) -> Ints:
    """Counts [column, place, k] out of those of whole numbers."""
    table = total.reshape(places, *(size,) * columns)
    axes = range(1, columns + 1)
    return np.stack([table.sum(axis=tuple(axis for axis in axes if axis != kept)) for kept in axes])
