"""The plaintext of a ballot: a record of fixed layout and size, described in docs/ballot-format.md."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import IntEnum

SIZE = 512  # every record, so that the length of a sealed ballot says nothing
VERSION = 1
HEADER = struct.Struct(">B16sBBIIH")  # version, round, group, channel, batch, enterer, number of marks
MAX_MARKS = SIZE - HEADER.size  # 483


class Channel(IntEnum):
    """How a ballot came in."""

    WEB = 1
    SMS = 2
    PAPER = 3


class RecordError(ValueError):
    """Bytes that are no record; the argument is the reason, as counted."""


@dataclass(frozen=True)
class Record:
    """One ballot. `marks` are printed reply keys, person by person and item by item within a person."""

    round: bytes  # the round's 16-byte key
    group: int
    channel: int
    batch: int
    marks: tuple[int, ...]
    enterer: int = 0  # staff who entered a paper ballot; 0: nobody

    def pack(self) -> bytes:
        """Return the 512 bytes; raises RecordError where a value does not fit."""
        try:
            head = HEADER.pack(VERSION, self.round, self.group, self.channel, self.batch, self.enterer, len(self.marks))
            body = bytes(self.marks)
        except (struct.error, ValueError) as error:
            raise RecordError("value_out_of_range") from error
        if len(self.round) != 16 or len(body) > MAX_MARKS:
            raise RecordError("value_out_of_range")
        return (head + body).ljust(SIZE, b"\0")


def unpack(plain: bytes) -> Record:
    """Return the record in `plain`; raises RecordError for another size, version or padding."""
    if len(plain) != SIZE:
        raise RecordError("bad_size")
    version, round_key, group, channel, batch, enterer, n_marks = HEADER.unpack_from(plain)
    if version != VERSION:
        raise RecordError("bad_version")
    end = HEADER.size + n_marks
    if n_marks > MAX_MARKS or plain[end:].strip(b"\0"):
        raise RecordError("bad_padding")
    return Record(round_key, group, channel, batch, tuple(plain[HEADER.size : end]), enterer)
