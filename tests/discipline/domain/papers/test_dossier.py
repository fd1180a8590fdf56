"""What the papers may show of a person, whatever ballots came from which group."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appraisal.domain.result import MIN_GROUP
from discipline.domain.papers.dossier import Shown, whole
from tests.support.dossiers import of_ballots
from tests.support.specs import make_spec

SUMS_OF_THE_OTHERS = 3  # by people, lowest, highest


def shown(*sizes: int) -> Shown:
    """The first person of a round in which every group sent so many ballots, all of them complete."""
    ballots = [[(4 - group % 4, 3) for _ in range(n)] for group, n in enumerate(sizes)]
    return of_ballots(make_spec(groups=len(sizes)), ballots).people[0]


@settings(max_examples=60)
@given(st.lists(st.one_of(st.integers(0, 12), st.integers(13, 40)), min_size=1, max_size=5))
def test_papers_hold_fewer_sums_than_hidden_groups(sizes):
    one = shown(*sizes)
    told = [complete is not None for _name, complete, _mean in one.of_groups([f"g{n}" for n in range(len(sizes))])]
    hidden = [n for n, tell in zip(sizes, told, strict=True) if n and not (tell and one.enough)]
    same = len({*hidden}) == 1  # groups weigh alike: then the pooled sum is the weighted one again
    sums = one.enough + (one.pooled and not same) + SUMS_OF_THE_OTHERS * one.open
    assert not hidden or sums < len(hidden) or sums == 0
    assert [n for n, tell in zip(sizes, told, strict=True) if 0 < n < MIN_GROUP and tell] == []


@pytest.mark.parametrize(
    ("sizes", "enough", "pooled", "opened"),
    [
        ((30, 20), True, True, True),
        ((30, 0), True, True, True),
        ((30, 5), True, False, False),
        ((30, 20, 5), True, True, False),
        ((9,), False, False, False),
        ((5, 4), False, False, False),
        ((9, 9), True, True, False),  # of equal weights and ballots, both sums say the same
        ((9, 8), True, False, False),
        ((0, 0), False, False, False),
    ],
)
def test_what_may_be_shown_follows_from_the_ballots(sizes, enough, pooled, opened):
    one = shown(*sizes)
    assert (one.enough, one.pooled, one.open) == (enough, pooled, opened)


@pytest.mark.parametrize(("sizes", "is_whole"), [((30, 20), True), ((30, 9), False), ((9,), False), ((0, 0), True)])
def test_result_is_handed_out_whole_only_without_small_groups(sizes, is_whole):
    ballots = [[(4, 3)] * n for n in sizes]
    assert whole(of_ballots(make_spec(groups=len(sizes)), ballots).result) is is_whole
