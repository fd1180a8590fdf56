"""No two copies of an open round are 1 to 19 ballots apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ballotbox.domain.deltas import lacking, too_near, with_copy


@pytest.mark.parametrize(
    ("ballots", "earlier", "wait"),
    [
        (0, [], 0),
        (1, [], 19),
        (19, [], 1),
        (20, [], 0),
        (20, [20], 0),  # nothing new
        (21, [20], 19),
        (39, [20], 1),
        (40, [20], 0),
        (30, [0, 50], 0),  # an older copy was restored since: 20 from either
        (45, [0, 50], 25),  # 5 short of a copy that has others
        (45, [30, 50], 25),
    ],
)
def test_copy_waits_until_it_is_twenty_from_every_earlier_one(ballots, earlier, wait):
    assert too_near({"k3m8x2vp": ballots}, {"k3m8x2vp": earlier}) == ({"k3m8x2vp": wait} if wait else {})


def test_every_open_round_must_be_far_enough():
    assert too_near({"a": 40, "b": 5, "c": 0}, {"a": [20]}) == {"b": 15}


def test_copies_of_open_rounds_are_remembered_and_others_forgotten():
    assert with_copy({"a": [20], "closed": [30]}, {"a": 60, "b": 20}) == {"a": [20, 60], "b": [20]}


@given(
    st.sets(st.tuples(st.integers(0, 3), st.binary(max_size=1))),
    st.sets(st.tuples(st.integers(0, 3), st.binary(max_size=1))),
)
def test_rows_that_one_side_lacks_are_counted(held, there):
    assert lacking(sorted(held), sorted(there)) == len(held - there)
