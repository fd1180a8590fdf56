from dataclasses import replace

import pytest

from ballotbox.domain.record import Record
from ballotbox.domain.screen import Known, screen
from tests.support.specs import make_spec

KEY = b"0123456789abcdef"
KNOWN = Known(make_spec(persons=2, items=2, groups=2), KEY, {7: 0, 8: 1})
GOOD = Record(KEY, group=1, channel=1, batch=8, marks=(4, 3, 0, 1))
PAPER = replace(GOOD, channel=3, enterer=12, marks=(4, 255, 255, 0))


def test_ballots_of_the_round_are_taken():
    taken = screen(KNOWN, [GOOD.pack(), PAPER.pack()])
    assert taken.group.tolist() == [1, 1]
    assert taken.channel.tolist() == [1, 3]
    assert taken.batch.tolist() == [8, 8]
    assert taken.enterer.tolist() == [0, 12]
    assert taken.marks.tolist() == [[4, 3, 0, 1], [4, 255, 255, 0]]
    assert taken.problems == {}


def test_empty_box_is_empty():
    assert screen(KNOWN, []).marks.shape == (0, 4)


def test_large_batch_and_enterer_numbers_are_read_whole():
    known = Known(KNOWN.spec, KEY, {2**32 - 1: 1})
    taken = screen(known, [replace(PAPER, batch=2**32 - 1, enterer=0x01020304).pack()])
    assert (taken.batch.tolist(), taken.enterer.tolist()) == ([2**32 - 1], [0x01020304])


@pytest.mark.parametrize(
    ("plain", "reason"),
    [
        (b"\2" + GOOD.pack()[1:], "bad_version"),
        (bytes(512), "bad_version"),
        (replace(GOOD, round=b"x" * 16).pack(), "other_round"),
        (replace(GOOD, group=2).pack(), "bad_group"),
        (replace(GOOD, channel=0).pack(), "bad_channel"),
        (replace(GOOD, channel=4).pack(), "bad_channel"),
        (replace(GOOD, batch=9).pack(), "bad_batch"),
        (replace(GOOD, batch=7).pack(), "bad_batch"),
        (replace(GOOD, enterer=1).pack(), "bad_enterer"),
        (replace(PAPER, enterer=0).pack(), "bad_enterer"),
        (replace(GOOD, marks=(4, 3, 2)).pack(), "bad_marks"),
        (replace(GOOD, marks=(4, 3, 2, 1, 0)).pack(), "bad_marks"),
        (replace(GOOD, marks=(4, 3, 2, 5)).pack(), "bad_marks"),
        (replace(GOOD, marks=(4, 3, 2, 255)).pack(), "bad_marks"),
        (GOOD.pack()[:-1] + b"\1", "bad_padding"),
    ],
)
def test_record_that_is_no_ballot_of_the_round_is_counted_by_its_reason(plain, reason):
    taken = screen(KNOWN, [GOOD.pack(), plain, plain])
    assert taken.problems == {reason: 2}
    assert taken.marks.tolist() == [[4, 3, 0, 1]]


def test_record_wrong_in_many_ways_counts_once():
    assert screen(KNOWN, [b"\xff" * 512]).problems == {"bad_version": 1}
