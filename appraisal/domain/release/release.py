"""The one fixed release of a round: every figure of it that leaves the office is taken from here and nowhere else.

Page, JSON, printed report and table show the same figures with the same rounding, so that no two of them can be
subtracted. All of them together were attacked before (`appraisal.domain.release.draft` and `attacker`): every hidden
count keeps a range of at least `disclosure.PROTECTION` ballots.
"""

from __future__ import annotations

from collections.abc import Sequence

from appraisal.domain.arrays import Floats
from appraisal.domain.counts import CountsInput
from appraisal.domain.from_counts import from_counts
from appraisal.domain.release.attacker import Attack, ranges
from appraisal.domain.release.disclosure import PROTECTION, SCORED, small
from appraisal.domain.release.draft import Draft
from appraisal.domain.release.drafting import alike, fullest, settle
from appraisal.domain.release.office import apart
from appraisal.domain.release.released import (
    GroupShares,
    PersonRelease,
    PublicGroup,
    PublicShare,
    PublicTurnout,
    Release,
)
from appraisal.domain.release.ruling import judged, ruled
from appraisal.domain.release.scoring import scored, step_of
from appraisal.domain.release.truth import Truth, truth_of
from appraisal.domain.result import MIN_GROUP, PersonResult, RoundResult
from ballotbox.domain.counts import RoundCounts
from ballotbox.domain.layout import RoundSpec


def release(spec: RoundSpec, counts: RoundCounts, result: RoundResult, attack: Attack = ranges) -> Release:
    """Return what may leave the office of a round with this result; `attack` is what it must withstand.

    Raises CountsError where `spec` and `counts` do not fit together.
    """
    given = from_counts(spec, counts)
    persons = tuple(_person(spec, given, place, result, attack) for place in range(len(result.persons)))
    return Release(result.round, _turnout(result), result.valid, persons)


def _turnout(result: RoundResult) -> PublicTurnout:
    told = result.turnout
    shown = _turnouts([group.returned for group in told.groups], [group.roll for group in told.groups])
    groups = tuple(
        PublicGroup(
            group.key,
            group.name,
            group.name_en,
            group.weight,
            group.roll,
            group.returned if by_itself else None,
            group.share if by_itself else None,
        )
        for group, by_itself in zip(told.groups, shown, strict=True)
    )
    return PublicTurnout(groups, told.roll, told.returned, told.share, told.threshold, told.reached)


def _turnouts(returned: Sequence[int], rolls: Sequence[int]) -> tuple[bool, ...]:
    """Tell which groups' turnout may be shown: by the rolls, that of a hidden one could still be any of a few numbers.

    Where no number of hidden groups is enough (hardly anybody stayed away) the first choice stands.
    """
    first = shown = apart(returned)
    while any(shown) and not all(shown):
        hidden = [place for place, one in enumerate(shown) if not one]
        together, most = sum(returned[g] for g in hidden), sum(rolls[g] for g in hidden)
        ranges = [min(rolls[g], together) - max(0, together - most + rolls[g]) for g in hidden]
        if min(ranges) >= PROTECTION:
            return shown
        least = min((returned[place], place) for place, one in enumerate(shown) if one)[1]
        shown = tuple(one and place != least for place, one in enumerate(shown))
    return first


def _person(spec: RoundSpec, given: CountsInput, place: int, result: RoundResult, attack: Attack) -> PersonRelease:
    person = result.persons[place]
    truth = truth_of(given, place, person.score)
    enough = person.complete >= MIN_GROUP
    step = step_of(truth.scores, given.group_weight, given.composite.n[place]) if enough else None
    draft = settle(truth, fullest(truth), attack)
    draft = scored(truth, draft, step, attack)
    if result.valid and person.complete >= SCORED and spec.one_third_rule:
        draft = ruled(truth, draft, spec.rules.one_third, person.one_third, attack)
    band = _band(draft, person, result.bands)
    low, high = _interval(draft, person, result.scale)
    return PersonRelease(
        number=person.number,
        shares=_shares(draft, truth.cells.sum(axis=0), (True,) * len(draft.shares)),
        groups=tuple(
            GroupShares(given.groups[group], _shares(draft, truth.cells[group], shown))
            for group, shown in sorted(draft.rows.items())
        ),
        ballots=_ballots(person.complete, result.turnout.returned),
        score=_clipped(draft.score, result.scale),
        step=None if draft.score is None else draft.step,
        low=low,
        high=high,
        band=band,
        one_third=draft.third,
        not_competent=judged(spec.rules.not_competent.figure, draft, band, result.bands) if result.valid else None,
        notes=_notes(person, truth, step, draft, abstained=_abstained(given, place)),
    )


def _shares(draft: Draft, counts: Floats, shown: tuple[bool, ...]) -> tuple[PublicShare, ...]:
    """Whole percent of all valid answers `counts` [grade], of the cells that are shown."""
    sums = [counts[cell.first : cell.last + 1].sum() for cell in draft.shares]
    return tuple(
        PublicShare(cell.first, cell.last, round(100 * n / counts.sum()) if told else None)
        for cell, n, told in zip(draft.shares, sums, shown, strict=True)
    )


def _ballots(complete: int, returned: int) -> int | None:
    """Complete ballots; hidden where subtraction would show a handful that abstained."""
    return None if complete < MIN_GROUP or small(returned - complete) else complete


def _interval(draft: Draft, person: PersonResult, scale: tuple[float, float]) -> tuple[float | None, float | None]:
    if draft.score is None or draft.half is None or "census" in person.score.notes:
        return None, None
    return _clipped(draft.score - draft.half, scale), _clipped(draft.score + draft.half, scale)


def _band(draft: Draft, person: PersonResult, limits: tuple[float, ...]) -> tuple[int, int] | None:
    """Best and worst grade that the published interval touches: a band of the exact one would tell more of it.

    Its upper end was rounded up, so a limit just reached by that is not touched.
    """
    if draft.score is None or draft.half is None or person.band is None:
        return None
    worst, best = _place(draft.score - draft.half, limits), _place(draft.score + draft.half - 1e-6, limits)
    return best, worst


def _place(score: float, limits: tuple[float, ...]) -> int:
    return next((place for place, lower in enumerate(limits) if score >= lower - 1e-9), len(limits) - 1)


def _clipped(value: float | None, scale: tuple[float, float]) -> float | None:
    """One decimal, and never beyond the scale: out there is no score that anybody could have."""
    return None if value is None else round(min(max(value, scale[0]), scale[1]), 1)


def _abstained(given: CountsInput, place: int) -> bool:
    """Tell whether a small group came and did not rate the person: that a group is missing would say so."""
    came = (given.n_returned > 0) & (given.n_returned < MIN_GROUP)
    return bool((came & (given.composite.n[place] == 0) & (given.group_weight > 0)).any())


def _notes(person: PersonResult, truth: Truth, step: float | None, draft: Draft, *, abstained: bool) -> tuple[str, ...]:
    """Why what is missing is missing; else what must be said beside the score."""
    if person.complete < MIN_GROUP:
        return ("too_few",)
    if alike(list(truth.cells.sum(axis=0)), truth.items):
        return ("alike",)
    if draft.score is None and person.score.mean is not None:
        if person.complete < SCORED:
            return ("under_30",)
        return ("small_group" if step is None else "protected",)
    if abstained and "missing_group" in person.score.notes:
        return ("small_group",)
    return person.score.notes
