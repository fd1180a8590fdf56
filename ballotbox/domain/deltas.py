"""When a backup may be taken: two copies that are few ballots apart would show which slips cast which ballots."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

FEWEST = 20  # ballots between any two copies of an open round

Copied = Mapping[str, Sequence[int]]  # public id of an open round → ballots in each copy so far


def too_near(ballots: Mapping[str, int], copied: Copied) -> dict[str, int]:
    """Return the open rounds whose `ballots` stand 1 to 19 from an earlier copy, and how many to wait for.

    A round of no ballots counts as copied: everybody knows the empty box.
    """
    waits = {name: _wait(n, {0, *copied.get(name, ())}) for name, n in ballots.items()}
    return {name: wait for name, wait in waits.items() if wait}


def _wait(ballots: int, earlier: set[int]) -> int:
    near = [n for n in earlier if 0 < abs(ballots - n) < FEWEST]
    return max(near) + FEWEST - ballots if near else 0


def with_copy(copied: Copied, ballots: Mapping[str, int]) -> dict[str, list[int]]:
    """Return what is to be remembered after a copy with `ballots`; rounds no longer open are forgotten."""
    return {name: sorted({*copied.get(name, ()), n}) for name, n in ballots.items()}


def lacking(held: Iterable[tuple[Any, ...]], there: Iterable[tuple[Any, ...]]) -> int:
    """Return how many rows of `held` are not in `there`; both in ascending order, each read once and not kept."""
    others, missing = iter(there), 0
    other = next(others, None)
    for row in held:
        while other is not None and other < row:
            other = next(others, None)
        missing += other != row
    return missing
