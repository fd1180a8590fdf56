"""Rounds that cannot be, and rounds at the edge, from stored counts to the signed result and its flags."""

from dataclasses import asdict, replace
from math import nan

import numpy as np
import pytest

from appraisal.domain.errors import CountsError
from appraisal.domain.flags.find import find_flags
from appraisal.domain.flags.flag import Beside
from appraisal.domain.result import Prints, canonical
from appraisal.domain.summary import summarise
from ballotbox.domain.counts import Cross, Moments
from demo.domain.synthetic.pile import Pile
from demo.domain.synthetic.village import spec
from tests.support.flagged import honest_pile, ledger_of

PILE = honest_pile("five_dimensions", 60, 0)
SPEC = spec(PILE.preset, PILE.rolls)
COUNTS = PILE.counts(SPEC)
PRINTS = Prints("", "", "")
BESIDE = Beside(batch_groups=PILE.batch_groups)


def cells(value):
    """The cells with another value in the first of all."""
    table = np.array(COUNTS.cells, dtype=object)
    table[0, 0, 0, 0, 0] = value
    return table.tolist()


def both(about, counts, beside=BESIDE):
    """The result and the flags, as signed JSON: no NaN can stand in it."""
    result = summarise(about, counts, ledger_of(counts), PRINTS)
    flags = find_flags(about, counts, ledger_of(counts), beside)
    return result, canonical([asdict(result), [asdict(flag) for flag in flags]])


BAD = {
    "negative": ({"cells": cells(-1)}, "negative_count"),
    "not a number": ({"cells": cells(nan)}, "not_finite"),
    "half a vote": ({"cells": cells(0.5)}, "not_whole"),
    "a word": ({"cells": cells("many")}, "unknown_shape"),
    "ragged": ({"cells": cells([1, 2])}, "unknown_shape"),
    "nothing": ({"cells": ()}, "unknown_shape"),
    "a person too few": ({"cells": COUNTS.cells[:4], "composite": COUNTS.composite[:4]}, "unknown_shape"),
    "a person too many": ({"cells": COUNTS.cells + COUNTS.cells[:1]}, "unknown_shape"),
    "a grade too few": ({"cells": np.array(COUNTS.cells)[..., :5].tolist()}, "unknown_shape"),
    "a channel too few": ({"returned": tuple(row[:2] for row in COUNTS.returned)}, "unknown_shape"),
    "composites of fewer persons": ({"composite": COUNTS.composite[:4]}, "unknown_shape"),
    "composites of no group": ({"composite": ((),) * 5}, "unknown_shape"),
    "more grades than ballots": ({"cells": cells(999)}, "valid_exceeds_returned"),
    "more ballots than the roll": ({"returned": ((999, 0, 0), *COUNTS.returned[1:])}, "returned_exceeds_roll"),
    "more complete ballots than grades": ({"composite": (({80.0: 59},) * 3,) * 5}, "composite_exceeds_valid"),
    "sums of no ballots": ({"composite": ((Moments(5, 400, 1),) * 3,) * 5}, "moments_impossible"),
    "a composite off the scale": ({"composite": (({101.0: 1},) * 3,) * 5}, "composite_out_of_range"),
}


@pytest.mark.parametrize(("changes", "code"), BAD.values(), ids=BAD)
def test_counts_that_cannot_be_are_refused_by_name(changes, code):
    counts = replace(COUNTS, **changes)
    for refused in (
        lambda: summarise(SPEC, counts, ledger_of(COUNTS), PRINTS),
        lambda: find_flags(SPEC, counts, ledger_of(COUNTS), BESIDE),
    ):
        with pytest.raises(CountsError) as caught:
            refused()
        assert caught.value.code == code


ODD_CROSS = {
    "of a person that is not there": ({(0, 9): COUNTS.cross[0, 1]}, "unknown_shape"),
    "of a group that is not there": ({(0, 1): COUNTS.cross[0, 1] * 2}, "unknown_shape"),
    "of no number": ({(0, 1): (Cross(1, nan, 1, 1),) * 3}, "not_finite"),
    "of more ballots than there are": ({(0, 1): (Cross(999, 1, 1, 1),) * 3}, "cross_exceeds_complete"),
}


@pytest.mark.parametrize(("cross", "code"), ODD_CROSS.values(), ids=ODD_CROSS)
def test_cross_products_that_cannot_be_are_refused_by_name(cross, code):
    counts = replace(COUNTS, cross=cross)
    for refused in (
        lambda: find_flags(SPEC, counts, ledger_of(COUNTS), BESIDE),
        lambda: summarise(SPEC, counts, ledger_of(COUNTS), PRINTS),
    ):
        with pytest.raises(CountsError) as caught:
            refused()
        assert caught.value.code == code


@pytest.mark.parametrize("weights", [(0.5, 0.4, 0.3), (0.5, 0.5, 0.5), (0.4, 0.3, nan)])
def test_weights_that_do_not_sum_to_one_make_no_round(weights):
    with pytest.raises(ValueError, match="weights sum to 1"):
        replace(SPEC, groups=tuple(replace(g, weight=w) for g, w in zip(SPEC.groups, weights, strict=True)))


def kept(pile: Pile, rows: slice) -> Pile:
    fields = ("group", "channel", "batch", "enterer", "hour", "marks")
    return replace(pile, **{name: getattr(pile, name)[rows] for name in fields})


def test_no_ballot_has_no_score_and_no_flag():
    result, signed = both(SPEC, kept(PILE, slice(0)).counts(SPEC))
    assert ([person.score.mean for person in result.persons], result.turnout.share) == ([None] * 5, 0.0)
    assert signed.endswith(",[]]")


def test_one_ballot_has_no_score_since_two_groups_are_empty():
    result, signed = both(SPEC, kept(PILE, slice(1)).counts(SPEC))
    assert {(person.score.mean, person.score.se) for person in result.persons} == {(None, None)}
    assert {person.score.notes[0] for person in result.persons} == {"missing_group"}
    assert signed.endswith(",[]]")


def test_one_group_alone():
    about = replace(SPEC, groups=(replace(SPEC.groups[0], weight=1.0, roll=100),))
    groups = dict.fromkeys(PILE.batch_groups, 0)
    pile = replace(PILE, group=PILE.group * 0, batch_groups=groups, rolls=(100,))
    result, signed = both(about, pile.counts(about), Beside(batch_groups=groups))
    assert all(person.score.mean is not None and person.score.se for person in result.persons)
    assert signed.endswith(",[]]")


def test_batches_of_a_group_the_round_does_not_have_are_refused_by_name():
    with pytest.raises(CountsError) as caught:
        find_flags(SPEC, COUNTS, ledger_of(COUNTS), Beside(batch_groups={1: 3}))
    assert caught.value.code == "unknown_group"


@pytest.mark.parametrize("persons", [1, 40])
def test_one_cadre_and_forty(persons):
    who = tuple(replace(SPEC.persons[0], number=number) for number in range(1, persons + 1))
    about = replace(SPEC, persons=who, items=(replace(SPEC.items[0], weight=1.0),))
    first = PILE.marks[:, :1, :1]
    result, signed = both(about, replace(PILE, marks=first.repeat(persons, axis=1)).counts(about))
    assert len({person.score.mean for person in result.persons}) == 1
    assert "NaN" not in signed
