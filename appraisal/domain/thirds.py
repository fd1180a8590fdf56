"""The one-third rule as a round has it: on which item, of whom, reaching or passing which part."""

from __future__ import annotations

from appraisal.domain.arrays import Floats
from appraisal.domain.counts import CountsInput
from appraisal.domain.figures import OneThird
from appraisal.domain.methods.multiplicity import adjust
from appraisal.domain.methods.rates import one_third
from appraisal.domain.result import rounded
from ballotbox.domain.layout import RoundSpec

SURE = 0.05


def denominator(of: str, given: CountsInput, valid: Floats) -> Floats:
    """Return what shares are of, for numbers of `valid` answers: those, the ballots returned, or the roll."""
    whole = {"returned": given.n_returned.sum(), "roll": given.n_roll.sum()}
    return valid if of == "valid" else valid * 0 + whole[of]


def one_thirds(spec: RoundSpec, given: CountsInput) -> tuple[OneThird, ...]:
    """Return what the rule says of every person."""
    answers = given.cells[:, spec.judged_item].sum(axis=1)
    of = denominator(spec.rules.denominator.of, given, answers.sum(axis=1))
    numbers = [(int(x), int(n)) for x, n in zip(answers[:, -1], of, strict=True)]
    roll, rule = int(given.n_roll.sum()), spec.rules.one_third
    tests = [one_third(x, n, roll, (rule.over, rule.under)) if n else None for x, n in numbers]
    adjusted = adjust([None if test is None else test.binomial for test in tests])
    return tuple(
        OneThird(
            item=spec.items[spec.judged_item].key,
            x=x,
            n=n,
            share=rounded(x / n) if n else None,
            binomial=None if test is None else rounded(test.binomial),
            hypergeometric=None if test is None else rounded(test.hypergeometric),
            adjusted=rounded(p),
            says=_says(spec, (x, n, roll), p),
        )
        for (x, n), test, p in zip(numbers, tests, adjusted, strict=True)
    )


def _says(spec: RoundSpec, numbers: tuple[int, int, int], adjusted: float | None) -> str:
    x, n, roll = numbers
    if not spec.one_third_rule:
        return "off"
    if adjusted is None:
        return "nobody"
    if not spec.rules.one_third.reached(x, n):
        return "not_reached"
    return "reached_surely" if adjusted <= SURE or n >= roll else "reached"
