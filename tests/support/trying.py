"""The strongest reader: has the program, the rolls and every turnout, tries other counts, and keeps those that fit.

What is hidden is safe from him where other counts come to the very same release: shares, groups, score with its
rounding, interval, band, rules, turnout, notes, and what is missing. For rounds about one person, of two groups.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from tests.support.releases import Round, every_table

TRIES = 250  # counts tried, the nearest first, before a cell is given up as told
Played = Callable[[Sequence[Sequence[int]]], Round]


def told_by_trying(rows: Sequence[Sequence[int]], play: Played) -> set[tuple[int, int]]:
    """Return every small hidden [group, grade] that no other counts with the same release change.

    Hidden are all cells of a group under ten and every cell of 1 to 4, but of grades that nobody gave, as it says.
    """
    truth = np.array(rows)
    release = play(rows).release
    shares = release.persons[0].shares
    nobody = {k for share in shares if share.percent == 0 for k in range(share.first, share.last + 1)}
    left = {
        (g, k)
        for g, row in enumerate(truth)
        for k, n in enumerate(row)
        if k not in nobody and (0 < row.sum() < 10 or 0 < n < 5)
    }
    for other in _others(truth, shares)[:TRIES]:
        new = {cell for cell in left if other[cell] != truth[cell]}
        if new and play(other.tolist()).release == release:
            left -= new
    return left


def _others(truth: np.ndarray, shares: Sequence[object]) -> np.ndarray:
    """All counts with these turnouts whose shares of all groups together are the same, the nearest first."""
    first, second = (np.array(list(every_table(int(n)))) for n in truth.sum(axis=1))
    pooled = first[:, None] + second[None]
    fits = np.ones(pooled.shape[:2], dtype=bool)
    for share in shares:
        cells = pooled[..., share.first : share.last + 1].sum(axis=-1)
        fits &= np.round(100 * cells / truth.sum()) == share.percent
    a, b = np.nonzero(fits)
    both = np.stack([first[a], second[b]], axis=1)
    return both[np.argsort(np.abs(both - truth).sum(axis=(1, 2)), kind="stable")]
