"""What a box comes to: counts alone, from which no single ballot can be told. Everything later uses these."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from ballotbox.domain.joining import Numbers

VERSION = 2  # 1: nothing was joined, and trays went by one number
CELL = 5  # a pattern fewer ballots share is not kept: it could be somebody's sign
PATTERNS = 5  # the commonest ones kept for each tray


@dataclass(frozen=True)
class Moments:
    """n, Σ and Σ² of composite scores (rounded to 6 decimals)."""

    n: int
    total: float
    squares: float


Histogram = Mapping[float, int]  # composite score → ballots


@dataclass(frozen=True)
class Cross:
    """Two persons' composites over the ballots complete on both: n, Σp, Σq, Σpq."""

    n: int
    p: float
    q: float
    pq: float


@dataclass(frozen=True)
class Tray:
    """The ballots of some batches of one group, or of some persons who entered paper: at least ten.

    `patterns` holds the commonest whole ballots as reply keys ("43421", persons apart by a blank where there
    are several items), `straight` how many give one grade to everything.
    """

    n: int
    persons: tuple[Moments, ...]
    patterns: Mapping[str, int]
    straight: int


@dataclass(frozen=True)
class RoundCounts:
    """All counts of a round. Persons, items, groups as in its spec; channel 0 web, 1 SMS, 2 paper; K grades.

    `cells[person][item][group][channel][k]`: k < K grade, best first; K abstained; K + 1 left blank. A channel with
    too few ballots stands in the cells of the group's largest (`ballotbox.domain.joining`): it has `returned` some,
    and its own cells are all 0.
    `composite[person][group]`: ballots complete on that person, as a histogram, or moments under 10.
    `batches`, `enterers`: by ascending numbers, neighbours joined until each has at least 10.
    `hours`: first hour (ISO, China) and casts, neighbours merged until each has at least 10.
    """

    cells: tuple[Any, ...]
    returned: tuple[tuple[int, ...], ...]  # [group][channel]
    composite: tuple[tuple[Histogram | Moments, ...], ...]
    cross: Mapping[tuple[int, int], tuple[Cross, ...]]  # (p, q), p < q → by group
    batches: Mapping[Numbers, Tray]
    enterers: Mapping[Numbers, Tray]
    hours: tuple[tuple[str, int], ...]
    problems: Mapping[str, int]  # ballots rejected, by reason
    version: int = VERSION

    @property
    def ballots(self) -> int:
        """Valid ballots."""
        return sum(map(sum, self.returned))

    @property
    def by_channel(self) -> tuple[int, ...]:
        """Valid ballots by web, SMS and paper."""
        return tuple(map(sum, zip(*self.returned, strict=True)))

    def to_json(self) -> str:
        """Return the counts as canonical JSON; those of version 1 as they were, since a notice commits to them."""
        raw: dict[str, Any] = {
            "cells": self.cells,
            "returned": self.returned,
            "composite": [[_spread_out(part) for part in groups] for groups in self.composite],
            "cross": [[p, q, [_row(c) for c in groups]] for (p, q), groups in sorted(self.cross.items())],
            "batches": self._trays(self.batches),
            "enterers": self._trays(self.enterers),
            "hours": self.hours,
            "problems": dict(self.problems),
        }
        if self.version > 1:
            raw["version"] = self.version
        return json.dumps(raw, sort_keys=True, separators=(",", ":"))

    def _trays(self, trays: Mapping[Numbers, Tray]) -> list[Any]:
        return [[key if self.version > 1 else key[0], _tray_out(tray)] for key, tray in sorted(trays.items())]


class Scored(Protocol):
    """What scores and turnout rest on, of `RoundCounts` or of `Margins`."""

    @property
    def cells(self) -> Sequence[Any]:
        """As in `RoundCounts`."""

    @property
    def returned(self) -> Sequence[Any]:
        """The same."""

    @property
    def composite(self) -> tuple[tuple[Histogram | Moments, ...], ...]:
        """The same."""


@dataclass(frozen=True)
class Margins:
    """The parts of `RoundCounts` that scores and turnout rest on: read faster, for hundreds of rounds at a time."""

    cells: Sequence[Any]
    returned: Sequence[Any]
    composite: tuple[tuple[Histogram | Moments, ...], ...]


def margins_from_json(text: str) -> Margins:
    """Return these parts of the counts written by `RoundCounts.to_json`."""
    raw = json.loads(text)
    return Margins(raw["cells"], raw["returned"], _composite(raw))


def _composite(raw: dict[str, Any]) -> tuple[tuple[Histogram | Moments, ...], ...]:
    return tuple(tuple(_spread_in(part) for part in groups) for groups in raw["composite"])


def from_json(text: str) -> RoundCounts:
    """Return the counts written by `RoundCounts.to_json`, of this version or an earlier one."""
    raw = json.loads(text)
    return RoundCounts(
        cells=_tuples(raw["cells"]),
        returned=_tuples(raw["returned"]),
        composite=_composite(raw),
        cross={(p, q): tuple(Cross(*row) for row in groups) for p, q, groups in raw["cross"]},
        batches=_trays_in(raw["batches"]),
        enterers=_trays_in(raw["enterers"]),
        hours=_tuples(raw["hours"]),
        problems=raw["problems"],
        version=raw.get("version", 1),
    )


def _tuples(value: list[Any]) -> tuple[Any, ...]:
    """Nested lists as nested tuples; a list holds either lists alone or none."""
    return tuple(map(_tuples, value)) if value and isinstance(value[0], list) else tuple(value)


def _row(value: Moments | Cross) -> list[float]:
    return list(vars(value).values())


def _spread_out(part: Histogram | Moments) -> dict[str, Any]:
    if isinstance(part, Moments):
        return {"moments": _row(part)}
    return {"histogram": [[score, n] for score, n in sorted(part.items())]}


def _spread_in(raw: dict[str, Any]) -> Histogram | Moments:
    return Moments(*raw["moments"]) if "moments" in raw else dict(raw["histogram"])


def _tray_out(tray: Tray) -> dict[str, Any]:
    return vars(tray) | {
        "persons": [_row(moments) for moments in tray.persons],
        "patterns": dict(tray.patterns),
    }


def _tray_in(raw: dict[str, Any]) -> Tray:
    return Tray(raw["n"], tuple(Moments(*row) for row in raw["persons"]), raw["patterns"], raw["straight"])


def _trays_in(raw: list[Any]) -> dict[Numbers, Tray]:
    return {(key,) if isinstance(key, int) else tuple(key): _tray_in(tray) for key, tray in raw}
