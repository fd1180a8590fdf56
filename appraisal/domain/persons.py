"""What a result says of one person, from the statistics of the whole round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from appraisal.domain.arrays import Floats, number
from appraisal.domain.counts import CountsInput
from appraisal.domain.figures import (
    ChannelTest,
    Extremes,
    GradeCount,
    GroupScore,
    GroupTest,
    ItemResult,
    Mean,
    OneThird,
    Pair,
    Score,
)
from appraisal.domain.methods.appraise import Appraisal
from appraisal.domain.methods.bands import BandLimit, band
from appraisal.domain.methods.bounds import Bounds
from appraisal.domain.methods.kruskal import RankTest
from appraisal.domain.methods.rates import wilson
from appraisal.domain.methods.strata import Estimate, Strata
from appraisal.domain.pairs import standing
from appraisal.domain.result import MIN_GROUP, PersonResult, rounded
from appraisal.domain.thirds import denominator
from ballotbox.domain.layout import RoundSpec


@dataclass(frozen=True, eq=False)
class Work:
    """All that was computed of a round, by person's place: `weighted` shares of grades [grade] of [person, item]."""

    spec: RoundSpec
    given: CountsInput
    found: Appraisal
    weighted: Sequence[Strata]
    answers: Floats
    reweighted: Sequence[Estimate]
    bounds: Sequence[Bounds] | None
    thirds: Sequence[OneThird]
    between: Sequence[RankTest]
    channels: dict[int, ChannelTest]
    pairs: Sequence[Pair]
    limits: Sequence[BandLimit]
    valid: bool

    def person(self, place: int) -> PersonResult:
        """Return everything of the person at `place`."""
        who, size = self.spec.persons[place], len(self.spec.scale.grades)
        composite = self.found.composites[place]
        every = self.answers[place].sum(axis=(0, 1))
        where = self._band(composite.score)
        return PersonResult(
            number=who.number,
            name=who.name,
            name_en=who.name_en,
            post=who.post,
            post_en=who.post_en,
            score=score(composite.score),
            by_people=Mean(rounded(composite.population_mean), rounded(composite.population_se)),
            reweighted=self._reweighted(place),
            extremes=self._extremes(place),
            band=where,
            grades=self._grades(every, place, slice(None)),
            complete=sum(composite.n_complete),
            abstained=int(every[size]),
            blank=int(every[size + 1]),
            items=tuple(self._item(place, item) for item in range(len(self.spec.items))),
            groups=self._groups(place),
            one_third=self.thirds[place],
            between_groups=_test(self.between[place]),
            channels=self.channels.get(who.number),
            standing=standing(who.number, len(self.spec.persons), self.pairs),
            not_competent=self._not_competent(place, where),
        )

    def _band(self, found: Estimate) -> tuple[int, int] | None:
        names = band(found.mean, found.ci_t, self.limits).names
        return (int(names[0]), int(names[-1])) if names else None

    def _reweighted(self, place: int) -> Score | None:
        if self.found.composites[place].score.mean is not None or self.reweighted[place].mean is None:
            return None
        return score(self.reweighted[place])

    def _extremes(self, place: int) -> Extremes | None:
        if self.bounds is None:
            return None
        return Extremes(rounded(self.bounds[place].worst) or 0.0, rounded(self.bounds[place].best) or 0.0)

    def _not_competent(self, place: int, where: tuple[int, int] | None) -> bool | None:
        figure, last = self.spec.rules.not_competent.figure, len(self.limits) - 1
        third, mean = self.thirds[place].says, self.found.composites[place].score.mean
        judged = {
            "one_third": None if third in {"off", "nobody"} else third != "not_reached",
            "score": None if mean is None else band(mean, None, self.limits).point == str(last),
            "band": None if where is None else where[0] == last,
        }
        return judged[figure] if self.valid else None

    def _grades(self, counts: Floats, place: int, items: slice) -> tuple[GradeCount, ...]:
        """`counts` are answers to the `items` of one person; the last two are no grades."""
        grades, weight = self.spec.scale.grades, self.given.item_weight[items]
        asked = len(weight)
        valid = np.array(counts[: len(grades)].sum() / asked)
        of = float(denominator(self.spec.rules.denominator.of, self.given, valid))
        share = 1 / weight.sum() if weight.sum() else 0.0
        found = []
        for at, grade in enumerate(grades):
            one, x = self.weighted[at], float(counts[at])
            low, high = wilson(x / asked, of) or (None, None)
            found.append(
                GradeCount(
                    name=grade.name,
                    name_en=grade.name_en,
                    count=int(x),
                    of=round(of * asked),
                    share=rounded(x / (of * asked)) if of else None,
                    low=rounded(low),
                    high=rounded(high),
                    weighted=rounded(number(share * (weight @ one.mean[place, items]))),
                    weighted_se=rounded(number(share * (weight @ one.se[place, items]))),
                )
            )
        return tuple(found)

    def _item(self, place: int, item: int) -> ItemResult:
        what, found = self.spec.items[item], self.found.items[place][item]
        return ItemResult(
            what.name,
            what.name_en,
            rounded(what.weight) or 0.0,
            score(found.score),
            self._grades(self.answers[place, item].sum(axis=0), place, slice(item, item + 1)),
            _test(found.between_groups),
        )

    def _groups(self, place: int) -> tuple[GroupScore, ...]:
        composite = self.found.composites[place]
        shown = may_show(composite.n_complete)
        return tuple(
            GroupScore(what.name, what.name_en, n if show else None, rounded(mean) if show else None)
            for what, n, mean, show in zip(
                self.spec.groups, composite.n_complete, composite.group_mean, shown, strict=True
            )
        )


def may_show(complete: Sequence[int]) -> tuple[bool, ...]:
    """Return which groups may be shown by themselves: never one under ten, nor what would give one away.

    A single hidden group with ballots could be subtracted from the whole: the next smallest is hidden with it.
    """
    hidden = [place for place, n in enumerate(complete) if n < MIN_GROUP]
    some = [place for place in hidden if complete[place] > 0]
    if len(some) == 1 and len(hidden) < len(complete):
        hidden.append(min((n, place) for place, n in enumerate(complete) if n >= MIN_GROUP)[1])
    return tuple(place not in hidden for place in range(len(complete)))


def score(found: Estimate) -> Score:
    """Return an estimate as it stands in a result."""
    low, high = found.ci_t or (None, None)
    return Score(rounded(found.mean), rounded(found.se), rounded(low), rounded(high), found.degf, tuple(found.notes))


def _test(found: RankTest) -> GroupTest:
    return GroupTest(rounded(found.statistic), found.df, rounded(found.p))
