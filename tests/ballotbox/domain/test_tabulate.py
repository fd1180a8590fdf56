import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ballotbox.domain import tabulate as module
from ballotbox.domain.tabulate import tabulate


def test_tabulate_counts_each_column_by_place():
    marks = np.array([[0, 2], [1, 2], [1, 0]], dtype=np.uint8)
    assert tabulate(marks, 3).tolist() == [[[1, 2, 0]], [[1, 0, 2]]]
    by_place = tabulate(marks, 3, np.array([1, 0, 1]), 2)
    assert by_place.tolist() == [[[0, 1, 0], [1, 1, 0]], [[0, 0, 1], [1, 0, 1]]]


def test_tabulate_of_no_ballot_is_zero():
    assert tabulate(np.zeros((0, 2), dtype=np.uint8), 4).tolist() == [[[0] * 4]] * 2


@given(st.integers(0, 2**32 - 1), st.integers(0, 300), st.integers(1, 12), st.integers(1, 9), st.integers(1, 12))
def test_tabulate_is_one_bincount_per_column_and_place(seed, rows, columns, size, places):
    rng = np.random.default_rng(seed)
    marks, place = rng.integers(0, size, (rows, columns)).astype(np.uint8), rng.integers(0, places, rows)
    plain = [
        [np.bincount(marks[place == p, c], minlength=size).tolist() for p in range(places)] for c in range(columns)
    ]
    assert tabulate(marks, size, place, places).tolist() == plain


def test_tabulate_takes_ballots_in_pieces(monkeypatch):
    monkeypatch.setattr(module, "PIECE", 4)
    marks = (np.arange(30, dtype=np.uint8) % 5).reshape(10, 3)
    assert tabulate(marks, 5).sum(axis=2).tolist() == [[10]] * 3
    assert tabulate(marks, 5)[:, 0].tolist() == [np.bincount(column, minlength=5).tolist() for column in marks.T]


@pytest.mark.parametrize(("mark", "place"), [(3, 0), (0, 2), (0, -1)])
def test_tabulate_refuses_what_is_beyond_its_size(mark, place):
    with pytest.raises(ValueError, match="beyond its size"):
        tabulate(np.array([[mark]], dtype=np.uint8), 3, np.array([place]), 2)
