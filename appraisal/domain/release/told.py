"""A result as the office's pages may show it: every screen, paper and file of a round takes its figures from here.

Signed is the exact result. Of a person of whom a group must be hidden it would tell too much: a weighted share that
equals a group's weight says that the group is of one mind, an SE of 0 says it of all, and a score with six decimals has
one solution in whole ballots. So then scores are rounded, intervals and bands follow from what is shown, and SE and
weighted shares are left out. Under ten complete ballots all of them are one small group, and nothing is told.
"""

from __future__ import annotations

from dataclasses import replace

from appraisal.domain.beside.comparison import Comparison, InARow, PersonComparison
from appraisal.domain.figures import ChannelTest, GradeCount, GroupScore, GroupTest, Mean, OneThird, Pair, Score
from appraisal.domain.release.grid import Grid, coarse
from appraisal.domain.release.office import OfficeView, ballots_of, views_of
from appraisal.domain.result import PersonResult, RoundResult

TOO_FEW, ROUNDED, UNTOLD = "too_few", "office_rounded", "small_group"
HAIR = 1e-9
P_DIGITS = 3


def told(result: RoundResult) -> RoundResult:
    """Return `result` with the figures that the office's pages may show, the others None. It is not what is signed.

    Counts (`count`, `of`, `x`, `n`) stand only where the person's `OfficeView.pooled` says so, `complete`, `abstained`
    and `blank` where `enough` does.
    """
    views = views_of(result)
    grids = _grids(result, views)
    untold = {person.number for person, view in zip(result.persons, views, strict=True) if not view.score}
    return replace(
        result,
        persons=tuple(
            _person(person, view, grids[person.number], result.bands)
            for person, view in zip(result.persons, views, strict=True)
        ),
        pairs=tuple(_pair(pair, grids, untold) for pair in result.pairs),
    )


def told_beside(beside: Comparison, result: RoundResult) -> Comparison:
    """Return what stands beside the exact `result` with figures no finer than `told` has them."""
    views = views_of(result)
    grids = _grids(result, views)
    persons = zip(beside.persons, views, strict=True)
    return replace(beside, persons=tuple(_beside(one, view, grids[one.number]) for one, view in persons))


def step_for(person: PersonResult, result: RoundResult, view: OfficeView) -> float:
    """Return the points to which a person's figures are rounded: 0 where no group is hidden.

    At least what three ballots a grade up or down move in any hidden group, as in the bulletin
    (`appraisal.domain.release.scoring.step_of`), but 5 at most: an officer needs some score.
    """
    if view.beside or not view.enough:
        return 0.0
    gap = (result.scale[1] - result.scale[0]) / max(len(result.bands) - 1, 1)
    return coarse([group.weight for group in result.turnout.groups], ballots_of(person, result), gap)


def _grids(result: RoundResult, views: tuple[OfficeView, ...]) -> dict[int, Grid]:
    pairs = zip(result.persons, views, strict=True)
    return {person.number: Grid(step_for(person, result, view)) for person, view in pairs}


def _person(person: PersonResult, view: OfficeView, grid: Grid, limits: tuple[float, ...]) -> PersonResult:
    groups = tuple(
        one if shown else GroupScore(one.name, one.name_en, None, None)
        for one, shown in zip(person.groups, view.groups, strict=True)
    )
    if view.beside:
        return replace(person, groups=groups)
    score = _score(person.score, view, grid)
    return replace(
        person,
        score=score,
        by_people=Mean(None, None),
        reweighted=None,
        extremes=None,
        band=_band(score, person, limits),
        grades=tuple(_grade(grade, view) for grade in person.grades),
        items=tuple(
            replace(
                item,
                score=_score(item.score, view, grid),
                grades=tuple(_grade(grade, view) for grade in item.grades),
                between_groups=_test(item.between_groups, view),
            )
            for item in person.items
        ),
        groups=groups,
        one_third=_third(person.one_third, view),
        between_groups=_test(person.between_groups, view),
        channels=_channels(person.channels, grid) if view.score else None,
        standing=person.standing if view.score else None,
        not_competent=person.not_competent if view.enough else None,
    )


def _score(score: Score, view: OfficeView, grid: Grid) -> Score:
    if not view.score:
        return Score(None, None, None, None, 0, (UNTOLD if view.enough else TOO_FEW,))
    notes = score.notes if score.mean is None else (*score.notes, ROUNDED)
    low, high = grid.around(score.low, score.mean, score.high)
    return Score(grid.near(score.mean), None, low, high, score.degf, notes)


def _band(score: Score, person: PersonResult, limits: tuple[float, ...]) -> tuple[int, int] | None:
    """Best and worst grade that the shown interval touches: that of the exact one would tell more of it."""
    if score.low is None or score.high is None or person.band is None:
        return None
    best, worst = (next((g for g, low in enumerate(limits) if end >= low), len(limits) - 1) for end in _ends(score))
    return best, worst


def _ends(score: Score) -> tuple[float, float]:
    """The shown interval's ends, upper first: rounded up to a limit it does not touch the band above."""
    return max((score.high or 0.0) - HAIR, score.low or 0.0), score.low or 0.0


def _grade(grade: GradeCount, view: OfficeView) -> GradeCount:
    pooled = grade if view.pooled else replace(grade, share=None, low=None, high=None)
    return replace(pooled, weighted=None, weighted_se=None)


def _third(third: OneThird, view: OfficeView) -> OneThird:
    if view.pooled:
        return third
    says = third.says if view.enough else "nobody"
    return replace(third, share=None, binomial=None, hypergeometric=None, adjusted=None, says=says)


def _test(test: GroupTest, view: OfficeView) -> GroupTest:
    return GroupTest(None, test.df, _short(test.p) if view.enough else None)


def _short(p: float | None) -> float | None:
    return None if p is None else round(p, P_DIGITS)


def _channels(test: ChannelTest | None, grid: Grid) -> ChannelTest | None:
    if test is None:
        return None
    mean, others = grid.near(test.mean) or 0.0, grid.near(test.others) or 0.0
    return replace(test, mean=mean, others=others, p=round(test.p, P_DIGITS), adjusted=round(test.adjusted, P_DIGITS))


def _pair(pair: Pair, grids: dict[int, Grid], untold: set[int]) -> Pair:
    both = {pair.first, pair.second}
    if both & untold:
        none = dict.fromkeys(("difference", "se", "low", "high", "p", "adjusted"))
        return replace(pair, **none, fact=False, says="unknown", turned=False)  # type: ignore[arg-type]
    grid = max((grids[number] for number in both), key=lambda one: one.step)
    if not grid.step:
        return pair
    low, high = grid.around(pair.low, pair.difference, pair.high)
    about = {"difference": grid.near(pair.difference), "se": None, "low": low, "high": high}
    return replace(pair, **about, p=_short(pair.p), adjusted=_short(pair.adjusted))  # type: ignore[arg-type]


def _beside(one: PersonComparison, view: OfficeView, grid: Grid) -> PersonComparison:
    if not view.score:
        row = InARow(0, one.in_a_row.needed, statutory=False, says="unknown") if not view.enough else one.in_a_row
        return PersonComparison(one.number, None, row, None, None, ())
    if not grid.step:
        return one
    change, peers, gap = one.change, one.peers, one.self_gap
    low, high = grid.around(change.low, change.difference, change.high) if change else (None, None)
    return replace(
        one,
        change=change
        and replace(
            change,
            before=grid.near(change.before),
            difference=grid.near(change.difference),
            se=None,
            low=low,
            high=high,
            p=_short(change.p),
            adjusted=_short(change.adjusted),
        ),
        peers=peers
        and replace(peers, shrunken=grid.near(peers.shrunken), p=_short(peers.p), adjusted=_short(peers.adjusted)),
        self_gap=gap and replace(gap, difference=grid.near(gap.difference)),
    )
