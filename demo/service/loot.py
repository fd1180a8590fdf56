"""What a thief carries off: every file of an installation, once or again and again while votes come in."""

from __future__ import annotations

import hmac
import sqlite3
import struct
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

LEFT_ALONE = "demo.json"  # the sample's own sheet with its passphrases: no installation at work has it
MAGIC = b"SQLite format 3\x00"
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Copy:
    """The files of one moment, by their place in the folder."""

    files: Mapping[str, bytes]

    @property
    def image(self) -> bytes:
        """The database file."""
        return self.files["zhiping.db"]

    @property
    def keys(self) -> dict[str, bytes]:
        """The key files."""
        return {name: content for name, content in self.files.items() if name.startswith("keys/")}


@dataclass(frozen=True)
class Loot:
    """All that was stolen, and what the thief saw at the door: moment and code of each vote, in order.

    `texted` are the codes that went over the network of a carrier who tells.
    """

    copies: Sequence[Copy]
    journals: Sequence[tuple[bytes, bytes]] = ()  # a journal as it stood, and the database file after its commit
    seen: Sequence[tuple[str, str]] = field(default=(), repr=False)  # "2026-11-03 01:00", "1234567890123456"
    texted: Sequence[str] = field(default=(), repr=False)

    @property
    def last(self) -> Copy:
        """The newest copy."""
        return self.copies[-1]

    def hashes(self) -> list[bytes]:
        """The slips of those seen, by the stolen key: in the order in which they voted."""
        return [self._hashed(code) for _, code in self.seen]

    def text_hashes(self) -> set[bytes]:
        """The slips of those who texted."""
        return {self._hashed(code) for code in self.texted}

    def _hashed(self, code: str) -> bytes:
        return hmac.digest(self.last.keys.get("keys/ballot-code.key", b""), code.encode(), sha256)


@dataclass(frozen=True)
class Finding:
    """What came of one attack: slips joined to ballots, grades read, signs of a leak; `remains` is no news."""

    links: Mapping[bytes, bytes] = field(default_factory=dict)  # hash of a code → what lies in the box
    grades: Mapping[bytes, int] = field(default_factory=dict)  # hash of a code → the first person's grade
    signs: tuple[str, ...] = ()
    remains: tuple[str, ...] = ()

    @property
    def nothing(self) -> bool:
        """Tell whether it came to nothing."""
        return not (self.links or self.grades or self.signs)


def steal(folder: Path) -> Copy:
    """Copy every file of the installation in `folder`."""
    found = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != LEFT_ALONE)
    return Copy({str(path.relative_to(folder)): path.read_bytes() for path in found})


def rows(image: bytes, table: str) -> list[Row]:
    """Return a table of a database file in the order in which it lies there; none where there is no such table."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(image)
        connection.row_factory = sqlite3.Row
        for order in ("ORDER BY rowid", ""):
            try:
                return [dict(row) for row in connection.execute(f"SELECT * FROM {table} {order}")]  # noqa: S608 – our own names
            except sqlite3.OperationalError:
                continue
    return []


def has_row_numbers(image: bytes, table: str) -> bool:
    """Tell whether SQLite keeps the order of arrival of a table's rows."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(image)
        try:
            connection.execute(f"SELECT rowid FROM {table}").close()  # noqa: S608 – our own names
        except sqlite3.OperationalError:
            return False
    return True


def before(journal: bytes, image: bytes) -> bytes:
    """Return the database file as it was before the transaction of `journal` (SQLite's file format, section 3)."""
    nonce, pages, sector, size = struct.unpack(">IIII", journal[12:28])
    old, at = bytearray(image), sector
    while size and at + size + 8 <= len(journal):
        number, content, check = journal[at : at + 4], journal[at + 4 : at + 4 + size], journal[at + 4 + size :][:4]
        if (nonce + sum(content[size - 200 : 0 : -200])) % 2**32 != int.from_bytes(check):
            break  # what follows is left of an earlier transaction
        page = int.from_bytes(number)
        old[(page - 1) * size : page * size] = content
        at += size + 8
    return bytes(old[: pages * size]) if pages else bytes(old)


def free_pages(image: bytes) -> list[int]:
    """Return where in a database file its free pages begin, in bytes, in the order of the file."""
    size = int.from_bytes(image[16:18])
    trunk, found = int.from_bytes(image[32:36]), []
    while trunk:
        at = (trunk - 1) * size
        following, count = struct.unpack(">II", image[at : at + 8])
        found += [at, *((page - 1) * size for page in struct.unpack(f">{count}I", image[at + 8 : at + 8 + 4 * count]))]
        trunk = following
    return sorted(found)
