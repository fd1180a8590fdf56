"""The desk, and what is published."""

from __future__ import annotations

from discipline import queries, service
from discipline.domain.states import State
from tests.support import review_rounds
from tests.support.counted import Ballots


def desk_of(actor):
    return [(row.facts.village, row.state, row.own, row.watch) for row in queries.desk(actor)]


def test_desk_puts_what_needs_an_eye_first(make_case):
    fine, low = make_case(0), make_case(1, tuple(Ballots(g, (4,) * 5, 12) for g in range(3)))
    assert desk_of(fine.first) == [
        ("小河村", State.DRAFT, False, ("threshold",)),
        ("大柳村", State.DRAFT, False, ()),
    ]
    low.publish()
    assert [row[:2] for row in desk_of(fine.first)] == [
        ("大柳村", State.DRAFT),
        ("小河村", State.PUBLISHED),
    ]


def test_desk_says_what_the_review_says_first(township, clock):
    full = review_rounds.full(township, clock)
    row = next(row for row in queries.desk(township.actors["officer1"]) if row.facts.public_id == full)
    assert row.also == ("rules", "flags")  # the review of this round lists both


def test_desk_says_in_which_township_a_village_is(case, township):
    (row,) = queries.desk(case.first)
    assert row.township is not None
    assert row.township.id == township.id


def test_desk_tells_a_cadre_no_figures_of_the_own_round(make_case):
    case = make_case(0, tuple(Ballots(g, (4,) * 5, 12) for g in range(3)))
    service.send_back(case.first, case.round, "参评太少")
    row = queries.desk(case.cadre)[0]
    assert (row.own, row.watch, row.reason) == (True, (), "")


def test_desk_names_an_empty_group_and_a_single_ballot(make_case):
    empty = make_case(0, (Ballots(0, (4,) * 5, 300),))
    make_case(1, (Ballots(0, (4,) * 5, 300), Ballots(1, (4,) * 5), Ballots(2, (4,) * 5, 12)))
    assert {row.facts.village: row.watch for row in queries.desk(empty.first)} == {
        "大柳村": ("no_score",),
        "小河村": ("no_interval",),
    }


def test_published_of_village_has_published_ones_alone(make_case, township):
    done, waiting = make_case(0), make_case(1)
    done.publish()
    ids = [[p.round for p in queries.published_of_village(v.id)] for v in township.villages]
    assert ids == [[done.round], []]
    assert queries.published(waiting.round) is None
