"""What sums over all groups leave open of hidden ones, against linear programs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from appraisal.domain.release.subtraction import freedom

part = st.integers(0, 6).map(float)


def programmed(sums, aim):
    found = linprog(-aim, A_eq=sums, b_eq=np.zeros(len(sums)), bounds=[(-1, 1)] * len(aim))
    return float(-found.fun)


@pytest.mark.parametrize(
    ("sums", "aim", "left"),
    [
        ([[0.4, 0.4, 0.2], [30, 30, 5]], [0, 0, 1], 0.0),  # subtract 75 times the score from the pooled points
        ([[0.4, 0.4, 0.2], [30, 30, 5]], [1, 0, 0], 1.0),
        ([[0.5, 0.3, 0.2], [30, 30, 5]], [0, 0, 1], 1 / 9),  # only weights that are almost alike
        ([[0.7, 0.3]], [0, 1], 1.0),
        ([[0.1, 0.9]], [0, 1], 1 / 9),
        ([[0.0, 1.0]], [0, 1], 0.0),
        ([[0.7, 0.3], [300, 9]], [0, 1], 0.0),
    ],
)
def test_freedom_is_how_far_an_aim_moves_with_every_sum_the_same(sums, aim, left):
    found = freedom(np.array(sums), np.array(aim, dtype=float))
    assert found == pytest.approx(programmed(np.array(sums), np.array(aim, dtype=float)), abs=1e-9)
    if left in (0.0, 1.0):
        assert found == pytest.approx(left, abs=1e-9)


@given(st.integers(1, 5).flatmap(lambda n: st.tuples(*[st.lists(part, min_size=n, max_size=n)] * 3)))
def test_freedom_is_the_optimum_of_the_linear_program(rows):
    first, second, aim = map(np.array, rows)
    sums = np.array([first, second])
    assert freedom(sums, aim) == pytest.approx(programmed(sums, aim), abs=1e-7)
