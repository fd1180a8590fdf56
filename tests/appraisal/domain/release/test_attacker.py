import numpy as np
import pytest

from appraisal.domain.release.attacker import Aims, Known, exposed, ranges

# three counts; together 10, the first two 7 or 8, the second at most 2
FACTS = Known(
    np.array([[1.0, 1, 1], [1, 1, 0], [0, 1, 0]]),
    np.array([10.0, 7, -np.inf]),
    np.array([10.0, 8, 2]),
)


def test_ranges_of_each_count_and_of_a_sum():
    found = ranges(FACTS, np.array([[1.0, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 1]]))
    assert found == pytest.approx(np.array([[5, 8], [0, 2], [2, 3], [10, 10]]), abs=1e-5)


def test_ranges_of_nothing_are_nothing():
    assert ranges(FACTS, np.zeros((0, 3))).shape == (0, 2)


def test_ranges_refuse_facts_that_no_counts_fit():
    with pytest.raises(ValueError, match="no counts fit"):
        ranges(Known(np.array([[1.0], [1.0]]), np.array([1.0, 3]), np.array([1.0, 3])), np.ones((1, 1)))


def test_exposed_names_the_narrowest_first():
    aims = Aims(np.eye(3), np.array([3.0, 3, 3]))
    assert exposed(FACTS, aims) == (2, 1)
