"""How many slips each group of a village gets: every group votes, since one that is silent leaves no score."""

from __future__ import annotations

from collections.abc import Sequence


def portions(left: Sequence[int], wanted: int) -> list[int]:
    """Share out `wanted` slips: a tenth to each group, the rest to the largest, never more than is `left` in one."""
    wanted = min(wanted, sum(left))
    given = [0] * len(left)
    small_first = sorted(range(len(left)), key=lambda at: left[at])
    for at in small_first:
        given[at] = min(left[at], -(-wanted // 10), wanted - sum(given))
    for at in reversed(small_first):
        given[at] += min(left[at] - given[at], wanted - sum(given))
    return given


def mistyped(code: str) -> str:
    """Return `code` with two different neighbouring digits swapped, as people do; or, all alike, with one changed."""
    at = next((i for i in range(len(code) - 1) if code[i] != code[i + 1]), None)
    if at is None:
        return code[:-1] + str((int(code[-1]) + 1) % 10)
    return code[:at] + code[at + 1] + code[at] + code[at + 2 :]
