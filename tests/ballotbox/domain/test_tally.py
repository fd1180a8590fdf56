"""The count against a plain one: a few lines of Python per figure, over the records one by one."""

import json
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ballotbox.domain.counts import Cross, Moments, RoundCounts, Tray, from_json
from ballotbox.domain.joining import join
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
    where = join(Counter((b.group, b.batch, b.channel - 1, b.enterer) for b in ballots), 2).channels
    for group in range(2):
        rows = in_group(ballots, group)
        assert counts.returned[group] == tuple(sum(b.channel == c for b in rows) for c in (1, 2, 3))
        for person in range(3):
            for item in range(2):
                for channel in range(3):
                    standing = [b for b in rows if where[group][b.channel - 1] == channel]
                    found = Counter(PLACES.index(b.marks[person * 2 + item]) for b in standing)
                    cell = counts.cells[person][item][group][channel]
                    assert cell == tuple(found[place] for place in range(6))


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
        (1,): Tray(
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
    patterns = count(ballots).batches[1,].patterns
    assert list(patterns.values()) == [11, 10, 9, 8, 7]


def test_paper_is_counted_by_who_entered_it_and_blanks_apart():
    paper = [ballot((4, 255, 3, 3, 3, 3), channel=3, enterer=e) for e in [5] * 10 + [6] * 6 + [7] * 5]
    counts = count([*paper, *[ballot((4,) * 6)] * 10])
    assert {who: tray.n for who, tray in counts.enterers.items()} == {(5,): 10, (6, 7): 11}
    assert counts.returned == ((10, 0, 21), (0, 0, 0))
    assert counts.by_channel == (10, 0, 21)
    assert counts.cells[0][1][0][2] == (0, 0, 0, 0, 0, 21)


def test_batches_under_ten_are_joined_with_neighbours_of_their_group():
    other = [ballot((4,) * 6, group=1, batch=batch) for batch in [2] * 9 + [3] * 4]
    counts = count([*[ballot((3,) * 6)] * 9, *other])
    assert {key: (tray.n, tray.straight, tray.patterns) for key, tray in counts.batches.items()} == {
        (2, 3): (13, 13, {"44 44 44": 13})
    }
    assert counts.composite[0][0] == Moments(9, 720.0, 57600.0)


def test_channel_under_ten_stands_in_the_cells_of_the_largest_and_is_told_from_an_empty_one():
    counts = count([*[ballot((4,) * 6)] * 20, ballot((1,) * 6, channel=2)])
    assert counts.returned[0] == (20, 1, 0)
    assert counts.cells[0][0][0] == ((20, 0, 0, 1, 0, 0), (0,) * 6, (0,) * 6)


def test_counts_of_an_earlier_version_are_read_and_written_as_they_were():
    one = {"n": 3, "persons": [[3, 240.0, 19200.0]], "patterns": {}, "straight": 0}
    old = {
        "cells": [],
        "returned": [[3, 0, 0]],
        "composite": [],
        "cross": [],
        "batches": [[17, one]],
        "enterers": [[4, one]],
        "hours": [],
        "problems": {},
    }
    text = json.dumps(old, sort_keys=True, separators=(",", ":"))
    read = from_json(text)
    assert (read.version, list(read.batches), list(read.enterers)) == (1, [(17,)], [(4,)])
    assert read.to_json() == text


def test_counts_of_this_version_name_all_batches_of_a_tray():
    raw = json.loads(count([ballot((4,) * 6, group=1, batch=batch) for batch in [2] * 9 + [3] * 4]).to_json())
    assert (raw["version"], [key for key, _ in raw["batches"]]) == (2, [[2, 3]])


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
