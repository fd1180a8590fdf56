"""The audit log as a Merkle tree: what a leaf holds, and what is wrong with a log. Rows in, sentences out; no database.

docs/recount.md describes the leaf.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from core import merkle
from core.canonical import canonical

FORGOTTEN = "staff.forgotten"  # the action of `core.audit.forget`; its subject is "staff:<id>"
SEARCHED = 20  # changed entries for which every place is tried: beyond that the log is another one


@dataclass(frozen=True)
class Entry:
    """An entry as it is stored; `position` counts from 1, in the order of the tree."""

    position: int
    at: datetime
    staff_id: int
    action: str
    subject: str
    details: Mapping[str, Any]
    commitment: str  # to `personal`, salted
    personal: Mapping[str, Any] | None  # name, and what was typed freely; None once it was forgotten
    salt: bytes | None
    leaf: bytes  # leaf hash, as stored

    @property
    def named(self) -> str:
        """Return what the entry is, to begin a sentence."""
        return f"Entry {self.position} ({self.action} of {self.subject}, {_moment(self.at)})"


@dataclass(frozen=True)
class Checkpoint:
    """The log at one moment: how many entries it had, and the root over them; `name` says where that stands."""

    size: int
    root: str
    name: str = ""


def commitment(salt: bytes, personal: Mapping[str, Any]) -> str:
    """Return SHA-256 of the salt and the personal data: fixes them, and tells nothing once the salt is gone."""
    return hashlib.sha256(salt + canonical(personal).encode()).hexdigest()


def leaf_hash(entry: Entry) -> bytes:
    """Return the entry's leaf hash; personal data enter as their commitment."""
    content = {
        "position": entry.position,
        "at": _moment(entry.at),
        "staff": entry.staff_id,
        "action": entry.action,
        "subject": entry.subject,
        "details": entry.details,
        "personal": entry.commitment,
    }
    return merkle.leaf_hash(canonical(content).encode())


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def faults(
    entries: Sequence[Entry], head: Checkpoint, stored: Iterable[Checkpoint] = (), printed: Iterable[Checkpoint] = ()
) -> list[str]:
    """Return what is wrong, each a sentence; none where the log is whole and has grown through all checkpoints.

    `entries` stand by position; `head` is what the log says of itself. Whoever owns the database can change that and
    the `stored` checkpoints too, but not the `printed` ones: what those find can only be narrowed down.
    """
    found = [*_places(entries), *_personal(entries)]
    roots = _roots(entries)
    if (head.size, head.root) != (len(entries), roots[-1]):
        found.append(f"The log says it has {head.size} entries and their root; it has {len(entries)}, or others.")
    return [*found, *_checked(roots, stored), *_checked(roots, printed)]


def _roots(entries: Sequence[Entry]) -> list[str]:
    """Return the root of the log at every size, from none to all of its entries as they read today."""
    edge: tuple[bytes, ...] = ()
    roots = [merkle.edge_root(edge).hex()]
    for size, entry in enumerate(entries):
        edge = merkle.grown(edge, size, leaf_hash(entry))
        roots.append(merkle.edge_root(edge).hex())
    return roots


def _checked(roots: Sequence[str], checkpoints: Iterable[Checkpoint]) -> Iterator[str]:
    fits = 0
    for checkpoint in sorted(checkpoints, key=lambda one: one.size):
        what = f"Checkpoint {checkpoint.name} of {checkpoint.size} entries"
        if not 0 <= checkpoint.size < len(roots):
            yield f"{what}: the log has only {len(roots) - 1}. Entries were removed."
        elif roots[checkpoint.size] != checkpoint.root:
            where = _said(fits + 1, checkpoint.size)
            yield f"{what}: its root is not that of the log. What was changed lies in {where}."
        else:
            fits = checkpoint.size


def _places(entries: Sequence[Entry]) -> Iterator[str]:
    """Say which entries were changed, moved, inserted, removed, as far as their stored leaf hashes tell."""
    stood = _stood(entries)
    claimed = Counter(place for place in stood if place is not None)
    for place, entry in zip(stood, entries, strict=True):
        if place is None:
            yield f"{entry.named} was changed, or inserted: it does not fit its stored hash."
        elif place == entry.position and claimed[place] > 1:
            yield f"{entry.named} was inserted: another entry stood there."
    yield from _moved([(entry.position, place) for entry, place in zip(entries, stood, strict=True) if place])
    there = {place or entry.position for place, entry in zip(stood, entries, strict=True)}
    missing = [place for place in range(1, max(there, default=0) + 1) if place not in there]
    yield from (f"{_said(first, last).capitalize()} missing: removed." for first, last in _spans(missing))


def _moved(pairs: Sequence[tuple[int, int]]) -> Iterator[str]:
    apart = [(now, before) for now, before in pairs if now != before]
    for shift, group in groupby(apart, key=lambda pair: pair[1] - pair[0]):
        for first, last in _spans([now for now, _ in group]):
            now, before = _said(first, last), _said(first + shift, last + shift)
            yield f"{now.capitalize()} stood in another place: {before} before."


def _spans(places: Sequence[int]) -> list[tuple[int, int]]:
    """Return ascending places as spans from first to last."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and place == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs


def _said(first: int, last: int) -> str:
    return f"entry {first}" if first == last else f"entries {first} to {last}"


def _stood(entries: Sequence[Entry]) -> list[int | None]:
    """Return for each entry the place for which a stored hash was made of it; None where there is no such place."""
    stored = {entry.leaf for entry in entries}
    found: list[int | None] = []
    shift = searched = 0
    for entry in entries:
        at = entry.position
        near = [place for place in (at, at + shift) if leaf_hash(replace(entry, position=place)) in stored]
        if not near and searched < SEARCHED:
            searched += 1
            every = range(1, len(entries) + SEARCHED)
            near = [place for place in every if leaf_hash(replace(entry, position=place)) in stored][:1]
        shift = near[0] - at if near else shift
        found.append(near[0] if near else None)
    return found


def _personal(entries: Sequence[Entry]) -> Iterator[str]:
    forgotten = {entry.subject: entry.position for entry in entries if entry.action == FORGOTTEN}
    for entry in entries:
        if entry.personal is not None and entry.salt is not None:
            if commitment(entry.salt, entry.personal) != entry.commitment:
                yield f"{entry.named}: the name or a personal detail was changed."
        elif forgotten.get(f"staff:{entry.staff_id}", 0) < entry.position:
            yield f"{entry.named}: the name was erased, and no later entry says by whom."
