"""The count against a plain one: a few lines of Python per figure, over the records one by one."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ballotbox.domain.counts import Cross, Moments, RoundCounts, Tray, from_json
from ballotbox.domain.record import Record
from ballotbox.domain.screen import Known
from ballotbox.domain.tally import tally
from tests.support.specs import make_spec

KEY = b"0123456789abcdef"
SCORES = {4: 100.0, 3: 80.0, 2: 60.0, 1: 40.0}
PLACES = [4, 3, 2, 1, 0, 255]
SPEC = make_spec(persons=3, items=2, groups=2)
KNOWN = Known(SPEC, KEY, {1: 0, 2: 1, 3: 1})


@st.composite
def records(draw):
    channel = draw(st.integers(1, 3))
    group = draw(st.integers(0, 1))
    keys = PLACES if channel == 3 else PLACES[:5]
    marks = tuple(draw(st.lists(st.sampled_from(keys), min_size=6, max_size=6)))
    batch = 1 if group == 0 else draw(st.sampled_from([2, 3]))
    return Record(KEY, group, channel, batch, marks, 9 if channel == 3 else 0)


def count(ballots, known=KNOWN, shuffle=lambda _: None):
    return tally(known, [b.pack() for b in ballots], shuffle)


def composite(ballot, person):
    """Mean of a person's two items, None where one has no grade."""
    scores = [SCORES.get(mark) for mark in ballot.marks[person * 2 : person * 2 + 2]]
    return None if None in scores else sum(scores) / 2


def in_group(ballots, group):
    return [ballot for ballot in ballots if ballot.group == group]


@given(st.lists(records(), max_size=30))
@settings(max_examples=60)
def test_cells_hold_every_mark_once(ballots):
    counts = count(ballots)
    for person in range(3):
        for item in range(2):
            for group in range(2):
                for channel in (1, 2, 3):
                    found = Counter(
                        PLACES.index(b.marks[person * 2 + item])
                        for b in ballots
                        if (b.group, b.channel) == (group, channel)
                    )
                    cell = counts.cells[person][item][group][channel - 1]
                    assert cell == tuple(found[place] for place in range(6))
                    assert sum(cell) == counts.returned[group][channel - 1]


@given(st.lists(records(), max_size=40))
@settings(max_examples=60)
def test_composites_are_a_histogram_or_moments_under_ten(ballots):
    counts = count(ballots)
    for person in range(3):
        for group in range(2):
            scores = [composite(b, person) for b in in_group(ballots, group)]
            scores = [score for score in scores if score is not None]
            expected = dict(Counter(scores))
            if len(scores) < 10:
                expected = Moments(len(scores), sum(scores), sum(score**2 for score in scores))
            assert counts.composite[person][group] == expected


@given(st.lists(records(), max_size=30))
@settings(max_examples=60)
def test_cross_products_are_over_ballots_complete_on_both(ballots):
    counts = count(ballots)
    for p, q in combinations(range(3), 2):
        for group in range(2):
            both = [(composite(b, p), composite(b, q)) for b in in_group(ballots, group)]
            both = [pair for pair in both if None not in pair]
            expected = Cross(len(both), sum(a for a, _ in both), sum(b for _, b in both), sum(a * b for a, b in both))
            assert counts.cross[p, q][group] == expected


@given(st.lists(records(), max_size=30), st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_totals_agree_whichever_the_order(ballots, random):
    shuffled = random.sample(ballots, len(ballots))
    assert count(shuffled, shuffle=random.shuffle).to_json() == count(ballots).to_json()


@given(st.lists(records(), max_size=30))
@settings(max_examples=30)
def test_counts_come_back_from_json_as_they_were(ballots):
    counts = tally(KNOWN, [b.pack() for b in ballots], lambda _: None, [(490_000, 12)])
    assert from_json(counts.to_json()) == counts


def test_weights_that_are_no_binary_fractions_make_no_new_values():
    spec = make_spec(persons=1, items=3, groups=1)
    marks = [(4, 3, 2), (2, 4, 3), (3, 2, 4), (4, 4, 1)] * 3
    counts = count([Record(KEY, 0, 1, 1, m) for m in marks], Known(spec, KEY, {1: 0}))
    assert counts.composite == (({80.0: 12},),)


def ballot(marks, **other):
    return Record(**{"round": KEY, "group": 0, "channel": 1, "batch": 1} | other, marks=tuple(marks))


def test_tray_of_a_batch_has_moments_patterns_and_straight_lines():
    ballots = [ballot((4, 4, 4, 4, 4, 4))] * 6 + [ballot((4, 3, 2, 1, 0, 4))] * 5 + [ballot((1, 1, 1, 1, 1, 1))] * 4
    ballots += [ballot((0,) * 6)] * 2
    assert count(ballots).batches == {
        1: Tray(
            n=17,
            persons=(
                Moments(15, 6 * 100 + 5 * 90 + 4 * 40.0, 6 * 100**2 + 5 * 90**2 + 4 * 40.0**2),
                Moments(15, 6 * 100 + 5 * 50 + 4 * 40.0, 6 * 100**2 + 5 * 50**2 + 4 * 40.0**2),
                Moments(10, 6 * 100 + 4 * 40.0, 6 * 100**2 + 4 * 40.0**2),
            ),
            patterns={"44 44 44": 6, "43 21 04": 5},
            straight=10,
        )
    }


def test_tray_keeps_no_more_than_the_five_commonest_patterns():
    kinds = [(a, b, 4, 4, 4, 4) for a in (4, 3, 2) for b in (4, 3, 2)][:7]
    ballots = [ballot(kind) for n, kind in enumerate(kinds) for _ in range(5 + n)]
    patterns = count(ballots).batches[1].patterns
    assert list(patterns.values()) == [11, 10, 9, 8, 7]


def test_paper_is_counted_by_who_entered_it_and_blanks_apart():
    paper = [ballot((4, 255, 3, 3, 3, 3), channel=3, enterer=e) for e in (5, 6, 6)]
    counts = count([*paper, ballot((4,) * 6)])
    assert {who: tray.n for who, tray in counts.enterers.items()} == {5: 1, 6: 2}
    assert counts.returned == ((1, 0, 3), (0, 0, 0))
    assert counts.by_channel == (1, 0, 3)
    assert counts.cells[0][1][0][2] == (0, 0, 0, 0, 0, 3)


def test_rejected_records_are_counted_by_reason_and_nowhere_else():
    counts = count([ballot((4,) * 6), ballot((4,) * 6, batch=77), ballot((7,) * 6)])
    assert (counts.ballots, counts.problems) == (1, {"bad_batch": 1, "bad_marks": 1})


def test_empty_box_has_counts_too():
    counts = count([])
    assert isinstance(counts, RoundCounts)
    assert (counts.ballots, counts.batches, counts.hours, counts.problems) == (0, {}, (), {})
    assert counts.composite[2][1] == Moments(0, 0.0, 0.0)


@pytest.mark.parametrize("items", [1, 5])
def test_cells_have_the_shape_of_the_spec(items):
    cells = count([], Known(make_spec(4, items, 3), KEY, {})).cells
    assert (len(cells), len(cells[0]), len(cells[0][0]), len(cells[0][0][0]), len(cells[0][0][0][0])) == (
        4,
        items,
        3,
        3,
        6,
    )


def test_shuffle_is_applied_before_anything_is_looked_at():
    seen = []
    count([ballot((4,) * 6), ballot((3,) * 6)], shuffle=lambda plains: seen.append([p[29] for p in plains]))
    assert seen == [[4, 3]]
