"""Channels compared inside each group, since groups use them differently, and the groups added up.

Source: the test of `appraisal.domain.methods.rao_scott`. Channels differ in every honest round, since older people
vote on paper: beside the test a difference that matters is asked for.
"""

from __future__ import annotations

import numpy as np

from appraisal.domain.arrays import Floats
from appraisal.domain.counts import CountsInput
from appraisal.domain.flags.flag import Finding, Subject
from appraisal.domain.methods.rao_scott import RaoScott, combined, homogeneity
from appraisal.domain.result import MIN_GROUP
from ballotbox.domain.counts import RoundCounts

LEAST = 1 / 4  # of the scale: 15 points of 100 to 40
EXPECTED = 5.0  # in every cell of a table whose statistic is read as chi-squared (Cochran 1954)


def channels(given: CountsInput, counts: RoundCounts, people: tuple[int, ...]) -> list[Finding]:
    """Test each person's grades between channels within groups; a channel with under ten of a group is left out.

    `observed` is the channel that stands out most, its mean within groups; `expected` that of the others there.
    """
    marks = np.array(counts.cells, dtype=np.float64)[..., : len(given.grade_scores)]
    returned = np.array(counts.returned, dtype=np.float64)
    least = LEAST * float(np.ptp(given.grade_scores))
    effects = _design_effects(given)
    found = []
    for place, person in enumerate(people):
        table = np.where((returned >= MIN_GROUP)[:, :, None], marks[place].sum(axis=0), 0.0)  # [group, channel, grade]
        test = combined([_one_group(one, effect) for one, effect in zip(table, effects[place], strict=True)])
        if test.p is not None:
            channel, observed, expected = _farthest(table, given.grade_scores)
            subject = Subject("channel", channel=channel + 1, person=person)
            found.append(Finding("channel", subject, observed, expected, test.p, abs(observed - expected) >= least))
    return found


def _design_effects(given: CountsInput) -> Floats:
    """Design effect of a person's marks by ballot [person, group]: variance of the composite over that if items
    were independent. 1 with one item, or where nothing varies.
    """
    n = given.cells.sum(axis=-1)
    mean = np.divide(given.cells @ given.grade_scores, n, out=np.zeros_like(n), where=n > 0)
    about = (given.cells * (given.grade_scores - mean[..., None]) ** 2).sum(axis=-1)
    variance = np.divide(about, n - 1, out=np.zeros_like(n), where=n > 1)
    apart = np.einsum("i,pig->pg", given.item_weight**2, variance)
    whole = np.nan_to_num(given.composite.variance())
    ratio = np.divide(whole, apart, out=np.ones_like(whole), where=apart > 0)
    return np.maximum(ratio, 1.0)


def _one_group(table: Floats, effect: float) -> RaoScott:
    joined = _joined(table[table.sum(axis=1) > 0])
    return homogeneity(joined, np.full(joined.shape, effect))


def _joined(table: Floats) -> Floats:
    """Join neighbouring grades, worst first, until each column expects `EXPECTED` in every row."""
    if not table.size:
        return table
    smallest = float(table.sum(axis=1).min() / table.sum())
    columns: list[Floats] = []
    for column in table.T[::-1]:
        if columns and float(columns[-1].sum()) * smallest < EXPECTED:
            columns[-1] = columns[-1] + column
        else:
            columns.append(column)
    if len(columns) > 1 and float(columns[-1].sum()) * smallest < EXPECTED:
        last = columns.pop()
        columns[-1] = columns[-1] + last
    return np.array(columns).T


def _farthest(table: Floats, scores: Floats) -> tuple[int, float, float]:
    """Return the channel farthest from the others within groups [group, channel, grade], its mean, and theirs.

    Groups are weighted as Mantel and Haenszel weigh strata: n1 n2 / (n1 + n2).
    """
    n, total = table.sum(axis=-1), table @ scores
    rest_n, rest_total = n.sum(axis=1, keepdims=True) - n, total.sum(axis=1, keepdims=True) - total
    both = (n > 0) & (rest_n > 0)
    weight = np.divide(n * rest_n, n + rest_n, out=np.zeros_like(n), where=both)
    own, others = (
        np.divide(
            (weight * np.divide(part, size, out=np.zeros_like(part), where=both)).sum(axis=0),
            weight.sum(axis=0),
            out=np.zeros(table.shape[1]),
            where=weight.sum(axis=0) > 0,
        )
        for part, size in ((total, n), (rest_total, rest_n))
    )
    channel = int(np.argmax(np.abs(own - others)))
    return channel, float(own[channel]), float(others[channel])
