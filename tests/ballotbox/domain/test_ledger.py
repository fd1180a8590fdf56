import pytest

from ballotbox.domain.ledger import BatchLine, ledger


def roll(**changes):
    values = {
        "batch": 1,
        "group_index": 0,
        "kind": "roll",
        "state": "active",
        "printed": 20,
        "handed_out": 15,
        "exchanged": 1,
        "void": 16,
        "spent": 4,
    }
    return BatchLine(**{**values, **changes})


def spare(**changes):
    return roll(**{"batch": 2, "kind": "reserve", "handed_out": 1, "exchanged": 0, "void": 19, "spent": 1, **changes})


def test_ledger_in_order_has_no_problems():
    assert ledger(1, [roll(), spare()]).problems == ()


@pytest.mark.parametrize(
    ("lines", "problems"),
    [
        ([roll(void=15), spare()], ("ledger_batch",)),
        ([roll(void=0, spent=20, handed_out=21), spare()], ("ledger_exchanged",)),
        ([roll(handed_out=None), spare()], ("ledger_not_counted",)),
        ([roll(handed_out=4), spare()], ("ledger_over_handed_out",)),
        ([roll(), spare(handed_out=2)], ("ledger_reserve",)),
        ([roll(), spare(group_index=1)], ("ledger_reserve",)),
    ],
)
def test_ledger_names_what_does_not_add_up(lines, problems):
    assert ledger(2, lines).problems == problems


def test_sums_are_unknown_while_a_part_is():
    whole = ledger(1, [roll(handed_out=None, void=None, spent=None), spare()]).whole
    assert (whole.printed, whole.handed_out, whole.void, whole.spent, whole.unclaimed) == (40, 1, None, None, None)


def test_batch_that_was_never_activated_is_unclaimed_as_a_whole():
    assert roll(state="printed", handed_out=None, void=20, spent=0, exchanged=0).unclaimed == 20
