"""Decrypted records in, counts out. Sums do not depend on the order of the ballots, so that a recount agrees.

Sums of scores are exact (`math.fsum`) over the histogram and then rounded to 6 decimals.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt

from ballotbox.domain.counts import CELL, PATTERNS, Cross, Histogram, Moments, RoundCounts, Tray
from ballotbox.domain.hours import merge_hours
from ballotbox.domain.joining import SECRET, Numbers, join
from ballotbox.domain.layout import RoundSpec
from ballotbox.domain.scale import BLANK
from ballotbox.domain.screen import Flags, Ints, Known, Screened, screen

Floats = npt.NDArray[np.float64]
Shuffle = Callable[[list[bytes]], None]


def tally(
    known: Known, plains: Iterable[bytes], shuffle: Shuffle, hours: Iterable[tuple[int, int]] = ()
) -> RoundCounts:
    """Return the counts of the decrypted records `plains`, shuffled first, and of the casts by hour."""
    records = list(plains)
    shuffle(records)
    ballots = screen(known, records)
    return _Tally(known.spec, ballots).counts(merge_hours(hours))


class _Tally:
    """The arrays of one count: `grades[ballot, person, item]`, `scores[ballot, person]` (NaN: incomplete)."""

    def __init__(self, spec: RoundSpec, ballots: Screened) -> None:
        self.spec, self.ballots = spec, ballots
        shape = (len(ballots.group), len(spec.persons), len(spec.items))
        self.grades: Ints = _grade_table(spec)[ballots.marks].reshape(shape)
        self.scores = _composites(spec, self.grades)
        self.in_group = [ballots.group == g for g in range(len(spec.groups))]
        columns = (ballots.group, ballots.batch, ballots.channel - 1, ballots.enterer)
        self.joined = join(Counter(zip(*(column.tolist() for column in columns), strict=True)), len(spec.groups))

    def counts(self, hours: tuple[tuple[str, int], ...]) -> RoundCounts:
        persons = range(len(self.spec.persons))
        return RoundCounts(
            cells=_tuples(self._cells()),
            returned=_tuples(self._returned()),
            composite=tuple(tuple(self._spread(p, rows) for rows in self.in_group) for p in persons),
            cross={
                (p, q): tuple(_cross(self.scores[rows][:, [p, q]]) for rows in self.in_group)
                for p, q in combinations(persons, 2)
            },
            batches=self._trays(self.joined.batches, self.ballots.batch),
            enterers=self._trays(self.joined.enterers, self._entered()),
            hours=hours,
            problems=self.ballots.problems,
        )

    def _returned(self) -> Ints:
        counted: Ints = np.zeros((len(self.spec.groups), 3), dtype=np.int64)
        np.add.at(counted, (self.ballots.group, self.ballots.channel - 1), 1)
        return counted

    def _cells(self) -> Ints:
        _n, persons, items = self.grades.shape
        width = len(self.spec.scale.grades) + 2
        shape = (persons, items, len(self.spec.groups), 3, width)
        stands = np.array(self.joined.channels, dtype=np.int64)[self.ballots.group, self.ballots.channel - 1]
        place = self.ballots.group * 3 + stands
        asked = np.arange(persons * items).reshape(persons, items) * (len(self.spec.groups) * 3)
        flat = (asked[None] + place[:, None, None]) * width + self.grades
        return np.bincount(flat.ravel(), minlength=math.prod(shape)).reshape(shape)

    def _spread(self, person: int, rows: Flags) -> Histogram | Moments:
        histogram = _histogram(self.scores[rows, person])
        return histogram if sum(histogram.values()) >= SECRET else _moments(histogram)

    def _entered(self) -> Ints:
        """Who entered each ballot; 0 also in a group in which that is not told."""
        return np.where(np.array(self.joined.entered)[self.ballots.group], self.ballots.enterer, 0)

    def _trays(self, keys: Iterable[Numbers], number: Ints) -> dict[Numbers, Tray]:
        return {key: self._tray(np.isin(number, key)) for key in keys}

    def _tray(self, rows: Flags) -> Tray:
        marks = self.ballots.marks[rows]
        common = Counter(map(bytes, marks)).items()
        kept = sorted(((n, m) for m, n in common if n >= CELL), key=lambda pair: (-pair[0], pair[1]))
        grades = self.grades[rows].reshape(len(marks), -1)
        one_grade = (grades == grades[:, :1]).all(axis=1) & (grades[:, 0] < len(self.spec.scale.grades))
        return Tray(
            n=len(marks),
            persons=tuple(_moments(_histogram(column)) for column in self.scores[rows].T),
            patterns={_pattern(m, len(self.spec.items)): n for n, m in kept[:PATTERNS]},
            straight=int(one_grade.sum()) if self.spec.marks > 1 else 0,
        )


def _grade_table(spec: RoundSpec) -> Ints:
    """Return for each mark byte its place: 0 best grade … K abstained, K + 1 blank."""
    table: Ints = np.zeros(256, dtype=np.int64)
    for place, key in enumerate(spec.scale.keys):
        table[key] = place
    table[BLANK] = len(spec.scale.keys)
    return table


def _composites(spec: RoundSpec, grades: Ints) -> Floats:
    """Return Σ item weight × score [ballot, person], NaN where a grade lacks; 9 decimals hide float noise."""
    nothing = [math.nan, math.nan]
    scores = np.array([grade.score for grade in spec.scale.grades] + nothing)[grades]
    weighted = scores @ np.array([item.weight for item in spec.items])
    return np.round(weighted, 9)


def _histogram(scores: Floats) -> dict[float, int]:
    values, counts = np.unique(scores[~np.isnan(scores)], return_counts=True)
    return dict(zip(values.tolist(), counts.tolist(), strict=True))


def _moments(histogram: Histogram) -> Moments:
    return Moments(
        sum(histogram.values()),
        _sum(n * score for score, n in histogram.items()),
        _sum(n * score**2 for score, n in histogram.items()),
    )


def _cross(scores: Floats) -> Cross:
    both = scores[~np.isnan(scores).any(axis=1)]
    pairs, counts = np.unique(both, axis=0, return_counts=True)
    rows = [(int(n), float(p), float(q)) for (p, q), n in zip(pairs, counts, strict=True)]
    return Cross(
        len(both),
        _sum(n * p for n, p, _ in rows),
        _sum(n * q for n, _, q in rows),
        _sum(n * p * q for n, p, q in rows),
    )


def _sum(values: Iterable[float]) -> float:
    return round(math.fsum(values), 6)


def _pattern(marks: bytes, items: int) -> str:
    texts = ["-" if mark == BLANK else str(mark) for mark in marks]
    persons = ["".join(texts[i : i + items]) for i in range(0, len(texts), items)]
    return ("" if items == 1 else " ").join(persons)


def _tuples(array: Ints | Sequence[Any]) -> Any:
    def freeze(value: Any) -> Any:
        return tuple(freeze(part) for part in value) if isinstance(value, list) else value

    return freeze(np.asarray(array).tolist())


__all__ = ["Cross", "Histogram", "Moments", "RoundCounts", "Tray", "tally"]
