"""Rounds a person's score and interval so that neither tells what is hidden, nor that anything is.

A score that went, or was rounded more, where it would have told a small group's ballots, would tell them by that: they
are the ones for which it had to go. So whether there is a score, and its step, follow from what is published anyway
(turnout and shares) and not from the score. Of the values that it could have by these, the outermost, which only few
tables of counts come to, are joined with their neighbours; then every value it could have is attacked.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil, floor

import numpy as np

from appraisal.domain.arrays import Floats
from appraisal.domain.release.attacker import Attack
from appraisal.domain.release.disclosure import PROTECTION, SCORED
from appraisal.domain.release.draft import Draft, Ends, known, points_of
from appraisal.domain.release.drafting import exposing, splits
from appraisal.domain.release.truth import Truth

STEPS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0)  # points to which a score may be rounded
INWARDS = 2  # cells by which the outermost may be joined with those beside them
OFF = 6.0  # points by which a score may be off where it is outermost
HAIR = 1e-9


def step_of(scores: Floats, weights: Floats, ballots: Floats) -> float | None:
    """Return the points to which a weighted score is rounded; None where that would be too coarse to be of use.

    `PROTECTION` ballots of any group may each be one grade better or worse, and the score hardly moves. `weights` and
    `ballots` are by group. Depends on turnout alone, so that the step itself tells nothing; None, too, under `SCORED`.
    """
    voted = (ballots > 0) & (weights > 0)
    if ballots.sum() < SCORED or not voted.any():
        return None
    moved = PROTECTION * float(np.abs(np.diff(scores)).max() * (weights[voted] / ballots[voted]).max())
    return next((step for step in STEPS if step >= moved - HAIR), None)


def scored(truth: Truth, draft: Draft, step: float | None, attack: Attack) -> Draft:
    """Return `draft` with score and interval in multiples of `step` points or of a coarser one, or without.

    Groups go where no score could stand beside them: the score is what people read.
    """
    if truth.mean is None or step is None or splits(truth, draft.shares):
        return draft
    for less in (draft, replace(draft, rows={})) if draft.rows else (draft,):
        for way in _ways(_possible(truth, less, attack), step):
            if not any(exposing(truth, _told(less, way, cell), attack) for cell in way.outermost):
                cell = way.cell_of(truth.mean)
                return _reaching(truth, _told(less, way, cell), cell)
    return draft


@dataclass(frozen=True)
class _Way:
    """A way to round a score: its possible values cut at `cuts` into cells, and each told as a multiple of `step`."""

    step: float
    cuts: tuple[float, ...]

    @property
    def outermost(self) -> tuple[Ends, ...]:
        """The cells that tell most: two at each end. A range is concave in the score, so none between tells more."""
        cells = tuple(pairwise(self.cuts))
        return tuple(dict.fromkeys(cells[:2] + cells[-2:]))

    def cell_of(self, score: float) -> Ends:
        """Return the cell that holds `score`."""
        place = min(max(bisect_right(self.cuts, score), 1), len(self.cuts) - 1)
        return self.cuts[place - 1], self.cuts[place]

    @property
    def off(self) -> float:
        """By how many points a score may be told wrong."""
        return max(high - low for low, high in pairwise(self.cuts)) / 2 + self.step / 2


def _ways(possible: Ends, step: float) -> Iterator[_Way]:
    """Finer ones first; of one step, first those that join no more than what is left of a cell at either end."""
    low, high = possible
    for coarse in (each for each in STEPS if each >= step):
        first = ceil((low + coarse / 2) / coarse - HAIR)
        last = floor((high - coarse / 2) / coarse + HAIR)
        for inwards in range(INWARDS + 1):
            inner = [(place + 0.5) * coarse for place in range(first + inwards, last - inwards)]
            way = _Way(coarse, (low, *inner, high))
            if way.off <= OFF and (inner or not inwards):
                yield way


def _told(draft: Draft, way: _Way, cell: Ends) -> Draft:
    """Return `draft` with the score told of a cell: the multiple of the step nearest to its middle."""
    return replace(draft, step=way.step, score=round(round(sum(cell) / 2 / way.step) * way.step, 1), within=cell)


def _possible(truth: Truth, draft: Draft, attack: Attack) -> Ends:
    """The least and the greatest score that fits what is published."""
    points, mean = points_of(truth), truth.mean or 0.0
    low, high = attack(known(truth, draft), points.reshape(1, -1))[0] + mean - float((points * truth.cells).sum())
    return max(min(low, mean), min(truth.scores)), min(max(high, mean), max(truth.scores))


def _reaching(truth: Truth, draft: Draft, cell: Ends) -> Draft:
    """Return `draft` with an interval, rounded outwards: never narrower than if all groups were spread like the whole.

    So a group of one mind does not show by a narrow interval. It holds the exact interval wherever in its cell the
    score lies, and so tells nothing more of it, unless groups are spread far more than the whole.
    """
    if truth.half is None or truth.even is None or truth.mean is None or draft.score is None:
        return draft
    off = max(abs(draft.score - end) for end in cell)
    reach = max(truth.even + off, truth.half + abs(truth.mean - draft.score))
    return replace(draft, half=round(max(1, ceil(reach / draft.step - HAIR)) * draft.step, 1))
