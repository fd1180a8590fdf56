"""No sum in the counts, and nothing that sums give by adding and subtracting, is of fewer than ten ballots."""

from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ballotbox.domain.joining import join, neighbours, standing

WEB, SMS, PAPER = range(3)


def held(**by_number):
    return {int(name[1:]): {"all": n} for name, n in by_number.items()}


@pytest.mark.parametrize(
    ("amounts", "keys"),
    [
        ({}, []),
        (held(n1=9), []),
        (held(n1=10), [(1,)]),
        (held(n1=4, n2=5), []),
        (held(n1=12, n2=30, n3=10), [(1,), (2,), (3,)]),
        (held(n7=1, n3=9, n5=10), [(3, 5, 7)]),
        (held(n1=1, n2=9, n3=10), [(1, 2), (3,)]),
        (held(n1=12, n2=3, n3=6), [(1, 2, 3)]),
        (held(n1=12, n2=3, n3=7, n4=1), [(1,), (2, 3, 4)]),
        (held(n1=1, n2=1, n3=1), []),
    ],
)
def test_neighbours_join_until_each_has_ten_and_a_rest_joins_back(amounts, keys):
    assert neighbours(amounts) == keys


def test_neighbours_join_until_each_place_has_ten_or_none():
    both = {5: {"a": 40, "b": 3}, 6: {"a": 10}, 7: {"b": 6, "a": 11}, 8: {"b": 1, "a": 12}, 9: {"a": 50}}
    assert neighbours(both) == [(5, 6, 7, 8), (9,)]
    assert neighbours({5: {"a": 40, "b": 30}, 6: {"b": 1}}) == [(5, 6)]


@pytest.mark.parametrize(
    ("places", "where"),
    [
        ({}, (0, 1, 2)),
        ({((1,), WEB): 40}, (0, 1, 2)),
        ({((1,), WEB): 40, ((1,), SMS): 9}, (0, 0, 2)),
        ({((1,), WEB): 40, ((1,), SMS): 10}, (0, 1, 2)),
        ({((1,), WEB): 9, ((1,), SMS): 40, ((1,), PAPER): 1}, (1, 1, 1)),
        ({((1,), WEB): 4, ((1,), SMS): 4, ((1,), PAPER): 4}, (0, 0, 0)),
        ({((), WEB): 3, ((), SMS): 5}, (1, 1, 2)),
        ({((1,), WEB): 20, ((2,), SMS): 20}, (0, 1, 2)),
        # web less the first tray would be one ballot
        ({((1,), WEB): 20, ((2,), WEB): 1, ((2,), SMS): 15}, (0, 0, 2)),
        # web less the first tray would be the difference of two ballots
        ({((1,), WEB): 20, ((1,), SMS): 1, ((2,), WEB): 1, ((2,), SMS): 20}, (0, 0, 2)),
        # paper joins the web; text stands beside both
        ({((1,), WEB): 90, ((1,), SMS): 20, ((1,), PAPER): 3}, (0, 1, 0)),
        # one and three stand, and the largest does not
        ({((1,), SMS): 10, ((1,), PAPER): 10, ((2,), WEB): 50, ((2,), PAPER): 5}, (0, 0, 0)),
    ],
)
def test_channels_stand_by_themselves_where_no_difference_is_small(places, where):
    assert standing(places) == where


def test_enterers_are_compared_where_every_tray_has_ten_of_each_channel():
    spots = {(0, 1, WEB, 0): 20, (0, 1, PAPER, 5): 12, (0, 1, PAPER, 6): 11, (1, 2, WEB, 0): 12, (1, 2, PAPER, 5): 1}
    found = join(spots, 2)
    assert (found.batches, found.enterers, found.entered) == (((1,), (2,)), ((5,), (6,)), (True, False))
    assert found.channels == ((0, 1, 2), (0, 1, 0))
    # the one ballot that six entered of the second group would be told by subtraction
    spots[1, 2, PAPER, 5], spots[1, 2, PAPER, 6] = 10, 1
    assert join(spots, 2).enterers == ((5, 6),)


def test_enterer_joined_with_nobody_has_no_tray():
    assert join({(0, 1, WEB, 0): 1, (0, 1, PAPER, 5): 30}, 1).enterers == ()
    assert join({(0, 1, PAPER, 5): 30}, 1).enterers == ((5,),)


def test_group_under_ten_has_no_tray_and_one_place_for_its_cells():
    found = join({(0, 1, WEB, 0): 5, (0, 2, SMS, 0): 4, (1, 3, WEB, 0): 10}, 2)
    assert (found.batches, found.channels, found.entered) == (((3,),), ((0, 0, 2), (0, 1, 2)), (False, True))


@st.composite
def boxes(draw):
    """Ballots by group, batch, channel and enterer; every group has batches of its own."""
    amounts = st.sampled_from([1, 1, 2, 3, 8, 9, 10, 11, 14])
    spots = Counter()
    for _ in range(draw(st.integers(1, 9))):
        group, batch = draw(st.integers(0, 1)), draw(st.integers(0, 2))
        channel, enterer = draw(st.sampled_from([(WEB, 0), (SMS, 0), (PAPER, 7), (PAPER, 8), (PAPER, 9)]))
        spots[group, 1 + 3 * group + batch, channel, enterer] += draw(amounts)
    return spots


def told(spots):
    """Return every sum in the counts as the set of the spots it is over."""
    found, spots = join(spots, 2), list(spots)
    sets = [[s for s in spots if s[0] == group] for group in range(2)]
    sets += [[s for s in spots if s[0] == g and found.channels[g][s[2]] == c] for g in range(2) for c in range(3)]
    sets += [[s for s in spots if s[1] in key] for key in found.batches]
    sets += [[s for s in spots if s[3] in key and found.entered[s[0]]] for key in found.enterers]
    return [each for each in sets if each]


@given(boxes())
@settings(max_examples=300, deadline=None)
def test_nothing_that_sums_give_is_of_fewer_than_ten_ballots(spots):
    sizes = Counter()
    for (group, *_), n in spots.items():
        sizes[group] += n
    sets = told(spots)
    # a group that came back with fewer is told as a whole, and nothing within it
    small = {group for group, n in sizes.items() if n < 10}
    for group in small:
        whole = {s for s in spots if s[0] == group}
        assert [each for each in sets if whole & set(each) not in (set(), whole)] == []
    others = [s for s in spots if s[0] not in small]
    table = np.array([[s in each for s in others] for each in sets], dtype=float).reshape(len(sets), len(others))
    rank = np.linalg.matrix_rank(table)
    for n in range(1, len(others) + 1):
        for few in combinations(range(len(others)), n):
            if sum(spots[others[at]] for at in few) < 10:
                # a sum of these alone exists where the rest has fewer dimensions than all
                assert np.linalg.matrix_rank(np.delete(table, few, axis=1)) == rank
