"""Which groups may be shown by themselves, inside the office and out of it (product brief §4.7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from appraisal.domain.result import MIN_GROUP, RoundResult

TOGETHER = 2  # sums over all groups on an officer's page: the weighted figures, and those of all answers pooled


def apart(ballots: Sequence[int], sums: int = 1, least: int = MIN_GROUP) -> tuple[bool, ...]:
    """Tell of each group whether a figure of its own may stand on a page together with `sums` over all groups.

    A group of 1 to `least` - 1 `ballots` may not. Whoever subtracts the shown groups from each sum has `sums`
    equations for the hidden ones: so there are more hidden groups than that, of `least` ballots together, the
    smallest being taken. Where there are not enough groups none is shown. A group without ballots hides nothing.
    """
    hidden = {place for place, n in enumerate(ballots) if 0 < n < least}
    others = sorted((n, place) for place, n in enumerate(ballots) if n >= least)
    while hidden and others and (len(hidden) <= sums or sum(ballots[place] for place in hidden) < least):
        hidden.add(others.pop(0)[1])
    return tuple(place not in hidden for place in range(len(ballots)))


@dataclass(frozen=True)
class OfficeView:
    """What an officer's page may show of one person: each group by itself, and figures of all answers pooled.

    `pooled` is False where weighted and pooled figures, two sums over all groups, would give a small group away;
    `beside` where any group is hidden: the score under other weights and its bounds are two sums more.
    """

    groups: tuple[bool, ...]
    pooled: bool
    beside: bool = True


def office_view(ballots: Sequence[int]) -> OfficeView:
    """Return what may be shown of a person with these valid `ballots` by group, beside the weighted score."""
    both = apart(ballots, TOGETHER)
    voted = sum(n > 0 for n in ballots)
    if all(both) or voted > TOGETHER:
        return OfficeView(both, pooled=True, beside=all(both))
    return OfficeView(apart(ballots), pooled=voted < TOGETHER, beside=False)


def views_of(result: RoundResult) -> tuple[OfficeView, ...]:
    """Return what an officer's page may show of each person of `result`.

    A group whose ballots the result itself does not tell counts as one of a single ballot, if it sent any.
    """
    sent = [group.returned > 0 for group in result.turnout.groups]
    return tuple(
        office_view(
            [
                int(some) if group.complete is None else group.complete
                for group, some in zip(person.groups, sent, strict=True)
            ]
        )
        for person in result.persons
    )
