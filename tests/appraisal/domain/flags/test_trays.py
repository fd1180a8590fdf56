from dataclasses import replace
from math import nan

import pytest

from appraisal.domain.errors import CountsError
from appraisal.domain.flags.flag import Subject
from appraisal.domain.flags.trays import Pool, Unit, most, numbers, pools, units
from ballotbox.domain.counts import Moments, RoundCounts, Tray


def counted(batches, enterers):
    return RoundCounts(((),), (), (), {}, batches, enterers, (), {})


def test_numbers_of_one_batch_and_of_joined_ones():
    assert (numbers(7), numbers((7,)), numbers((7, 8))) == ((7,), (7,), (7, 8))


def test_units_are_trays_of_ten_with_their_group(make_tray):
    ten, nine = make_tray(10), make_tray(9)
    found = units(counted({2: ten, 1: ten, 3: nine}, {5: ten}), {1: 0, 2: 1, 3: 0})
    assert found == (Unit("batch", (1,), 0, ten), Unit("batch", (2,), 1, ten), Unit("enterer", (5,), None, ten))


def test_units_of_joined_batches_have_a_group_only_where_all_are_of_it(make_tray):
    ten = make_tray(10)
    found = units(counted({(1, 2): ten, (3, 4): ten}, {}), {1: 0, 2: 0, 3: 0, 4: 1})
    assert [(unit.numbers, unit.group) for unit in found] == [((1, 2), 0), ((3, 4), None)]


@pytest.mark.parametrize(
    "changes",
    [
        {"n": -5},
        {"straight": 11},
        {"straight": -1},
        {"patterns": {"44444": 6, "33333": 5}},
        {"patterns": {"44444": -1}},
        {"persons": ()},
        {"persons": (Moments(11, 900, 81000),)},
        {"persons": (Moments(10, nan, 81000),)},
    ],
)
def test_units_refuse_a_tray_that_cannot_be(make_tray, changes):
    with pytest.raises(CountsError) as caught:
        units(counted({1: replace(make_tray(10), **changes)}, {}), {1: 0})
    assert caught.value.code == "tray_impossible"


def test_pools_of_a_batch_are_the_others_of_its_group(make_tray):
    trays = [make_tray(n) for n in (10, 11, 12, 13)]
    every = [
        Unit("batch", (at,), group, tray) for at, (group, tray) in enumerate(zip((0, 0, 0, 1), trays, strict=True))
    ]
    assert pools(every[0], every) == (Pool(0, (trays[1], trays[2])),)


def test_pools_of_a_batch_whose_neighbours_hold_too_few_are_none(make_tray):
    every = [Unit("batch", (at,), 0, make_tray(n)) for at, n in enumerate((40, 19))]
    assert (pools(every[0], every), len(pools(every[1], every))) == ((), 1)


def test_pools_of_an_enterer_are_every_group_and_the_other_enterers(make_tray):
    a, b, c, d = (make_tray(n) for n in (10, 20, 30, 40))
    every = [Unit("batch", (1,), 0, a), Unit("batch", (2,), 1, b), Unit("enterer", (5,), None, c)]
    every.append(Unit("enterer", (6,), None, d))
    assert pools(every[2], every) == (Pool(0, (a,)), Pool(1, (b,)), Pool(None, (d,)))


def test_pools_without_known_groups_are_none(make_tray):
    every = [Unit(kind, (at,), None, make_tray(30)) for at, kind in enumerate(("batch", "batch", "enterer", "enterer"))]
    assert [pools(unit, every) for unit in every] == [(), (), (), ()]


@pytest.mark.parametrize(
    ("n", "patterns", "expected"),
    [
        (40, {"44": 12}, 12),
        (40, {"33": 12}, 4),
        (40, {}, 4),
        (13, {"33": 12}, 1),
        (60, {"11": 12, "22": 9, "33": 8, "34": 7, "43": 6}, 6),
    ],
)
def test_most_of_a_pattern_that_a_tray_may_hold(n, patterns, expected):
    assert most(Tray(n, (), patterns, 0), "44") == expected


def test_subject_names_batches_group_and_person(make_tray):
    assert Unit("batch", (3, 4), 1, make_tray(10)).subject(("a", "b"), 2) == Subject(
        "batch", numbers=(3, 4), groups=("b",), person=2
    )
