import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appraisal.domain.errors import CountsError
from appraisal.domain.suppression import attack, primary, protect

tables = st.lists(st.lists(st.integers(0, 30), min_size=4, max_size=4), min_size=2, max_size=4)


def test_primary_takes_small_counts_but_not_zero():
    assert primary([[0, 4, 5], [12, 1, 9]]) == ((0, 1), (1, 1))


def test_attack_without_margins_bounds_nothing():
    found = attack([[3, 9]], [(0, 0)], margins=False)[0]
    assert (found.low, found.high, found.exposed) == (0, None, False)


def test_attack_single_hole_is_exposed():
    assert attack([[3, 9], [8, 7]], [(0, 0)])[0].exposed


def test_attack_square_of_holes_is_not_exposed():
    found = attack([[3, 9], [8, 7]], [(0, 0), (0, 1), (1, 0), (1, 1)])
    assert [(r.low, r.high) for r in found] == [(0, 11), (1, 12), (0, 11), (4, 15)]


def test_attack_refuses_a_hole_outside():
    with pytest.raises(CountsError) as caught:
        attack([[3, 9]], [(1, 0)])
    assert caught.value.code == "unknown_cell"


@settings(max_examples=25, deadline=None)
@given(tables)
def test_protect_leaves_no_hole_exposed(table):
    holes = protect(table)
    assert set(primary(table)) <= set(holes)
    if len(holes) < np.size(table):
        assert not any(entry.exposed for entry in attack(table, holes))
