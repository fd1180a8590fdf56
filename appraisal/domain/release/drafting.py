"""Finds what may be published of one person: the most first, and less and less until an attack finds nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from operator import and_

from appraisal.domain.release.attacker import Attack, exposed
from appraisal.domain.release.disclosure import MIN_CELL, Joined, joined, small
from appraisal.domain.release.draft import Draft, aims, known
from appraisal.domain.release.truth import Truth
from appraisal.domain.result import MIN_GROUP

ALIKE = 30  # ballots under which it is not told that (nearly) all gave a person one and the same grade
PLAIN = 100  # ballots of one single group from which a score stands beside joined grades
Rows = Mapping[int, tuple[bool, ...]]


def alike(counts: Sequence[float], items: int = 1) -> bool:
    """Tell whether fewer than `ALIKE` ballots, all but fewer than `MIN_CELL` of them, gave the same grade.

    All but a few, not all: else what is hidden would be told by its being hidden.
    """
    total = sum(counts)
    return total < ALIKE * items and total - max(counts) < MIN_CELL * items


def fullest(truth: Truth) -> Draft:
    """Return the most shares that the thresholds allow, before anybody attacks them."""
    pooled = [int(n) for n in truth.cells.sum(axis=0)]
    if alike(pooled, truth.items):
        return Draft(())
    draft = Draft(joined(pooled, MIN_CELL * truth.items, MIN_GROUP * truth.items))
    return replace(draft, rows=_rows(truth, draft))


def splits(truth: Truth, shares: Sequence[Joined]) -> bool:
    """Tell whether a score would say how joined grades are split: that of one group, where it is not large.

    Known from what is published, so that a score's absence tells nothing more.
    """
    merged = not shares or any(cell.first < cell.last and cell.count for cell in shares)
    return merged and (truth.answers > 0).sum() == 1 and truth.answers.sum() < PLAIN * truth.items


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
    return _telling(rows, draft.shares)


def _telling(rows: Rows, shares: Sequence[Joined]) -> Rows:
    """Rows with at least two cells left, one of them of a grade that somebody gave: less is of no use to anybody."""
    given = [cell.count > 0 for cell in shares]
    return {g: shown for g, shown in rows.items() if sum(shown) > 1 and any(map(and_, shown, given))}


def settle(truth: Truth, draft: Draft, attack: Attack) -> Draft:
    """Return `draft`, or what is left of it once nothing hidden can be told too exactly.

    First cells of groups go, then groups, at last the shares.
    """
    for less in (_complemented(truth, draft, attack), replace(draft, rows={})):
        if not exposing(truth, less, attack):
            return less
    return Draft(())


def exposing(truth: Truth, draft: Draft, attack: Attack) -> list[tuple[int, int]]:
    """Return the hidden [group, grade] that `draft` tells too exactly, the most exactly told first."""
    if not draft.shares and draft.score is None:
        return []
    wanted, about = aims(truth, draft)
    return [about[place] for place in exposed(known(truth, draft), wanted, attack)]


def _complemented(truth: Truth, draft: Draft, attack: Attack) -> Draft:
    """Hide cells of groups beside the exposed ones (complementary suppression, greedy) until none is exposed.

    Not the fewest there are: finding those is NP-hard (Kelly, Golden and Assad 1992), and each result is checked.
    """
    while draft.rows and (found := exposing(truth, draft, attack)):
        rows = dict(draft.rows)
        # each exposed group once a turn: a cell of its row or of the exposed grade's column
        for group, grade in {group: (group, grade) for group, grade in reversed(found)}.values():
            rows = _without_next(truth, replace(draft, rows=rows), group, grade)
        draft = replace(draft, rows=_telling(rows, draft.shares))
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
