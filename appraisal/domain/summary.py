"""From the statistics of a round to the result an officer signs."""

from __future__ import annotations

import numpy as np

from appraisal.domain.counts import CountsInput, EmptyGroup
from appraisal.domain.figures import Agreement, ChannelTest, GroupTurnout, Turnout
from appraisal.domain.flags.channels import channels
from appraisal.domain.flags.find import find_flags
from appraisal.domain.flags.flag import Beside
from appraisal.domain.from_counts import answers, crosses, from_counts
from appraisal.domain.limits import limits
from appraisal.domain.methods.appraise import Appraisal, appraise
from appraisal.domain.methods.bounds import Bounds, composite_bounds
from appraisal.domain.methods.kruskal import RankTest, kruskal_test
from appraisal.domain.methods.moments import of_counts
from appraisal.domain.methods.multiplicity import adjust
from appraisal.domain.methods.strata import Strata, estimates, stratified
from appraisal.domain.pairs import pairs
from appraisal.domain.persons import Work
from appraisal.domain.result import MIN_GROUP, VERSION, Ledger, Prints, RoundResult, rounded
from appraisal.domain.thirds import one_thirds
from ballotbox.domain.assembly import Assembly
from ballotbox.domain.counts import RoundCounts
from ballotbox.domain.layout import RoundSpec


def summarise(
    spec: RoundSpec,
    counts: RoundCounts,
    ledger: Ledger,
    prints: Prints,
    beside: Beside | None = None,
    assembly: Assembly | None = None,
) -> RoundResult:
    """Return the whole result of a round; `beside` is what the flags need besides, `assembly` the meeting recorded.

    Raises CountsError where spec and counts do not fit together.
    """
    given = from_counts(spec, counts)
    turnout = _turnout(spec, given)
    valid = turnout.reached and ledger.balanced
    work = _work(spec, counts, given, valid=valid)
    scores = [grade.score for grade in spec.scale.grades]
    return RoundResult(
        version=VERSION,
        round=spec.round,
        kind=spec.kind,
        assembly=assembly,
        scale=(min(scores), max(scores)),
        bands=tuple(limit.lower for limit in work.limits),
        denominator=spec.rules.denominator.of,
        turnout=turnout,
        valid=valid,
        persons=tuple(work.person(place) for place in range(len(spec.persons))),
        pairs=tuple(work.pairs),
        agreement=_agreement(work.found),
        ledger=ledger,
        prints=prints,
        flags=find_flags(spec, counts, ledger, beside),
    )


def _work(spec: RoundSpec, counts: RoundCounts, given: CountsInput, *, valid: bool) -> Work:
    found = appraise(given)
    people = [person.number for person in spec.persons]
    scores = [one.score for one in found.composites]
    return Work(
        spec=spec,
        given=given,
        found=found,
        weighted=_weighted(given),
        answers=answers(counts),
        reweighted=estimates(given.composite, given.n_roll, given.group_weight, EmptyGroup.REWEIGHT),
        bounds=_bounds(given),
        thirds=one_thirds(spec, given),
        between=[_between(groups) for groups in counts.composite],
        channels=_channels(spec, given, counts),
        pairs=pairs(given, crosses(given, counts), scores, people),
        limits=limits(spec),
        valid=valid,
    )


def _turnout(spec: RoundSpec, given: CountsInput) -> Turnout:
    groups = tuple(
        GroupTurnout(g.key, g.name, g.name_en, rounded(g.weight) or 0.0, g.roll, int(n), _share(n, g.roll))
        for g, n in zip(spec.groups, given.n_returned, strict=True)
    )
    roll, returned = sum(g.roll for g in groups), sum(g.returned for g in groups)
    threshold, sign = rounded(spec.turnout_threshold) or 0.0, spec.rules.turnout.comparison
    return Turnout(groups, roll, returned, _share(returned, roll), threshold, sign, spec.reached(returned))


def _share(part: float, whole: float) -> float | None:
    return rounded(part / whole) if whole else None


def _weighted(given: CountsInput) -> list[Strata]:
    """Share of every grade under the group weights, arrays [person, item]; NaN where a group is empty."""
    return [
        stratified(of_counts(given.cells, one), given.n_roll, given.group_weight, given.empty_group)
        for one in np.eye(len(given.grade_scores))
    ]


def _bounds(given: CountsInput) -> list[Bounds] | None:
    """None where a weighted group has nobody on its roll: such a score has no bounds."""
    if ((given.n_roll == 0) & (given.group_weight > 0)).any():
        return None
    return composite_bounds(given)


def _between(groups: tuple[object, ...]) -> RankTest:
    """Compare the composites of groups of ten and more; smaller ones have no histogram."""
    tables = [group for group in groups if isinstance(group, dict) and sum(group.values()) >= MIN_GROUP]
    values = sorted({value for table in tables for value in table})
    if not tables:
        return RankTest(None, 0, None)
    return kruskal_test(np.array([[table.get(value, 0) for value in values] for table in tables], dtype=np.float64))


def _channels(spec: RoundSpec, given: CountsInput, counts: RoundCounts) -> dict[int, ChannelTest]:
    found = channels(given, counts, tuple(person.number for person in spec.persons))
    adjusted = adjust([one.p for one in found])
    return {
        one.subject.person or 0: ChannelTest(
            channel=one.subject.channel or 0,
            mean=rounded(one.observed) or 0.0,
            others=rounded(one.expected) or 0.0,
            p=rounded(one.p) or 0.0,
            adjusted=rounded(p) or 0.0,
        )
        for one, p in zip(found, adjusted, strict=True)
    }


def _agreement(found: Appraisal) -> Agreement:
    return Agreement(rounded(found.agreement.ordinal), rounded(found.agreement.nominal))
