"""The figures of which a result is made. What does not exist is None; shares are 0 to 1, scores and SE in points."""

from __future__ import annotations

from dataclasses import dataclass

Share = float | None


@dataclass(frozen=True)
class GroupTurnout:
    """How many of a group's roll sent a ballot; `weight` is the group's part in every score.

    Participation, not opinion: it is shown of small groups, too.
    """

    key: str
    name: str
    name_en: str
    weight: float
    roll: int
    returned: int
    share: Share


@dataclass(frozen=True)
class Turnout:
    """Turnout of all groups together, against the threshold of the round (0 to 1) by its `comparison` (>= or >)."""

    groups: tuple[GroupTurnout, ...]
    roll: int
    returned: int
    share: Share
    threshold: float
    comparison: str
    reached: bool


@dataclass(frozen=True)
class GradeCount:
    """One grade: answers of all groups, and two shares of it.

    `share` is count / `of`, the answers that the round's denominator stands for, with its Wilson interval `low` to
    `high`; several answers of one ballot are taken as one, so that the interval is rather too wide than too narrow.
    `weighted` is the share under the group weights, with `weighted_se`: exact of one item, over several items the
    largest it can be (sum of w_i se_i), since the counts do not hold how items go together.
    """

    name: str
    name_en: str
    count: int
    of: int
    share: Share
    low: Share
    high: Share
    weighted: Share
    weighted_se: Share


@dataclass(frozen=True)
class Score:
    """A weighted mean in points with its standard error and 95 % t interval; None where there is none.

    `notes` are those of `appraisal.domain.methods.strata.Estimate`: what must be said beside it.
    """

    mean: float | None
    se: float | None
    low: float | None
    high: float | None
    degf: int
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Mean:
    """A mean and its standard error, in points."""

    mean: float | None
    se: float | None


@dataclass(frozen=True)
class Extremes:
    """Lowest and highest score possible had everybody on the roll voted, in points."""

    worst: float
    best: float


@dataclass(frozen=True)
class GroupTest:
    """A test between groups: its statistic, degrees of freedom, two-sided p; None where nothing varies."""

    statistic: float | None
    df: int
    p: float | None


@dataclass(frozen=True)
class ChannelTest:
    """Rao and Scott's test of a person's grades between channels within groups.

    `channel` (1 web, 2 SMS, 3 paper) stands out most: its mean and that of the others there, in points. `p` is of the
    test, `adjusted` by Benjamini-Hochberg over the persons.
    """

    channel: int
    mean: float
    others: float
    p: float
    adjusted: float


@dataclass(frozen=True)
class OneThird:
    """The rule on the worst grade: `x` of `n` (the round's denominator) on the item of the rule.

    `binomial` and `hypergeometric` are P(at least x) if exactly the part of the rule thought so, of endless voters and
    of the roll; `adjusted` is the binomial by Benjamini-Hochberg over the persons. `says`: ``off`` (no rule of the
    round), ``nobody`` (n is 0), ``not_reached``, ``reached`` (could be chance), ``reached_surely`` (adjusted <= 0.05,
    or all of the roll counted).
    """

    item: str
    x: int
    n: int
    share: Share
    binomial: float | None
    hypergeometric: float | None
    adjusted: float | None
    says: str


@dataclass(frozen=True)
class ItemResult:
    """One item of one person, in the order of the ballot; `between_groups` is Kruskal and Wallis's test."""

    name: str
    name_en: str
    weight: float
    score: Score
    grades: tuple[GradeCount, ...]
    between_groups: GroupTest


@dataclass(frozen=True)
class GroupScore:
    """A group's own mean and complete ballots; both None for a group not shown by itself.

    Not shown are groups under ten, and, where that is one alone, the next smallest: it could be subtracted.
    """

    name: str
    name_en: str
    complete: int | None
    mean: float | None


@dataclass(frozen=True)
class Pair:
    """Two persons of the round (numbers on the ballot): score of `first` less score of `second`, in points.

    SE from the cross-products: the same ballots rate both. 95 % t interval, two-sided p, and p by Holm over all pairs.
    `fact` where everybody on the rolls voted. `says`: ``above``, ``below`` (adjusted <= 0.05, or a fact),
    ``not_apart``, ``unknown``. `turned`: pooled over groups the order of good grades is the reverse of that in every
    group (Simpson).
    """

    first: int
    second: int
    difference: float | None
    se: float | None
    low: float | None
    high: float | None
    p: float | None
    adjusted: float | None
    fact: bool
    says: str
    turned: bool


@dataclass(frozen=True)
class Agreement:
    """Krippendorff's alpha; units are person and item, coders are ballots. None where nothing varies."""

    ordinal: float | None
    nominal: float | None
