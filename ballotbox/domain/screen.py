"""Which decrypted records are ballots of this round, as arrays; others are counted by reason, not dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ballotbox.domain.layout import RoundSpec
from ballotbox.domain.record import HEADER, SIZE, VERSION, Channel
from ballotbox.domain.scale import BLANK

Bytes = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Screened:
    """The valid ballots, one row each; `marks` are reply keys [ballot, person × item]."""

    group: Ints
    channel: Ints  # 1 web, 2 SMS, 3 paper
    batch: Ints
    enterer: Ints
    marks: Bytes
    problems: Mapping[str, int]


@dataclass(frozen=True)
class Known:
    """What a record must agree with."""

    spec: RoundSpec
    round_key: bytes
    batches: Mapping[int, int]  # batch → its group's index

    def problems(self, rows: Bytes) -> dict[str, Flags]:
        """Return for each reason which of the records `rows[n, 512]` fail by it."""
        group, channel, batch, enterer, n_marks = _header(rows)
        marks = rows[:, HEADER.size : HEADER.size + self.spec.marks]
        belongs = np.array([self.batches.get(int(b), -1) for b in batch], dtype=np.int64)
        paper = channel == Channel.PAPER
        return {
            "bad_version": rows[:, 0] != VERSION,
            "other_round": (rows[:, 1:17] != np.frombuffer(self.round_key, np.uint8)).any(axis=1),
            "bad_group": group >= len(self.spec.groups),
            "bad_channel": ~np.isin(channel, list(Channel)),
            "bad_batch": belongs != group,
            "bad_enterer": paper != (enterer > 0),
            "bad_marks": (n_marks != self.spec.marks) | ~self._accepted(marks, paper),
            "bad_padding": rows[:, HEADER.size + self.spec.marks :].any(axis=1),
        }

    def _accepted(self, marks: Bytes, paper: Flags) -> Flags:
        keys = np.isin(marks, self.spec.scale.keys) | ((marks == BLANK) & paper[:, None])
        return np.asarray(keys.all(axis=1))


def screen(known: Known, plains: Sequence[bytes]) -> Screened:
    """Return the valid ballots among the decrypted 512-byte records `plains`."""
    rows = np.frombuffer(b"".join(plains), np.uint8).reshape(-1, SIZE)
    valid = np.ones(len(rows), dtype=np.bool_)
    problems: dict[str, int] = {}
    for reason, failed in known.problems(rows).items():
        found = int((failed & valid).sum())  # each record counts once, by its first reason
        if found:
            problems[reason] = found
        valid &= ~failed
    kept = rows[valid]
    group, channel, batch, enterer, _n_marks = _header(kept)
    marks = np.ascontiguousarray(kept[:, HEADER.size : HEADER.size + known.spec.marks])
    return Screened(group, channel, batch, enterer, marks, problems)


def _header(rows: Bytes) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    return (
        rows[:, 17].astype(np.int64),
        rows[:, 18].astype(np.int64),
        _big_endian(rows[:, 19:23]),
        _big_endian(rows[:, 23:27]),
        _big_endian(rows[:, 27:29]),
    )


def _big_endian(columns: Bytes) -> Ints:
    places = 256 ** np.arange(columns.shape[1] - 1, -1, -1, dtype=np.int64)
    return np.asarray(columns.astype(np.int64) @ places)
