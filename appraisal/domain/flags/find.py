"""From the counts of a round to its flags: everything a person should look at, and why."""

from __future__ import annotations

import math
from dataclasses import replace

from appraisal.domain.counts import CountsInput
from appraisal.domain.errors import CountsError
from appraisal.domain.flags import alike, bursts, channels, conflicts, means, sums
from appraisal.domain.flags.family import corrected, family, raised
from appraisal.domain.flags.flag import ROUND, Beside, Finding, Flag
from appraisal.domain.flags.saying import said, wording
from appraisal.domain.flags.trays import units
from appraisal.domain.flags.words import METHODS
from appraisal.domain.from_counts import crosses, from_counts
from appraisal.domain.result import MIN_GROUP, Ledger, rounded
from ballotbox.domain.counts import RoundCounts
from ballotbox.domain.layout import RoundSpec

SMALLEST_P = 1e-12  # smaller ones say the same, and their digits would differ between machines


def find_flags(spec: RoundSpec, counts: RoundCounts, ledger: Ledger, beside: Beside | None = None) -> tuple[Flag, ...]:
    """Return the flags of a counted round: sums first, then by corrected p. Ballots and figures stay as they are.

    Raises CountsError where spec and counts do not fit together, and ``unknown_group`` where `beside` does not either.
    """
    known = beside or Beside()
    if not set(known.batch_groups.values()) <= set(range(len(spec.groups))):
        raise CountsError("unknown_group")
    found = [*findings(spec, counts, known), *sums.accounting(spec, counts, ledger, known)]
    few = _small_group(from_counts(spec, counts))
    flags = [_flag(spec, one, p, few=few) for one, p in corrected(found) if raised(one, p)]
    return tuple(sorted(flags, key=lambda flag: (flag.p is not None, flag.p or 0.0, flag.code)))


def findings(spec: RoundSpec, counts: RoundCounts, beside: Beside) -> list[Finding]:
    """Return what every test found, large or not, before the correction for how many there were."""
    given = from_counts(spec, counts)
    people = tuple(person.number for person in spec.persons)
    every = units(counts, beside.batch_groups)
    found = bursts.bursts(counts.hours, beside.gatherings)
    found += alike.identical(every, given.groups)
    if spec.marks > 1:
        found += alike.lines(every, given.groups)
    found += means.deviant(given, crosses(given, counts), every, people)
    found += channels.channels(given, counts, people) + conflicts.conflicts(given, people)
    return found + sums.digits(beside.sheets)


def _small_group(given: CountsInput) -> bool:
    """Tell whether a group sent, or rated a person on, 1 to 9 ballots: then means would give it away."""
    return any(bool(((n > 0) & (n < MIN_GROUP)).any()) for n in (given.n_returned, given.composite.n))


def _flag(spec: RoundSpec, found: Finding, p: float | None, *, few: bool) -> Flag:
    """`few`: the round has a small group, so that a flag on points says no more than that it is one."""
    method = METHODS[family(found.code) or "accounting"]
    scores = [grade.score for grade in spec.scale.grades]
    scale = max(scores) - min(scores) if method.unit == "points" else 1.0
    least = rounded(method.least * scale) or 0.0
    veiled = few and method.unit == "points"
    text = said(spec, found, method.unit, least if veiled else None)
    found, digits = (_veiled(found, least), 1) if veiled else (found, 3)
    return Flag(
        code=found.code,
        subject=found.subject,
        method=method.name,
        source=method.source,
        unit=method.unit,
        observed=rounded(found.observed) or 0.0,
        expected=rounded(found.expected) or 0.0,
        p=None if p is None else float(f"{max(p, SMALLEST_P):.{digits}g}"),
        threshold=None if p is None else ROUND,
        least=least,
        weak=method.weak,
        text=text,
        check=wording(found.code).check,
    )


def _veiled(found: Finding, least: float) -> Finding:
    """The least difference instead of the one found: by direction, from 0; of a conflict it is what is expected."""
    if found.code == "conflict":
        return replace(found, observed=least, expected=least)
    return replace(found, observed=math.copysign(least, found.observed - found.expected), expected=0.0)
