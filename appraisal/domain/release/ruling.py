"""What may be said of the rules of a round: whether enough gave the worst grade, and what the rules make of that.

Told is a yes or a no, and only where neither of them would give anything away: else its absence would be the answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import inf

import numpy as np

from appraisal.domain.figures import OneThird
from appraisal.domain.release.attacker import Attack
from appraisal.domain.release.disclosure import MIN_CELL
from appraisal.domain.release.draft import Draft, Ends, known
from appraisal.domain.release.drafting import exposing
from appraisal.domain.release.truth import Truth
from ballotbox.domain.rules import OneThird as Rule


def ruled(truth: Truth, draft: Draft, rule: Rule, found: OneThird, attack: Attack) -> Draft:
    """Return `draft` with what the one-third rule of the round says of a person, or as it was.

    The rule looks at one item. Of several the worst grades of all are known to be as many at least, no more.
    """
    if not draft.shares or found.says in {"off", "nobody"}:
        return draft
    cut = rule.over * found.n / rule.under
    yes = replace(draft, third=True, worst=(cut, inf))
    no = replace(draft, third=False, worst=(-inf, cut if truth.items == 1 else inf))
    low, high = _possible(truth, draft, attack)
    if any(exposing(truth, said, attack) for said, may_be in ((yes, high > cut), (no, low < cut)) if may_be):
        return draft
    return yes if rule.reached(found.x, found.n) else no


def judged(figure: str, draft: Draft, band: tuple[int, int] | None, limits: Sequence[float]) -> bool | None:
    """Tell whether a person counts as not competent by the `figure` of the rules, as far as what is published says.

    `band` is the published one, `limits` the lower limits of the bands, best first.
    """
    if figure == "one_third":
        return draft.third
    if figure == "score":
        below, touches = draft.within[1] <= limits[-2], draft.within[0] < limits[-2]
        return None if draft.score is None else True if below else None if touches else False
    last = len(limits) - 1
    return None if band is None else True if band[0] == last else None if band[1] == last else False


def _possible(truth: Truth, draft: Draft, attack: Attack) -> Ends:
    worst = np.zeros_like(truth.cells)
    worst[:, -1] = 1
    low, high = attack(known(truth, draft), worst.reshape(1, -1))[0]
    if draft.shares[-1].first < draft.shares[-1].last:  # that it was joined says that it is small
        high = min(high, MIN_CELL * truth.items - 1)
    return float(low), float(high)
