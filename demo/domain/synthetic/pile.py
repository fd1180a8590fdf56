"""A pile of invented ballots as arrays, and the product's own count of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ballotbox.domain.counts import RoundCounts
from ballotbox.domain.layout import RoundSpec
from ballotbox.domain.record import SIZE, VERSION
from ballotbox.domain.screen import Known
from ballotbox.domain.tally import tally

Ints = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint8]
KEY = bytes(range(16))  # the round key of every invented round
BODY = 483
RECORD = np.dtype(  # docs/ballot-format.md, "The record"
    [
        ("version", "u1"),
        ("round", "u1", 16),
        ("group", "u1"),
        ("channel", "u1"),
        ("batch", ">u4"),
        ("enterer", ">u4"),
        ("n", ">u2"),
        ("marks", "u1", BODY),
    ]
)


@dataclass(frozen=True, eq=False)
class Pile:
    """Ballots of one round, one row each: arrays [ballot], and `marks` [ballot, person, item] as reply keys.

    `hour` is the hour of the cast counted from 1970 (UTC); `enterer` is 0 where nobody typed the ballot in.
    `batch_groups` tells each batch's group, `rolls` how many people each group has.
    """

    preset: str
    rolls: tuple[int, ...]
    batch_groups: dict[int, int]
    group: Ints
    channel: Ints
    batch: Ints
    enterer: Ints
    hour: Ints
    marks: Keys

    def __len__(self) -> int:
        """How many ballots."""
        return len(self.group)

    def records(self) -> list[bytes]:
        """Return every ballot as the 512 bytes that would be sealed."""
        rows = np.zeros(len(self), dtype=RECORD)
        _, persons, items = self.marks.shape
        asked = self.marks.reshape(len(self), persons * items)
        rows["version"], rows["round"], rows["n"] = VERSION, np.frombuffer(KEY, np.uint8), asked.shape[1]
        for name in ("group", "channel", "batch", "enterer"):
            rows[name] = getattr(self, name)
        rows["marks"][:, : asked.shape[1]] = asked
        raw = rows.tobytes()
        return [raw[at : at + SIZE] for at in range(0, len(raw), SIZE)]

    def counts(self, spec: RoundSpec) -> RoundCounts:
        """Return what the product's own count makes of the pile."""
        hours, casts = np.unique(self.hour, return_counts=True)
        known = Known(spec, KEY, self.batch_groups)
        return tally(known, self.records(), lambda _records: None, zip(hours.tolist(), casts.tolist(), strict=True))
