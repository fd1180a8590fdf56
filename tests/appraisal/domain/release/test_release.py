"""What leaves the office of a round, and what a reader can make of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appraisal.domain.release.attacker import Attack, ranges
from appraisal.domain.release.released import PersonRelease
from ballotbox.domain.rules import NotCompetent
from tests.support.attacking import recovered
from tests.support.releases import Round, every_table, honest, no_attack, released, weighted
from tests.support.specs import make_spec
from tests.support.trying import told_by_trying

SMALL = ((25, 11), (40, 9), (14,), (60, 12, 20, 8), (100, 3), (33, 15, 2))
LARGE = ((300, 30, 40), (200, 15, 20, 5), (780, 38, 50))


def table(*groups: tuple[int, ...], rolls: int = 2000, **settings) -> Round:
    """A round about one person: ballots of each group on the grades, best first."""
    ballots = [[(4 - k,) for k, n in enumerate(row) for _ in range(n)] for row in groups]
    spec = make_spec(1, 1, len(groups), rolls)
    return released(weighted(spec, settings.pop("weights"), [rolls] * len(groups)) if settings else spec, ballots)


def person(*groups: tuple[int, ...], **settings) -> PersonRelease:
    return table(*groups, **settings).release.persons[0]


def percents(told: PersonRelease) -> list[int | None]:
    return [share.percent for share in told.shares]


def test_release_of_a_large_round_has_every_figure():
    told = person((600, 300, 60, 40), (70, 30, 60, 40))
    assert percents(told) == [56, 28, 10, 7]
    assert [(group.key, [share.percent for share in group.shares]) for group in told.groups] == [
        ("g0", [60, 30, 6, 4]),
        ("g1", [35, 15, 30, 20]),
    ]
    assert (told.ballots, told.score, told.step, told.low, told.high) == (1200, 81.0, 0.2, 79.2, 82.8)
    assert (told.band, told.notes) == ((1, 2), ())


def test_release_hides_a_second_cell_beside_a_small_one():
    told = person((200, 80, 30, 10), (40, 30, 10, 3))
    # the 3 would be told by 100 per cent less the rest, so the 10 beside it goes; and by all less the other group's
    assert [[share.percent for share in group.shares] for group in told.groups] == [
        [62, 25, 9, None],
        [48, 36, None, None],
    ]


@pytest.mark.parametrize(
    ("ballots", "hidden"),
    [
        ((29, 0, 0, 0), True),
        ((25, 3, 1, 0), True),
        ((30, 0, 0, 0), False),
        ((0, 0, 0, 10), True),
    ],
)
def test_release_does_not_say_that_a_small_round_was_of_one_mind(ballots, hidden):
    told = person(ballots)
    assert (told.notes == ("alike",), told.shares == (), told.score is None) == (hidden, hidden, hidden)


def test_release_tells_of_a_small_round_that_was_not_of_one_mind():
    assert percents(person((24, 5, 0, 0))) == [83, 17, 0, 0]


def test_release_of_a_large_unanimous_round_says_so():
    told = person((200, 0, 0, 0))
    assert (percents(told), told.score) == ([100, 0, 0, 0], 100.0)


def test_release_rounds_the_score_so_that_three_ballots_do_not_show():
    steps = [person((n // 2, n // 4, n // 8, n - n // 2 - n // 4 - n // 8)).step for n in (48, 100, 160, 640)]
    assert steps == [2.0, 1.0, 0.5, 0.1]


def test_release_gives_no_score_where_a_group_of_one_weighs_too_much():
    told = person((50, 30, 10, 10), (1, 0, 0, 0))
    assert (told.score, told.band, told.notes) == (None, None, ("small_group",))
    assert percents(told) == [50, 30, 10, 10]


@pytest.mark.parametrize(
    ("ballots", "score", "note"), [((15, 9, 5, 0), None, ("under_30",)), ((15, 9, 6, 0), 86.0, ())]
)
def test_release_gives_a_score_from_thirty_ballots_on(ballots, score, note):
    told = person(ballots)
    assert (percents(told)[3], told.score, told.notes) == (0, score, note)


def test_release_gives_no_score_that_would_split_joined_grades():
    alone, beside = person((30, 15, 5, 2)), person((30, 15, 5, 2), (20, 20, 10, 5))
    assert (percents(alone), alone.score, alone.notes) == ([58, 29, 13], None, ("protected",))
    assert (percents(beside), beside.score) == ([47, 33, 14, 7], 84.0)


@pytest.mark.parametrize(("came", "note"), [(0, "missing_group"), (3, "small_group"), (12, "missing_group")])
def test_release_does_not_say_that_a_small_group_came_and_abstained(came, note):
    spec = weighted(make_spec(1, 1, 2), [0.9, 0.1], [200, 200])
    ballots = [[(4 - k,) for k, n in enumerate((60, 30, 10, 10)) for _ in range(n)], [(0,)] * came]
    assert released(spec, ballots).release.persons[0].notes == (note,)


def test_release_says_nothing_of_fewer_than_ten_ballots():
    told = person((4, 3, 1, 1))
    assert (told.shares, told.groups, told.ballots, told.score, told.notes) == ((), (), None, None, ("too_few",))


def test_release_turnout_hides_a_small_group_and_one_more():
    told = table((60, 30, 10, 10), (20, 10, 5, 5), (3, 1, 0, 0)).release.turnout
    assert [group.returned for group in told.groups] == [110, None, None]
    assert [group.share for group in told.groups] == [0.055, None, None]
    assert told.returned == 154


def test_release_turnout_shows_groups_that_are_large_or_did_not_vote():
    told = table((60, 30, 10, 10), (20, 10, 5, 5), (0, 0, 0, 0)).release.turnout
    assert [group.returned for group in told.groups] == [110, 40, 0]


def test_release_turnout_hides_one_more_where_the_rolls_would_tell_the_small_one():
    ballots = [[(4,)] * n for n in (60, 30, 20, 9)]
    spec = weighted(make_spec(1, 1, 4), [0.25] * 4, [100, 60, 20, 10])  # 29 of 30: the small group is 9 or 10
    assert [group.returned for group in released(spec, ballots).release.turnout.groups] == [60, None, None, None]


@pytest.mark.parametrize(
    ("ballots", "third"),
    [((60, 20, 10, 45), True), ((60, 20, 11, 44), False), ((20, 5, 2, 2), None), ((100, 30, 0, 3), False)],
)
def test_release_tells_whether_a_third_gave_the_worst_grade(ballots, third):
    told = table(ballots, rolls=150).release.persons[0]
    assert (told.one_third, told.not_competent) == (third, third)


def test_release_tells_of_five_items_that_a_joined_worst_grade_is_under_a_third():
    spec = replace(make_spec(1, 5, 1, 150), one_third_rule=True)
    ballots = [(4,) * 5] * 40 + [(3,) * 5] * 30 + [(2, 2, 2, 2, 1)] * 12
    told = released(spec, [ballots]).release.persons[0]
    assert ([(cell.first, cell.last) for cell in told.shares][-1], told.one_third) == ((2, 3), False)


def test_release_of_a_round_that_is_not_valid_judges_nobody():
    told = person((60, 20, 10, 45), rolls=2000)
    assert (told.one_third, told.not_competent) == (None, None)


@pytest.mark.parametrize(
    ("figure", "ballots", "says"),
    [
        ("score", (5, 5, 30, 60), True),  # 51 points, the lowest band ends at 60
        ("score", (50, 30, 10, 10), False),
        ("band", (5, 5, 30, 60), True),
        ("band", (50, 30, 10, 10), False),
        ("band", (20, 15, 15, 50), None),  # 61 points: the interval touches two bands
    ],
)
def test_release_judges_by_the_published_figures(figure, ballots, says):
    spec = weighted(make_spec(1, 1, 1), [1], [150])
    spec = replace(spec, version=2, rules=replace(spec.rules, not_competent=NotCompetent(figure)))
    told = released(spec, [[(4 - k,) for k, n in enumerate(ballots) for _ in range(n)]]).release.persons[0]
    assert told.not_competent is says


def test_release_is_the_same_twice():
    spec, ballots = honest(np.random.default_rng(7), (60, 12, 20, 8), persons=3)
    assert released(spec, ballots).release == released(spec, ballots).release


@pytest.mark.parametrize("sizes", SMALL + LARGE)
@pytest.mark.parametrize("items", [1, 5])
def test_reader_of_an_honest_round_recovers_nothing(sizes, items):
    spec, ballots = honest(np.random.default_rng([*sizes, items]), sizes, persons=3, items=items)
    assert recovered(released(spec, ballots)) == []


@pytest.mark.parametrize(("sizes", "least", "exactly"), [((50, 30, 30), 30, 10), ((25, 11), 20, 10)])
def test_reader_recovers_many_small_cells_where_only_those_are_hidden(sizes, least, exactly):
    spec, ballots = honest(np.random.default_rng(11), sizes, persons=20)
    leaky = released(spec, ballots, attack=no_attack)  # 68 small cells in either
    assert (len(recovered(leaky)) >= least, len(recovered(leaky, width=1)) >= exactly) == (True, True)
    assert recovered(released(spec, ballots)) == []


tables = st.integers(1, 4).flatmap(
    lambda groups: st.lists(
        st.lists(st.integers(0, 30) | st.integers(0, 5), min_size=4, max_size=4), min_size=groups, max_size=groups
    )
)


@settings(max_examples=60, deadline=None)
@given(tables, st.lists(st.integers(1, 9), min_size=4, max_size=4))
def test_reader_of_any_table_recovers_nothing(rows, weights):
    weights = weights[: len(rows)]
    played = table(*map(tuple, rows), weights=[w / sum(weights) for w in weights])
    assert recovered(played) == []


def two_groups(seed: int) -> tuple[list[list[int]], Callable[..., Round]]:
    """A village of about thirty whose smaller group has under ten, and how to release any counts of it."""
    chance = np.random.default_rng(seed)
    few, many = int(chance.integers(1, 10)), int(chance.integers(24, 34))
    part = float(chance.choice([0.1, 0.2, 0.3, 0.4]))
    rolls = [few + int(chance.integers(0, 6)), int(many * chance.choice([1, 1.5, 5]))]
    spec = weighted(make_spec(1, 1, 2), [part, 1 - part], rolls)

    def play(rows: Sequence[Sequence[int]], attack: Attack = ranges) -> Round:
        return released(spec, [[(4 - k,) for k, n in enumerate(row) for _ in range(n)] for row in rows], attack)

    return [chance.multinomial(n, chance.dirichlet([6, 4, 1.5, 0.8])).tolist() for n in (few, many)], play


@pytest.mark.parametrize("seed", [*range(25), *(pytest.param(n, marks=pytest.mark.soak) for n in range(25, 300))])
def test_strongest_reader_of_two_groups_cannot_tell_any_small_cell(seed):
    rows, play = two_groups(seed)
    assert told_by_trying(rows, play) == set()


def test_strongest_reader_tells_small_cells_where_the_score_is_rounded_without_a_thought():
    found = 0
    for seed in range(12):
        rows, play = two_groups(seed)
        found += len(told_by_trying(rows, lambda other, play=play: play(other, no_attack)))
    assert found == 24


@pytest.mark.parametrize("n", [10, 13, pytest.param(30, marks=pytest.mark.soak)])
def test_no_release_of_a_small_round_fits_one_table_alone(n):
    """The strongest reader: knows this program, tries every table, and keeps those with the very same release."""
    alike = defaultdict(list)
    for counts in every_table(n):
        told = person(counts, rolls=40)
        alike[told].append(counts)
    for told, possible in alike.items():
        cells = np.array(possible)
        small = ((cells > 0) & (cells < 5)).any(axis=0)
        published = {share.first for share in told.shares if share.first == share.last}
        ranges = [int(np.ptp(cells[:, k])) for k in range(4) if small[k] and k not in published]
        assert all(ranges), (told, possible)  # each of them can be at least two numbers
