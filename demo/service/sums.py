"""What the counts tell of one slip: sums by batch, channel and group, added and subtracted until one ballot is left.

The thief knows the batch and the state of every slip from the database, whose slip is whose, and from a carrier who
texted. Every sum is over slips that he can name; what their equations determine he reads.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from demo.service.loot import Copy, Finding, Loot, Row, rows

FEW = 10  # ballots of which no sum should stand by itself
WEB, SMS, PAPER = range(3)
Kind = tuple[int, int, int]  # group, batch, channel of slips that no sum tells apart
Kinds = Mapping[Kind, list[bytes]]


@dataclass(frozen=True)
class _Sum:
    """The first person's grades over the slips of some kinds: ballots, those with a grade, their scores' sum."""

    by: str
    over: frozenset[Kind]
    ballots: int
    graded: int
    total: float


@dataclass(frozen=True)
class _Round:
    """A counted round in the stolen database."""

    spec: dict[str, Any]
    counts: dict[str, Any]
    kinds: Kinds

    def sums(self, *, channels: bool) -> Iterator[_Sum]:
        """Yield every sum of the result, those of channels where they are known."""
        for group, back in enumerate(self.counts["returned"]):
            of = {kind for kind in self.kinds if kind[0] == group}
            yield self._sum("group", of, sum(back), self.counts["composite"][0][group])
        for key, tray in self.counts["batches"]:
            batches = {key} if isinstance(key, int) else set(key)
            of = {kind for kind in self.kinds if kind[1] in batches}
            yield self._sum("batch", of, tray["n"], {"moments": tray["persons"][0]})
        if channels and len(self.spec["items"]) == 1:
            yield from self._by_channel()

    def _sum(self, by: str, over: set[Kind], ballots: int, spread: dict[str, Any]) -> _Sum:
        if "moments" in spread:
            return _Sum(by, frozenset(over), ballots, *spread["moments"][:2])
        histogram = spread["histogram"]
        graded, total = sum(n for _, n in histogram), sum(score * n for score, n in histogram)
        return _Sum(by, frozenset(over), ballots, graded, total)

    def _by_channel(self) -> Iterator[_Sum]:
        scores = [grade["score"] for grade in self.spec["scale"]["grades"]]
        for group, cells in enumerate(self.counts["cells"][0][0]):
            back = self.counts["returned"][group]
            joined = {way for way in range(3) if back[way] and not any(cells[way])}
            for way in range(3):
                ways = {way} | (joined if sum(cells[way]) > back[way] else set())
                over = {kind for kind in self.kinds if kind[0] == group and kind[2] in ways}
                if sum(cells[way]):
                    row, by = cells[way][: len(scores)], "channel" if sum(cells[way]) < sum(back) else "group"
                    yield _Sum(by, frozenset(over), sum(cells[way]), sum(row), float(np.dot(row, scores)))

    def slips(self, kinds: Iterable[Kind]) -> int:
        """Return how many slips are of these kinds: where a sum has others, the thief lacks a channel's list."""
        return sum(len(self.kinds[kind]) for kind in kinds)

    def grade(self, graded: float, total: float) -> int:
        """Return the reply key that a single ballot's sums stand for."""
        if round(graded) == 0:
            return int(self.spec["scale"]["abstain_key"])
        nearest = min(self.spec["scale"]["grades"], key=lambda grade: abs(grade["score"] - total))
        return int(nearest["key"])


def by_single_trays(loot: Loot) -> Finding:
    """Sums of batches and groups, added and subtracted, may leave one slip's ballot."""
    return _worked_out(loot, channels=False)


def by_single_channels(loot: Loot) -> Finding:
    """So may sums of channels, for a carrier who knows who texted."""
    return _worked_out(loot, channels=True)


def _worked_out(loot: Loot, *, channels: bool) -> Finding:
    grades: dict[bytes, int] = {}
    few: Counter[str] = Counter()
    for each in _rounds(loot.last, loot.text_hashes() if channels else set()):
        sums = list(each.sums(channels=channels))
        grades |= _determined(each, [one for one in sums if one.over and each.slips(one.over) == one.ballots])
        few.update(one.by for one in sums if 0 < one.ballots < FEW)
    by = "channel" if channels else "batch"
    signs = (f"{few[by]} sums by {by} are of fewer than {FEW} ballots",) if few[by] else ()
    # a group that came back small stands by itself, whatever else is joined
    small = (f"{few['group']} groups came back with fewer than {FEW} ballots, and the score needs their sums",)
    return Finding({}, grades, signs, small if few["group"] and not channels else ())


def _rounds(copy: Copy, texted: set[bytes]) -> Iterator[_Round]:
    slips, batches = rows(copy.image, "slip"), {row["id"]: row for row in rows(copy.image, "batch")}
    rounds = {row["id"]: row for row in rows(copy.image, "evaluation_round")}
    for row in rows(copy.image, "count"):
        kinds: dict[Kind, list[bytes]] = defaultdict(list)
        for slip in slips:
            if slip["round_id"] == row["round_id"] and slip["state"] in ("spent", "spent_paper"):
                batch = batches[slip["batch_id"]]
                kinds[batch["group_index"], batch["id"], _channel(slip, texted)].append(slip["code_hash"])
        counts = json.loads(zlib.decompress(row["counts"]))
        yield _Round(json.loads(rounds[row["round_id"]]["spec"]), counts, kinds)


def _channel(slip: Row, texted: set[bytes]) -> int:
    if slip["state"] == "spent_paper":
        return PAPER
    return SMS if slip["code_hash"] in texted else WEB


def _determined(found: _Round, sums: list[_Sum]) -> dict[bytes, int]:
    """Return the grades of slips that stand alone in their kind, where the equations of the sums have one answer."""
    kinds = list(found.kinds)
    table = np.array([[kind in one.over for kind in kinds] for one in sums], dtype=float).reshape(len(sums), -1)
    inverse = np.linalg.pinv(table)
    known = np.isclose(np.diag(inverse @ table), 1.0)
    right = inverse @ np.array([[one.graded, one.total] for one in sums]).reshape(len(sums), 2)
    alone = [at for at, kind in enumerate(kinds) if len(found.kinds[kind]) == 1 and known[at]]
    return {found.kinds[kinds[at]][0]: found.grade(*right[at]) for at in alone}
