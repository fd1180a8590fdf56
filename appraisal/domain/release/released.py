"""What a release of a round holds (made by `appraisal.domain.release.release`): plain figures to be shown."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PublicGroup:
    """One group's turnout; `returned` and `share` (0 to 1) are None where it is not shown by itself."""

    key: str
    name: str
    name_en: str
    weight: float
    roll: int
    returned: int | None
    share: float | None


@dataclass(frozen=True)
class PublicTurnout:
    """Turnout of all groups together against the threshold of the round (0 to 1), and of each that may be shown."""

    groups: tuple[PublicGroup, ...]
    roll: int
    returned: int
    share: float | None
    threshold: float
    reached: bool


@dataclass(frozen=True)
class PublicShare:
    """Grades `first` to `last` (0 = best) and their share of the valid answers in whole percent; None: hidden."""

    first: int
    last: int
    percent: int | None


@dataclass(frozen=True)
class GroupShares:
    """The grades of one group (by its key), joined like those of all groups together."""

    key: str
    shares: tuple[PublicShare, ...]


@dataclass(frozen=True)
class PersonRelease:
    """One person's figures; None and empty where they would tell too much.

    `score` is a multiple of `step` points, `low` and `high` are rounded outwards, and `band` is what these two touch.
    `one_third` tells whether the round's rule on the worst grade was reached, `not_competent` what the rules make of
    the published figures; None where the round is not valid, has no such rule, or that would tell too much. `notes` are
    those of the result's score, and why something is not told: ``too_few`` ballots, ``under_30`` (no score), nearly all
    ``alike``, a ``small_group`` that the score would tell of, ``protected`` where an attack found more.
    """

    number: int
    shares: tuple[PublicShare, ...]
    groups: tuple[GroupShares, ...]
    ballots: int | None
    score: float | None
    step: float | None
    low: float | None
    high: float | None
    band: tuple[int, int] | None
    one_third: bool | None
    not_competent: bool | None
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Release:
    """What the office tells of a round, once and for all."""

    round: str
    turnout: PublicTurnout
    valid: bool
    persons: tuple[PersonRelease, ...]
