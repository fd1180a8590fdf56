"""Which groups a round has: rolls under 10 are merged, since a handful of ballots cannot be secret."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ballotbox.domain.layout import Group
from ballotbox.domain.presets import OTHER_WEIGHT, WEIGHTS

SMALLEST = 10  # people on a roll; the same threshold everywhere


class GroupsError(ValueError):
    """These rolls make no round; the argument is the reason."""


@dataclass(frozen=True)
class Roll:
    """A respondent group of the village and how many people are in it."""

    key: str
    name: str
    name_en: str
    size: int


def arrange(rolls: Sequence[Roll], merge: Mapping[str, str] | None = None) -> tuple[Group, ...]:
    """Return the groups of a round from a village's rolls.

    `merge` maps a group's key to the one it is counted with; small groups it does not name join the largest.
    Weights are the usual ones, of those present, summing to 1. Raises GroupsError "roll_too_small" where a
    group under 10 would remain, "unknown_group" where `merge` names none, or one that is itself merged.
    """
    present = {roll.key: roll for roll in rolls if roll.size > 0}
    if not present:
        raise GroupsError("roll_too_small")
    largest = max(present.values(), key=lambda roll: roll.size).key
    target = {key: largest for key, roll in present.items() if roll.size < SMALLEST and key != largest}
    target |= {key: into for key, into in (merge or {}).items() if key in present}
    if any(into not in present or into in target or into == key for key, into in target.items()):
        raise GroupsError("unknown_group")
    total = sum(WEIGHTS.get(key, OTHER_WEIGHT) for key in present)
    groups = tuple(_join(roll, present, target, total) for key, roll in present.items() if key not in target)
    if any(group.roll < SMALLEST for group in groups):
        raise GroupsError("roll_too_small")
    return groups


def weighted(groups: tuple[Group, ...], weights: Sequence[float]) -> tuple[Group, ...]:
    """Return `groups` with these weights, in their order; none given keeps the usual ones.

    Raises GroupsError "bad_weights" where they are not one for each group, from 0 up, summing to 1.
    """
    if not weights:
        return groups
    if len(weights) != len(groups) or not min(weights) >= 0 or not abs(sum(weights) - 1) <= 1e-6:
        raise GroupsError("bad_weights")
    return tuple(replace(group, weight=weight) for group, weight in zip(groups, weights, strict=True))


def _join(head: Roll, present: Mapping[str, Roll], target: Mapping[str, str], total: float) -> Group:
    joined = [present[key] for key, into in target.items() if into == head.key]
    every = [head, *joined]
    return Group(
        key=head.key,
        name="、".join(roll.name for roll in every),
        name_en=", ".join(roll.name_en for roll in every),
        weight=round(sum(WEIGHTS.get(roll.key, OTHER_WEIGHT) for roll in every) / total, 9),
        roll=sum(roll.size for roll in every),
        merged=tuple(roll.key for roll in joined),
    )
