"""The same post in every village, compared at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from appraisal.domain.beside.across import across
from appraisal.domain.beside.overview import overview
from appraisal.domain.beside.peers import Holder, compare
from demo.domain.synthetic.village import spec
from tests.support.flagged import honest_pile


def a_round(at, preset="five_dimensions"):
    pile = honest_pile(preset, 60, at)
    about = replace(spec(pile.preset, pile.rolls), round=f"round{at}", village=f"第{at}村")
    return about, overview([(about, pile.counts(about))])[0]


ROUNDS = [a_round(at) for at in range(4)]


def test_across_compares_each_post_as_peers_do():
    found = across(ROUNDS)
    for place in range(5):
        persons = [figures.persons[place] for _, figures in ROUNDS]
        post = ROUNDS[0][0].persons[place]
        holders = [
            Holder(about.village, one.mean, one.se, one.degf) for (about, _), one in zip(ROUNDS, persons, strict=True)
        ]
        wanted = compare((post.post, post.post_en), holders)
        assert tuple(found[about.round, place + 1] for about, _ in ROUNDS) == wanted
    assert len(found) == 20


def test_across_keeps_rounds_apart_whose_points_mean_something_else():
    other = a_round(9, "overall")
    found = across([*ROUNDS, other])
    assert found["round9", 1].band == "unknown"
    assert found["round9", 1].villages == 1
    assert {who: one for who, one in found.items() if who[0] != "round9"} == across(ROUNDS)


@pytest.mark.parametrize(("complete", "villages"), [(9, 3), (10, 4)])
def test_across_leaves_out_who_has_fewer_than_ten_complete_ballots(complete, villages):
    about, figures = ROUNDS[0]
    few = replace(figures, persons=(replace(figures.persons[0], complete=complete), *figures.persons[1:]))
    found = across([(about, few), *ROUNDS[1:]])
    assert {found[f"round{at}", 1].villages for at in range(4)} == {villages}
    assert (found["round0", 1].band == "unknown") is (complete < 10)


def test_across_of_nothing_is_empty():
    assert across([]) == {}
