"""Sums that must agree and do not, and last digits of tally sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from appraisal.domain.flags.classic import last_digits
from appraisal.domain.flags.flag import Beside, Finding, Subject
from appraisal.domain.flags.trays import numbers
from appraisal.domain.result import MIN_GROUP, Ledger
from ballotbox.domain.counts import RoundCounts
from ballotbox.domain.layout import RoundSpec

SHEETS = 50  # totals with two digits, at least: five to each digit
PAPER = 2  # place of paper among the channels


def accounting(spec: RoundSpec, counts: RoundCounts, ledger: Ledger, beside: Beside) -> list[Finding]:
    """Return every sum that does not add up; two numbers that must be the same are `observed` and `expected`."""
    found = _ledger(counts, ledger)
    found += _unequal("accounting_counted", ledger.counted, counts.ballots)
    in_batches = sum(tray.n for tray in counts.batches.values())
    unsaid = MIN_GROUP * len(spec.groups)  # the counts may leave out trays under ten
    if counts.batches and not counts.ballots - unsaid < in_batches <= counts.ballots:
        found += _unequal("accounting_batches", in_batches, counts.ballots)
    typed = sum(tray.n for tray in counts.enterers.values())
    if typed > counts.by_channel[PAPER]:
        found += _unequal("accounting_enterers", typed, counts.by_channel[PAPER])
    return found + _over_slips(counts, beside.batch_sizes)


def _ledger(counts: RoundCounts, ledger: Ledger) -> list[Finding]:
    """Return the sums of the ballot box that failed, with the two sides of each."""
    direct, paper = sum(counts.by_channel[:PAPER]), counts.by_channel[PAPER]
    rejected = sum(counts.problems.values())
    sides = {
        "slips_missing": (ledger.void + ledger.spent + ledger.spent_paper, ledger.issued),
        "ballots_missing": (ledger.sealed, ledger.spent),
        "ballots_added": (ledger.sealed, ledger.spent + ledger.spent_paper),
        "ballots_rejected": (rejected, 0),
        "direct_not_spent": (direct, ledger.spent),
        "paper_over_stubs": (paper, ledger.spent_paper),
    }
    return [
        Finding(f"accounting_{code}", Subject("round"), *pair, None, large=True)
        for code, pair in sides.items()
        if code in ledger.problems or (code == "ballots_rejected" and rejected)
    ]


def _unequal(code: str, observed: int, expected: int) -> list[Finding]:
    if observed == expected:
        return []
    return [Finding(code, Subject("round"), observed, expected, None, large=True)]


def _over_slips(counts: RoundCounts, sizes: Mapping[int, int]) -> list[Finding]:
    found = []
    for key, tray in sorted(counts.batches.items(), key=lambda pair: numbers(pair[0])):
        known = [sizes.get(number) for number in numbers(key)]
        printed = sum(size for size in known if size is not None)
        if None not in known and tray.n > printed:
            subject = Subject("batch", numbers=numbers(key))
            found.append(Finding("accounting_slips", subject, tray.n, printed, None, large=True))
    return found


def digits(sheets: Sequence[int]) -> list[Finding]:
    """Test the last digits of hand-typed totals of two digits and more; none under fifty of them.

    `observed` is how often the commonest digit ends one, `expected` a tenth of them.
    """
    ends = [total % 10 for total in sheets if total >= 10]
    if len(ends) < SHEETS:
        return []
    each = [ends.count(digit) for digit in range(10)]
    return [Finding("digits", Subject("sheet"), max(each), len(ends) / 10, last_digits(each).p, large=True)]
