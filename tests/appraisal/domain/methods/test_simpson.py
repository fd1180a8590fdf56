import numpy as np

from appraisal.domain.methods.simpson import compare


def test_compare_sees_the_order_turn():
    found = compare(np.array([[[81.0, 234], [6, 36]], [[192, 55], [71, 25]]]))
    assert found.reversed
    assert found.pooled == (0.78, 289 / 350)


def test_compare_without_a_turn():
    assert not compare(np.array([[[9.0, 1], [1, 9]], [[9, 1], [1, 9]]])).reversed


def test_compare_empty_stratum_is_missing():
    found = compare(np.array([[[9.0, 1], [1, 9]], [[0, 0], [0, 0]]]))
    assert found.by_group == ((0.9, 0.1), (None, None))
