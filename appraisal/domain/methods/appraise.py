"""All statistics of one round from its counts."""

from dataclasses import dataclass

import numpy as np

from appraisal.domain.arrays import Floats, Number, numbers
from appraisal.domain.counts import CountsInput
from appraisal.domain.methods.agreement import krippendorff_alpha
from appraisal.domain.methods.multiplicity import adjust
from appraisal.domain.methods.ranks import average_ranks
from appraisal.domain.methods.rates import binomial_upper, hypergeometric_upper
from appraisal.domain.methods.scores import CompositeResult, ItemResult, composite_results, item_results
from appraisal.domain.methods.shrinkage import Shrunken, shrink


@dataclass(frozen=True)
class OneThird:
    """Last item, groups pooled: x of n in the last grade per cadre, against "at most a third".

    p is None where nobody answered; ``adjusted`` by Benjamini-Hochberg over the cadres; ``finite`` is the
    hypergeometric tail on the whole roll.
    """

    item: str
    x: tuple[int, ...]
    n: tuple[int, ...]
    p: tuple[Number, ...]
    adjusted: tuple[Number, ...]
    finite: tuple[Number, ...]


@dataclass(frozen=True)
class Agreement:
    """Krippendorff's alpha; units are cadre and item, coders are ballots."""

    ordinal: Number
    nominal: Number
    ordinal_first_group: Number


@dataclass(frozen=True)
class Appraisal:
    """Result of a round: items [cadre][item], composites [cadre]; ranks are for checking, not for a table."""

    turnout: tuple[Number, ...]
    turnout_total: Number
    items: tuple[tuple[ItemResult, ...], ...]
    composites: tuple[CompositeResult, ...]
    rank: tuple[Number, ...]
    agreement: Agreement
    one_third: OneThird
    shrunken: Shrunken | None


def turnout(returned: Floats, roll: Floats) -> Floats:
    """Ballots returned over roll; NaN where the roll is empty."""
    return np.divide(returned, roll, out=np.full_like(returned, np.nan), where=roll > 0)


def agreement(given: CountsInput) -> Agreement:
    """Alpha over all groups pooled, and of the first group alone."""
    grades = np.arange(len(given.grade_scores), dtype=np.float64)
    pooled = given.cells.sum(axis=2).reshape(-1, len(grades))
    first = given.cells[:, :, 0].reshape(-1, len(grades))
    return Agreement(
        ordinal=krippendorff_alpha(pooled, grades, "ordinal"),
        nominal=krippendorff_alpha(pooled, grades, "nominal"),
        ordinal_first_group=krippendorff_alpha(first, grades, "ordinal"),
    )


def one_third_rule(given: CountsInput) -> OneThird:
    """The rule for every cadre of the round."""
    pooled = given.cells[:, -1].sum(axis=1)
    x, n = pooled[:, -1].astype(int).tolist(), pooled.sum(axis=1).astype(int).tolist()
    roll = int(given.n_roll.sum())
    p = [binomial_upper(a, b, 1 / 3) if b else None for a, b in zip(x, n, strict=True)]
    finite = [hypergeometric_upper(a, roll, roll // 3, b) if b else None for a, b in zip(x, n, strict=True)]
    return OneThird(given.item_names[-1], tuple(x), tuple(n), tuple(p), adjust(p), tuple(finite))


def appraise(given: CountsInput) -> Appraisal:
    """Everything that follows from the counts of one round; nothing in it is NaN."""
    items = item_results(given)
    composites = composite_results(given, items)
    means = [result.score.mean for result in composites]
    returned, roll = given.n_returned, given.n_roll
    return Appraisal(
        turnout=numbers(turnout(returned, roll)),
        turnout_total=numbers(turnout(returned.sum(keepdims=True), roll.sum(keepdims=True)))[0],
        items=items,
        composites=composites,
        rank=average_ranks(means),
        agreement=agreement(given),
        one_third=one_third_rule(given),
        shrunken=shrink(means, [result.score.se for result in composites]),
    )
