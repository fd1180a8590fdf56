"""Whatever lies in the box, every test has a probability and finite figures, and the order of ballots says nothing."""

from dataclasses import replace
from math import isfinite

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from appraisal.domain.flags.find import findings
from appraisal.domain.flags.flag import Beside
from demo.domain.synthetic.pile import Pile
from demo.domain.synthetic.village import spec

GROUPS = {1: 0, 2: 0, 3: 0, 4: 1, 5: 2}  # of the batches
COLUMNS = ("group", "channel", "batch", "enterer", "hour", "marks")


@st.composite
def piles(draw):
    """Up to 150 ballots that may be all alike, in five batches, by any channel, at any hour of a day."""
    n, alike = draw(st.integers(0, 150)), draw(st.sampled_from([1, 2, 5]))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    batch = rng.integers(1, draw(st.integers(2, 6)), n)
    channel = rng.integers(1, draw(st.integers(2, 4)), n)
    return Pile(
        preset="overall",
        rolls=(200, 200, 200),
        batch_groups=GROUPS,
        group=np.array([GROUPS[number] for number in batch.tolist()], dtype=np.int64),
        channel=channel,
        batch=batch,
        enterer=np.where(channel == 3, rng.integers(1, 3, n), 0),
        hour=rng.integers(495000, 495000 + draw(st.integers(1, 30)), n),
        marks=rng.integers(0, alike, (n, 5, 1)).astype(np.uint8),
    )


def found(pile):
    about = spec(pile.preset, pile.rolls)
    return findings(about, pile.counts(about), Beside(batch_groups=GROUPS))


@given(piles())
@settings(max_examples=150)
def test_findings_of_any_box_are_finite(pile):
    for one in found(pile):
        assert 0 <= one.p <= 1
        assert isfinite(one.observed)
        assert isfinite(one.expected)


@given(piles(), st.integers(0, 2**32 - 1))
@settings(max_examples=30)
def test_findings_do_not_depend_on_the_order_of_ballots(pile, seed):
    order = np.random.default_rng(seed).permutation(len(pile))
    turned = replace(pile, **{name: getattr(pile, name)[order] for name in COLUMNS})
    assert found(turned) == found(pile)
