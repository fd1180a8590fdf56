"""What leaves the office: no cell under five, nothing of fewer than ten."""

from __future__ import annotations

from itertools import product

import pytest

from appraisal.domain.release.disclosure import Joined, joined, small


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((50, 30, 15, 5), [(0, 0, 50), (1, 1, 30), (2, 2, 15), (3, 3, 5)]),
        ((50, 30, 15, 4), [(0, 0, 50), (1, 1, 30), (2, 3, 19)]),
        ((50, 30, 0, 4), [(0, 0, 50), (1, 3, 34)]),
        ((50, 30, 15, 0), [(0, 0, 50), (1, 1, 30), (2, 2, 15), (3, 3, 0)]),
        ((3, 30, 15, 6), [(0, 1, 33), (2, 2, 15), (3, 3, 6)]),
        ((2, 2, 2, 30), [(0, 2, 6), (3, 3, 30)]),
        ((30, 2, 2, 2), [(0, 0, 30), (1, 3, 6)]),
        ((1, 0, 0, 30), []),  # only one cell would be left
        ((4, 2, 1, 2), []),  # nine answers
        ((0, 0, 0, 0), []),
    ],
)
def test_joined_joins_small_grades_with_their_neighbour(counts, shown):
    assert joined(counts) == tuple(Joined(*cell) for cell in shown)


def test_joined_counts_ballots_where_a_ballot_gives_five_answers():
    assert joined((200, 100, 40, 24), least=25, total=50) == (Joined(0, 0, 200), Joined(1, 1, 100), Joined(2, 3, 64))


def test_joined_never_shows_a_small_cell_and_loses_no_answer():
    for counts in product((0, 1, 4, 5, 20), repeat=4):
        shown = joined(counts)
        assert not any(small(cell.count) for cell in shown), counts
        if shown:
            assert sum(cell.count for cell in shown) == sum(counts)
            assert [cell.first for cell in shown] == [0, *(cell.last + 1 for cell in shown[:-1])]


def test_small_is_one_to_four():
    assert [n for n in range(7) if small(n)] == [1, 2, 3, 4]
