"""A disk whose power is cut: what was not synced is gone, or half there. A VFS for apsw, all in memory.

Content is safe once its file was synced, a new name once its file was synced (as SQLite does on Unix), and a
deletion once its folder was synced. At a cut everything else is dropped, or a random part of it is kept: single
sectors of single writes, in any combination.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import apsw

SECTOR = 512
Change = tuple[int, bytes | None]  # where, and what was written; None: the file ends there


@dataclass
class _Content:
    seen: bytearray = field(default_factory=bytearray)  # what the machine reads back while it runs
    safe: bytearray = field(default_factory=bytearray)  # what the disk holds for certain
    unsafe: list[Change] = field(default_factory=list)  # in order, since the last sync

    def change(self, change: Change) -> None:
        _apply(self.seen, change)
        self.unsafe.append(change)

    def sync(self) -> None:
        for change in self.unsafe:
            _apply(self.safe, change)
        self.unsafe.clear()

    def after_a_cut(self, rng: random.Random, share: float) -> _Content:
        kept = bytearray(self.safe)
        for change in self.unsafe:
            for part in _sectors(change):
                if rng.random() < share:
                    _apply(kept, part)
        return _Content(bytearray(kept), kept)


def _apply(content: bytearray, change: Change) -> None:
    at, data = change
    if data is None:
        del content[at:]
        return
    content.extend(b"\0" * (at - len(content)))
    content[at : at + len(data)] = data


def _sectors(change: Change) -> list[Change]:
    at, data = change
    if data is None:
        return [change]
    edges = [0, *range(SECTOR - at % SECTOR, len(data), SECTOR), len(data)]
    return [(at + begin, data[begin:end]) for begin, end in pairwise(edges) if end > begin]


class Disk:
    """The files of one machine by name; `operations_left` is how many changes the power lasts, None for ever."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.seen = {name: _Content(bytearray(data), bytearray(data)) for name, data in files.items()}
        self.safe = dict(self.seen)
        self.operations_left: int | None = None
        self.off = False

    def spend(self) -> None:
        """One change of the disk; raises where the power is gone."""
        if self.operations_left is not None:
            self.off = self.off or self.operations_left == 0
            self.operations_left -= 1
        if self.off:
            raise apsw.IOError("the power is cut")

    def cut(self, rng: random.Random) -> None:
        """Cut the power and start the machine again: only what survived is there."""
        share = rng.choice((0.0, 0.0, 0.5, 0.9))
        names = {name for name in self.safe if name in self.seen or rng.random() >= share}
        kept = {name: self.safe[name] for name in names}
        kept |= {n: c for n, c in self.seen.items() if self.safe.get(n) is not c and rng.random() < share}
        self.seen = {name: content.after_a_cut(rng, share) for name, content in kept.items()}
        self.safe = dict(self.seen)
        self.operations_left, self.off = None, False


class PowerVfs(apsw.VFS):
    """Lets SQLite keep its files on a `Disk`."""

    def __init__(self, name: str, disk: Disk) -> None:
        super().__init__(name, base="")
        self._disk = disk

    def xOpen(self, name: Any, flags: list[int]) -> _Open:
        spelled = name.filename() if isinstance(name, apsw.URIFilename) else name or f"temporary-{id(flags)}"
        return _Open(self._disk, spelled)

    def xDelete(self, name: str, sync_folder: bool) -> None:
        self._disk.spend()
        self._disk.seen.pop(name, None)
        if sync_folder:
            self._disk.safe.pop(name, None)

    def xAccess(self, name: str, flags: int) -> bool:
        return name in self._disk.seen

    def xFullPathname(self, name: str) -> str:
        return name

    def excepthook(self, *_raised: Any) -> None:
        """What fails while a connection without power is thrown away is nobody's concern."""


class _Open:
    """One open file."""

    def __init__(self, disk: Disk, name: str) -> None:
        self._disk, self._name = disk, name
        self._content = disk.seen.setdefault(name, _Content())

    def xRead(self, amount: int, at: int) -> bytes:
        return bytes(self._content.seen[at : at + amount])

    def xWrite(self, data: bytes, at: int) -> None:
        self._disk.spend()
        self._content.change((at, bytes(data)))

    def xTruncate(self, size: int) -> None:
        self._disk.spend()
        self._content.change((size, None))

    def xSync(self, flags: int) -> None:
        self._disk.spend()
        self._content.sync()
        if self._disk.seen.get(self._name) is self._content:
            self._disk.safe[self._name] = self._content

    def xFileSize(self) -> int:
        return len(self._content.seen)

    def xLock(self, level: int) -> None: ...

    def xUnlock(self, level: int) -> None: ...

    def xCheckReservedLock(self) -> bool:
        return False

    def xClose(self) -> None: ...

    def xSectorSize(self) -> int:
        return SECTOR

    def xDeviceCharacteristics(self) -> int:
        return 0

    def xFileControl(self, operation: int, pointer: int) -> bool:
        return False

    def excepthook(self, *_raised: Any) -> None:
        """As of the VFS."""
