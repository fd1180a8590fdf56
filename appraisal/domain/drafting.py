"""Finds what may be published of one person: the most first, and less and less until an attack finds nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import ceil

import numpy as np

from appraisal.domain.arrays import Floats
from appraisal.domain.attacker import Attack, exposed
from appraisal.domain.disclosure import MIN_CELL, Joined, joined, small
from appraisal.domain.draft import PROTECTION, Draft, aims, known
from appraisal.domain.result import MIN_GROUP
from appraisal.domain.truth import Ends, Truth

ALIKE = 30  # ballots under which it is not told that (nearly) all gave a person one and the same grade
SCORED = 30  # ballots from which a score is published
PLAIN = 100  # ballots of one single group from which a score stands beside joined grades
STEPS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0)  # points to which a score may be rounded
Rows = Mapping[int, tuple[bool, ...]]


def alike(counts: Sequence[float], items: int = 1) -> bool:
    """Tell whether fewer than `ALIKE` ballots, all but fewer than `MIN_CELL` of them, gave the same grade.

    All but a few, not all: else what is hidden would be told by its being hidden.
    """
    total = sum(counts)
    return total < ALIKE * items and total - max(counts) < MIN_CELL * items


def step_of(scores: Floats, weights: Floats, ballots: Floats) -> float | None:
    """Return the points to which a weighted score is rounded; None where that would be too coarse to be of use.

    `PROTECTION` ballots of any group may each be one grade better or worse, and the score hardly moves. `weights` and
    `ballots` are by group. Depends on turnout alone, so that the step itself tells nothing; None, too, under `SCORED`.
    """
    voted = (ballots > 0) & (weights > 0)
    if ballots.sum() < SCORED or not voted.any():
        return None
    moved = PROTECTION * float(np.abs(np.diff(scores)).max() * (weights[voted] / ballots[voted]).max())
    return next((step for step in STEPS if step >= moved - 1e-9), None)


def fullest(truth: Truth, step: float | None, ends: Ends | None) -> Draft:
    """Return the most that the thresholds allow, before anybody attacks it; `ends` as in `Draft`."""
    pooled = [int(n) for n in truth.cells.sum(axis=0)]
    if alike(pooled, truth.items):
        return Draft(())
    shares = joined(pooled, MIN_CELL * truth.items, MIN_GROUP * truth.items)
    draft = Draft(shares)
    if step is not None and not _splits(truth, shares):
        draft = _scored(truth, draft, step)
    return replace(draft, rows=_rows(truth, draft), ends=ends if draft.score is not None else None)


def _splits(truth: Truth, shares: Sequence[Joined]) -> bool:
    """Tell whether a score would say how joined grades are split: that of one group, where it is not large.

    Known from what is published, so that a score's absence tells nothing more.
    """
    merged = not shares or any(cell.first < cell.last and cell.count for cell in shares)
    return merged and (truth.answers > 0).sum() == 1 and truth.answers.sum() < PLAIN * truth.items


def _scored(truth: Truth, draft: Draft, step: float) -> Draft:
    """Return `draft` with score and interval rounded to multiples of `step`, the interval outwards."""
    if truth.mean is None:
        return draft
    score = round(round(truth.mean / step) * step, 1)
    if truth.half is None:
        return replace(draft, step=step, score=score)
    reach = max(1, ceil((truth.half + abs(truth.mean - score)) / step - 1e-9)) * step
    return replace(draft, step=step, score=score, half=round(reach, 1))


def _rows(truth: Truth, draft: Draft) -> Rows:
    """Groups that may be shown by themselves, their small cells hidden; none where one group is the whole."""
    if len(draft.shares) < 2 or (truth.answers > 0).sum() < 2:
        return {}
    large = [g for g, n in enumerate(truth.answers) if n >= MIN_GROUP * truth.items]
    rows = {
        group: tuple(
            not small(int(truth.cells[group, cell.first : cell.last + 1].sum()), MIN_CELL * truth.items)
            for cell in draft.shares
        )
        for group in large
        if not alike(list(truth.cells[group]), truth.items)
    }
    return _telling(rows)


def _telling(rows: Rows) -> Rows:
    """Rows of which at least two cells are left: one alone is of no use to anybody."""
    return {group: shown for group, shown in rows.items() if sum(shown) > 1}


def settle(truth: Truth, draft: Draft, attack: Attack) -> Draft:
    """Return `draft`, or what is left of it once nothing hidden can be told too exactly.

    First cells of groups go, then groups; then the score is rounded more; then it goes with its interval, at last the
    shares. Few steps on purpose: who knows this program learns something from which of them was taken.
    """
    for less in _ladder(truth, draft, attack):
        if not _exposed(truth, less, attack):
            return less
    return Draft(())


def _ladder(truth: Truth, draft: Draft, attack: Attack) -> Iterator[Draft]:
    yield (draft := _complemented(truth, draft, attack))
    yield (draft := replace(draft, rows={}))
    if draft.score is not None and (truth.answers > 0).sum() > 1:
        yield from (_scored(truth, draft, step) for step in STEPS if step > draft.step)
    yield replace(draft, score=None, half=None, ends=None)


def _exposed(truth: Truth, draft: Draft, attack: Attack) -> list[tuple[int, int]]:
    if not draft.shares and draft.score is None:
        return []
    wanted, about = aims(truth, draft)
    return [about[place] for place in exposed(known(truth, draft), wanted, attack)]


def _complemented(truth: Truth, draft: Draft, attack: Attack) -> Draft:
    """Hide cells of groups beside the exposed ones (complementary suppression, greedy) until none is exposed.

    Not the fewest there are: finding those is NP-hard (Kelly, Golden and Assad 1992), and each result is checked.
    """
    while draft.rows and (found := _exposed(truth, draft, attack)):
        rows = dict(draft.rows)
        # each exposed group once a turn: a cell of its row or of the exposed grade's column
        for group, grade in {group: (group, grade) for group, grade in reversed(found)}.values():
            rows = _without_next(truth, replace(draft, rows=rows), group, grade)
        draft = replace(draft, rows=_telling(rows))
    return draft


def _without_next(truth: Truth, draft: Draft, group: int, grade: int) -> dict[int, tuple[bool, ...]]:
    """Return the rows with one more cell hidden: the smallest near the exposed one, a 0 only when nothing else is."""
    rows = dict(draft.rows)
    shown = [(g, place) for g, row in rows.items() for place, is_shown in enumerate(row) if is_shown]
    near = [
        (g, place) for g, place in shown if g == group or draft.shares[place].first <= grade <= draft.shares[place].last
    ]
    sizes = {
        (g, place): truth.cells[g, draft.shares[place].first : draft.shares[place].last + 1].sum() for g, place in shown
    }
    if shown:
        g, place = min(near or shown, key=lambda cell: (sizes[cell] == 0, sizes[cell], cell))
        rows[g] = tuple(is_shown and at != place for at, is_shown in enumerate(rows[g]))
    return rows
