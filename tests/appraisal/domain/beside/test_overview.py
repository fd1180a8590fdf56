from dataclasses import replace

import pytest

from appraisal.domain.beside.overview import overview, readable
from appraisal.domain.errors import CountsError
from appraisal.domain.release.told import told
from appraisal.domain.result import Prints
from appraisal.domain.summary import summarise
from demo.domain.synthetic.village import spec
from discipline.domain.overview import PersonRow
from tests.support.flagged import honest_pile, ledger_of
from tests.support.releases import released, weighted
from tests.support.specs import make_spec


def a_round(preset, size, at):
    pile = honest_pile(preset, size, at)
    about = spec(pile.preset, pile.rolls)
    return about, pile.counts(about)


ROUNDS = [a_round("five_dimensions", 60, 0), a_round("overall", 400, 1), a_round("five_dimensions", 400, 2)]


def test_overview_has_the_figures_that_are_signed():
    for (about, counts), found in zip(ROUNDS, overview(ROUNDS), strict=True):
        signed = summarise(about, counts, ledger_of(counts), Prints("", "", ""))
        turnout = signed.turnout
        assert (found.roll, found.returned, found.share, found.reached) == (
            turnout.roll, turnout.returned, turnout.share, turnout.reached,
        )  # fmt: skip
        for person, one in zip(signed.persons, found.persons, strict=True):
            score = person.score
            assert (one.number, one.mean, one.se) == (person.number, score.mean, score.se)
            assert (one.low, one.high, one.degf, one.band) == (score.low, score.high, score.degf, person.band)
            assert one.items == tuple(item.score.mean for item in person.items)
            assert one.complete == person.complete


def test_overview_of_rounds_with_other_groups_keeps_them_apart():
    about, counts = ROUNDS[1]
    alone = replace(about, groups=(replace(about.groups[0], weight=1.0),))
    cells = tuple(tuple(item[:1] for item in person) for person in counts.cells)
    fewer = replace(counts, cells=cells, returned=counts.returned[:1], composite=tuple(p[:1] for p in counts.composite),
                    cross={key: groups[:1] for key, groups in counts.cross.items()})  # fmt: skip
    together = overview([(about, counts), (alone, fewer)])
    assert together == overview([(about, counts)]) + overview([(alone, fewer)])
    assert together[1].persons[0].mean is not None


def test_overview_of_nothing_is_empty():
    assert overview([]) == ()


def test_overview_refuses_counts_of_another_round():
    with pytest.raises(CountsError) as caught:
        overview([(ROUNDS[0][0], ROUNDS[1][1])])
    assert caught.value.code == "unknown_shape"


def test_readable_names_each_round_that_cannot_be_read_and_keeps_the_others():
    mixed = (ROUNDS[0][0], ROUNDS[1][1])
    given = [ROUNDS[0], mixed, (ROUNDS[1][0], None), ROUNDS[2]]
    assert readable(given) == [overview(ROUNDS[:1])[0], None, None, overview(ROUNDS[2:])[0]]
    assert readable(iter([mixed])) == [None]
    assert readable([]) == []


@pytest.mark.parametrize(("few", "step"), [(20, 0.0), (5, 5.0)])
def test_overview_says_to_how_many_points_a_score_beside_a_small_group_is_rounded(few, step):
    about = weighted(make_spec(1, 1, 2), (0.7, 0.3), (80, 40))
    played = released(about, [[(4,)] * 40, [(1,)] * few])
    found = overview([(about, played.counts)])[0].persons[0]
    row = PersonRow(1, "王", "Wang", "主任", "Head", found, None)
    shown = (row.score, *row.ends)
    assert (found.step, found.mean) == (step, 82.0)
    assert shown == ((80.0, 75.0, 85.0) if step else (82.0, found.low, found.high))
    assert row.score == told(played.result).persons[0].score.mean
