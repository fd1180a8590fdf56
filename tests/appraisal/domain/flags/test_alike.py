import pytest

from appraisal.domain.flags import predictive
from appraisal.domain.flags.alike import identical, lines, outside
from appraisal.domain.flags.flag import Subject
from appraisal.domain.flags.predictive import Tails
from appraisal.domain.flags.trays import Unit

GROUPS = ("villager",)


def test_identical_is_tested_against_the_other_batches(make_units):
    found = identical(make_units([{"n": 40, "same": 40}, *[{"n": 40, "same": 10}] * 4]), GROUPS)
    expected = predictive.share(40, 40, [(10, 40)] * 4)
    assert (found[0].code, found[0].subject) == ("identical_batch", Subject("batch", (1,), groups=GROUPS))
    assert (found[0].observed, found[0].expected) == (1.0, pytest.approx(40.5 / 161))
    assert (found[0].p, found[0].large) == (pytest.approx(expected.high), True)
    assert found[0].p < 1e-6
    assert [one.large for one in found[1:]] == [False] * 4
    assert min(one.p for one in found[1:]) > 0.5


def test_identical_ballots_everywhere_are_nothing_to_look_at(make_units):
    found = identical(make_units([{"n": 40, "same": 40}] * 5), GROUPS)
    assert [one.large for one in found] == [False] * 5


def test_identical_takes_a_pattern_others_do_not_list_as_four_of_theirs(make_units):
    found = identical(make_units([{"n": 40, "same": 20}, {"n": 40}, {"n": 40}]), GROUPS)
    assert [(one.subject.numbers, one.expected) for one in found] == [((1,), pytest.approx(8.5 / 81))]


def test_identical_without_patterns_or_other_batches_is_not_tested(make_units):
    assert identical(make_units([{"n": 40}, {"n": 40}]), GROUPS) == []
    assert identical(make_units([{"n": 40, "same": 40}]), GROUPS) == []


def test_lines_are_tested_both_ways(make_units):
    rows = [{"n": 60, "straight": 0}, *[{"n": 60, "straight": 30}] * 4, {"n": 60, "straight": 60}]
    found = lines(make_units(rows), GROUPS)
    others = [(30, 60)] * 4
    assert found[0].p == pytest.approx(predictive.share(0, 60, [*others, (60, 60)]).two_sided)
    assert found[5].p == pytest.approx(predictive.share(60, 60, [(0, 60), *others]).two_sided)
    assert [one.large for one in found] == [True, False, False, False, False, True]


def test_lines_of_an_enterer_between_two_groups_are_a_mixture(make_tray):
    every = [Unit("batch", (1,), 0, make_tray(50, straight=5)), Unit("batch", (2,), 1, make_tray(50, straight=45))]
    found = lines([*every, Unit("enterer", (9,), None, make_tray(40, straight=20))], GROUPS * 2)
    assert [(one.code, one.p, one.large) for one in found] == [("lines_enterer", 1.0, False)]


def test_outside_takes_the_comparison_that_says_least():
    far, near = Tails(0.1, 1.0, 0.001), Tails(0.3, 0.99, 0.02)
    assert outside(0.5, [far, near]) == near
    assert outside(0.2, [far, near]) == Tails(0.2, 1.0, 1.0)
