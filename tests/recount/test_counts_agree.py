"""recount.py and the ballot box join and count the same, whatever came back; and counts of an earlier version too."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import chain

from hypothesis import given, settings
from hypothesis import strategies as st

import recount
from ballotbox.domain import joining, tally
from ballotbox.domain.record import Record
from ballotbox.domain.screen import Known
from tests.support.specs import make_spec

KEY = b"0123456789abcdef"
SPEC = make_spec(persons=2, items=1, groups=2)
BATCHES = {1: 0, 2: 0, 5: 0, 3: 1, 4: 1}


@st.composite
def piles(draw):
    """Some equal ballots of one batch, and how they came."""
    batch, (channel, enterer) = (
        draw(st.sampled_from([*BATCHES])),
        draw(st.sampled_from([(1, 0), (2, 0), (3, 7), (3, 9)])),
    )
    marks = (draw(st.sampled_from([4, 3, 1, 0])), draw(st.sampled_from([4, 2])))
    return [Record(KEY, BATCHES[batch], channel, batch, marks, enterer).pack()] * draw(
        st.sampled_from([1, 2, 5, 9, 10, 14])
    )


@given(st.lists(piles(), max_size=12).map(lambda drawn: [*chain(*drawn)]))
@settings(max_examples=200, deadline=None)
def test_recount_comes_to_the_counts_of_the_box(plains):
    counts = tally.tally(Known(SPEC, KEY, BATCHES), plains, lambda _: None)
    true = recount.count(json.loads(SPEC.to_json()), KEY, BATCHES, plains, recount.Counter())
    assert recount.canonical(true | {"hours": []}).decode() == counts.to_json()


def test_round_counted_by_an_earlier_version_is_recounted_in_its_form(counted, audit, monkeypatch):
    monkeypatch.setattr(joining, "SECRET", 1)
    now = tally.tally
    monkeypatch.setattr(tally, "tally", lambda *given: replace(now(*given), version=1))
    files = counted(sizes=(20, 12), casts=(17, 3))
    counts = files.read("bundle")["counts"]
    assert ("version" in counts, [tray["n"] for _, tray in counts["batches"]]) == (False, [17, 3])
    assert [type(number) for number, _ in counts["batches"]] == [int, int]
    assert audit(files) == []
