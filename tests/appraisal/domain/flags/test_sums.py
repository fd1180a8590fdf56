from dataclasses import replace

import pytest
from scipy.stats import chi2

from appraisal.domain.flags.flag import Beside, Subject
from appraisal.domain.flags.sums import accounting, digits
from appraisal.domain.result import Ledger
from ballotbox.domain.counts import RoundCounts
from demo.domain.synthetic.village import spec

SPEC = spec("overall", (100, 20, 30))
RETURNED = ((30, 20, 10), (10, 0, 5), (10, 10, 5))  # 60, 15, 25: 80 by web and SMS, 20 on paper
LEDGER = Ledger(150, 50, 80, 20, 100, 100, 0, ())


@pytest.fixture
def counts(make_tray):
    batches = {1: make_tray(60), 2: make_tray(15), 3: make_tray(25)}
    return RoundCounts((), RETURNED, (), {}, batches, {7: make_tray(20)}, (), {})


def found(counts, ledger=LEDGER, **beside):
    return [(one.code, one.observed, one.expected) for one in accounting(SPEC, counts, ledger, Beside(**beside))]


def test_sums_that_agree_are_nothing(counts):
    assert found(counts, batch_sizes={1: 60, 2: 20, 3: 30}) == []


@pytest.mark.parametrize(
    ("changes", "code", "observed", "expected"),
    [
        ({"void": 49}, "slips_missing", 149, 150),
        ({"sealed": 79}, "ballots_missing", 79, 80),
        ({"sealed": 101}, "ballots_added", 101, 100),
        ({"spent": 81}, "direct_not_spent", 80, 81),
        ({"spent_paper": 19}, "paper_over_stubs", 20, 19),
    ],
)
def test_sums_of_the_box_that_fail(counts, changes, code, observed, expected):
    ledger = replace(LEDGER, problems=(code,), **changes)
    assert found(counts, ledger) == [(f"accounting_{code}", observed, expected)]


def test_rejected_ballots_are_named_once(counts):
    ledger, rejected = replace(LEDGER, problems=("ballots_rejected",)), replace(counts, problems={"bad_marks": 2})
    assert found(rejected, ledger) == found(rejected) == [("accounting_ballots_rejected", 2, 0)]


def test_ledger_of_another_count(counts):
    assert found(counts, replace(LEDGER, counted=99)) == [("accounting_counted", 99, 100)]


def test_batches_that_do_not_hold_what_was_counted(counts, make_tray):
    more, less = ({**counts.batches, 1: make_tray(n)} for n in (61, 30))
    assert found(replace(counts, batches=more)) == [("accounting_batches", 101, 100)]
    assert found(replace(counts, batches=less)) == [("accounting_batches", 70, 100)]


def test_batches_may_leave_out_trays_under_ten(counts, make_tray):
    assert found(replace(counts, batches={**counts.batches, 1: make_tray(51)})) == []


def test_more_typed_in_than_counted_on_paper(counts, make_tray):
    assert found(replace(counts, enterers={7: make_tray(21)})) == [("accounting_enterers", 21, 20)]


def test_more_ballots_than_slips_of_joined_batches(counts, make_tray):
    joined = replace(counts, batches={(1, 2): make_tray(75), (3,): make_tray(25)})
    assert found(joined, batch_sizes={1: 50, 2: 24, 3: 25}) == [("accounting_slips", 75, 74)]
    assert found(joined, batch_sizes={1: 50, 3: 25}) == []  # the size of one is not known


def test_last_digits_of_fifty_totals_by_hand():
    totals = [10 + digit for digit in range(10)] * 5 + [20] * 10
    (one,) = digits(totals)
    assert (one.code, one.subject, one.observed, one.expected) == ("digits", Subject("sheet"), 15, 6)
    assert one.p == pytest.approx(chi2(9).sf((9**2 + 9 * 1**2) / 6))


def test_last_digits_of_few_or_short_totals_say_nothing():
    assert digits([10] * 49) == digits([9] * 500) == digits(()) == []
