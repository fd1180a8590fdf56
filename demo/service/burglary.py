"""`simulate --attack`: the thief on a copy of this installation's files, and in plain words what he came away with."""

from __future__ import annotations

import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path

from core.memory import settings
from demo.service.loot import LEFT_ALONE, Copy, Finding, Loot, rows, steal
from demo.service.thief import ATTACKS

TRIES, PAUSE = 10, 0.3  # a journal that stands longer than this belongs to no transaction under way


class NothingToSteal(RuntimeError):
    """There is no file to break into; the message says why."""


@dataclass(frozen=True)
class Report:
    """What was tried and what came out, and whether nothing was found."""

    text: str
    good: bool


def break_in() -> Report:
    """Copy all files of the running installation and try every attack on the copy; raises NothingToSteal."""
    given = settings()
    if not given.database.startswith("sqlite:///"):
        raise NothingToSteal("The thief reads files: this installation keeps its ballots on a PostgreSQL server.")
    if not (given.instance / "zhiping.db").exists():
        raise NothingToSteal(f"There is no database in {given.instance}.")
    copy = _whole(given.instance)
    found = {name: attack(Loot([copy])) for name, attack in ATTACKS.items()}
    lines = [line for name, finding in found.items() for line in _said(name, finding)]
    good = all(finding.nothing for finding in found.values())
    end = (
        "Nothing found: no file leads from a slip to a ballot's content."
        if good
        else "FOUND: see the lines with an exclamation mark."
    )
    return Report("\n".join([*_stolen(copy), "", *lines, "", end]), good)


def _whole(folder: Path) -> Copy:
    for _ in range(TRIES):
        copy = steal(folder)
        if "zhiping.db-journal" not in copy.files and _sound(copy):
            return copy
        time.sleep(PAUSE)  # somebody was writing: copied in the midst of it, a file is of two moments
    return copy


def _sound(copy: Copy) -> bool:
    try:
        return bool(rows(copy.image, "pragma_integrity_check"))
    except sqlite3.DatabaseError:
        return False


def _stolen(copy: Copy) -> list[str]:
    ballots, slips = len(rows(copy.image, "ballot")), len(rows(copy.image, "slip"))
    size = sum(map(len, copy.files.values())) / 1e6
    return [
        f"Stolen: {len(copy.files)} files, {size:.1f} MB, the keys among them, without the passphrases"
        f" ({LEFT_ALONE} left alone): {ballots} sealed ballots, {slips} slips.",
    ]


def _said(name: str, finding: Finding) -> list[str]:
    tried = (ATTACKS[name].__doc__ or "").strip()
    mark = " " if finding.nothing else "!"
    out = f"{len(finding.links)} slips joined to ballots, {len(finding.grades)} grades read"
    if finding.nothing:
        out = "nothing found"
    said = [f"{mark} {name:<14} {tried} → {'; '.join([out, *finding.signs])}"]
    return said + [f"  {'':<14} What remains, as docs/privacy.md says: {each}." for each in finding.remains]
