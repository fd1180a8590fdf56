import numpy as np
import pytest

from appraisal.domain.flags import predictive
from appraisal.domain.flags.flag import Subject
from appraisal.domain.flags.means import contrasts, deviant
from appraisal.domain.flags.trays import Unit
from appraisal.domain.methods.covariance import Cross
from appraisal.domain.methods.moments import Moments


def test_contrasts_ask_for_all_persons_and_for_each_against_the_others():
    assert contrasts(1).tolist() == [[1]]
    assert contrasts(3).tolist() == [[1 / 3] * 3, [1, -0.5, -0.5], [-0.5, 1, -0.5], [-0.5, -0.5, 1]]


@pytest.fixture
def known(make_counts):
    """One group of 200 ballots, two persons: variances 400 and 300, covariance 250."""
    given = make_counts([[[[100, 0, 100, 0]]], [[[50, 100, 50, 0]]]])
    n, mean = np.full((2, 1), 200.0), np.full((2, 1), 80.0)
    object.__setattr__(given, "composite", Moments(n, mean, np.array([[400.0], [300.0]]) * 199))
    spread = np.array([[[400.0, 250], [250, 300]]]) * 199 + 200 * 80.0**2
    return given, Cross(np.full((1, 2, 2), 200.0), np.full((1, 2, 2), 200 * 80.0), spread)


def of(found, code, person=None):
    return [one for one in found if one.code == code and one.subject.person == person]


def test_level_of_a_batch_by_hand(known, make_tray):
    every = [Unit("batch", (1,), 0, make_tray(40, means=(100.0, 100.0)))]
    every += [Unit("batch", (at,), 0, make_tray(40, means=(80.0, 80.0))) for at in (2, 3, 4, 5)]
    first = of(deviant(*known, every, (1, 2)), "means_level_batch")[0]
    variance = (400 + 300 + 2 * 250) / 4
    assert first.subject == Subject("batch", (1,), groups=("g0",))
    assert (first.observed, first.expected, first.large) == (100, 80, True)
    assert first.p == pytest.approx(predictive.mean(100, 40, [(80, 40)] * 4, variance).two_sided)


def test_person_pushed_down_shows_against_the_others_on_the_same_ballots(known, make_tray):
    every = [Unit("batch", (1,), 0, make_tray(40, means=(80.0, 60.0)))]
    every += [Unit("batch", (at,), 0, make_tray(40, means=(80.0, 80.0))) for at in (2, 3, 4, 5)]
    first = of(deviant(*known, every, (1, 2)), "means_person_batch", person=2)[0]
    assert (first.observed, first.expected, first.large) == (-20, 0, True)
    assert first.p == pytest.approx(predictive.mean(-20, 40, [(0, 40)] * 4, 400 + 300 - 2 * 250).two_sided)


def test_difference_under_a_sixth_of_the_scale_is_not_large(known, make_tray):
    every = [
        Unit("batch", (1,), 0, make_tray(40, means=(89.9, 89.9))),
        *[Unit("batch", (2,), 0, make_tray(160, means=(80.0, 80.0)))],
    ]
    assert [one.large for one in of(deviant(*known, every, (1, 2)), "means_level_batch")] == [False, False]


def test_tray_that_leaves_a_person_almost_unrated_is_not_tested(known, make_tray):
    few = make_tray(40, means=(80.0, 80.0))
    few = type(few)(few.n, (few.persons[0], type(few.persons[0])(4, 320, 25600)), {}, 0)
    every = [Unit("batch", (1,), 0, few), Unit("batch", (2,), 0, make_tray(40, means=(80.0, 80.0)))]
    assert deviant(*known, every, (1, 2)) == []


def test_ballots_that_do_not_vary_are_not_tested(make_counts, make_tray):
    given = make_counts([[[[80, 0, 0, 0]]]])
    cross = Cross(*(np.full((1, 1, 1), value) for value in (80.0, 8000.0, 800000.0)))
    every = [Unit("batch", (at,), 0, make_tray(40, means=(100.0,))) for at in (1, 2)]
    assert deviant(given, cross, every, (1,)) == []


def test_enterer_outside_every_group_is_found_and_one_between_is_not(known, make_counts, make_tray):
    _given, cross = known
    two = make_counts([[[[50, 0, 50, 0], [50, 0, 50, 0]]]] * 2)
    n = np.full((2, 2), 100.0)
    object.__setattr__(two, "composite", Moments(n, np.full((2, 2), 80.0), np.full((2, 2), 300.0 * 99)))
    both = Cross(*(np.repeat(part, 2, axis=0) / 2 for part in (cross.n, cross.total, cross.product)))
    every = [
        Unit("batch", (1,), 0, make_tray(100, means=(70.0, 70.0))),
        Unit("batch", (2,), 1, make_tray(100, means=(90.0, 90.0))),
    ]
    every += [
        Unit("enterer", (8,), None, make_tray(60, means=(80.0, 80.0))),
        Unit("enterer", (9,), None, make_tray(60, means=(50.0, 50.0))),
    ]
    found = of(deviant(two, both, every, (1, 2)), "means_level_enterer")
    assert [(one.subject.numbers, one.p == 1, one.large) for one in found] == [((8,), True, False), ((9,), False, True)]
    assert found[1].expected == 70
