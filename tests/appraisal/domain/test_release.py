"""What leaves the office of a round, and what a reader can make of it."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appraisal.domain.released import PersonRelease
from tests.support.attacking import recovered
from tests.support.releases import Round, every_table, honest, no_attack, released, weighted
from tests.support.specs import make_spec

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


@pytest.mark.parametrize("n", [10, 13, 30])
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
