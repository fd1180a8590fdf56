import pytest

from appraisal.domain.errors import CountsError
from appraisal.domain.release.suppression import attack


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
