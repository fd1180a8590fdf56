from dataclasses import replace

import pytest

from ballotbox.domain.accounting import Accounting

GOOD = Accounting(issued=100, void=30, spent=60, spent_paper=10, sealed=68, direct=60, paper=8, rejected=0)


def test_sums_that_add_up_are_in_order():
    assert (GOOD.in_order, GOOD.problems, GOOD.decrypted) == (True, (), 68)


def test_before_the_count_only_slips_and_box_are_compared():
    early = replace(GOOD, direct=None, paper=None, rejected=None)
    assert (early.in_order, early.decrypted) == (True, None)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"void": 29}, "slips_missing"),
        ({"sealed": 59}, "ballots_missing"),
        ({"sealed": 71}, "ballots_added"),
        ({"rejected": 1}, "ballots_rejected"),
        ({"direct": 59}, "direct_not_spent"),
        ({"direct": 61}, "direct_not_spent"),
        ({"paper": 11}, "paper_over_stubs"),
    ],
)
def test_each_sum_that_does_not_add_up_is_named(change, problem):
    wrong = replace(GOOD, **change)
    assert (wrong.problems, wrong.in_order) == ((problem,), False)
