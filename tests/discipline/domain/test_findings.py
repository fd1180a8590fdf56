"""The digest of a result: the same whenever it is made from it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from appraisal.domain.beside.beyond import compared
from appraisal.domain.beside.comparison import ChangeSince
from appraisal.domain.flags.flag import Flag, Subject, Text
from appraisal.domain.result import Prints
from appraisal.domain.summary import summarise
from demo.domain.synthetic.village import spec
from discipline.domain.findings import NOTHING, Findings, found, from_json
from tests.support.flagged import honest_pile, ledger_of

FLAG = Flag(
    code="",
    subject=Subject("round"),
    method=Text("", ""),
    source="",
    unit="share",
    observed=0.0,
    expected=0.0,
    p=None,
    threshold=None,
    least=0.0,
    weak=False,
    text=Text("", ""),
    check=Text("", ""),
)


@pytest.fixture(scope="module")
def result():
    pile = honest_pile("five_dimensions", 60, 1)
    about = spec(pile.preset, pile.rolls)
    counts = pile.counts(about)
    return summarise(about, counts, ledger_of(counts), Prints("", "", ""))


@pytest.fixture(scope="module")
def beside(result):
    return compared(result, spec("overall", (1, 1, 1)).rules, {}, {}, {})


def test_findings_are_of_the_result(result, beside):
    made = found(result, beside, [7, 3, 7])
    assert (made.result, made.watch, made.flags, made.earlier, made.p) == (result.digest, (), (), (3, 7), 1.0)
    assert [(one.number, one.one_third, one.in_a_row, one.fell) for one in made.persons] == [
        (person.number, person.one_third.says, "no", False) for person in result.persons
    ]


def test_findings_are_read_as_they_were_written(result, beside):
    made = replace(found(result, beside, [3]), flags=(("burst", 0.012), ("accounting", None)))
    assert from_json(made.to_json()) == made
    assert from_json(NOTHING.to_json()) == NOTHING
    assert len(made.to_json()) < 2_000


def test_findings_keep_the_smallest_p_of_each_family_and_leave_weak_flags_out(result, beside):
    def flag(code, p, *, weak=False):
        return replace(FLAG, code=code, p=p, weak=weak)

    given = [flag("accounting_x", None), flag("means_level_batch", 0.04), flag("means_person_batch", 0.01),
             flag("digits", 0.001, weak=True), flag("burst", 0.02)]  # fmt: skip
    made = found(replace(result, flags=tuple(given)), beside, ())
    assert made.flags == (("accounting", None), ("means", 0.01), ("burst", 0.02))
    assert made.p == 0.01


@pytest.mark.parametrize(
    ("difference", "says", "fell"),
    [
        (-10.0, "down", True),
        (-9.9, "down", False),
        (-30.0, "not_apart", False),
        (30.0, "up", False),
        (None, "unknown", False),
    ],
)
def test_findings_tell_a_fall_that_is_sure_and_a_sixth_of_the_scale(result, beside, difference, says, fell):
    change = ChangeSince("old", "2025-11-03", 80.0, difference, 1.0, None, None, None, 0.01, 0.01, says)
    first = replace(beside.persons[0], change=change)
    made = found(result, replace(beside, persons=(first, *beside.persons[1:])), ())
    assert [one.fell for one in made.persons] == [fell, False, False, False, False]


def test_nothing_says_that_the_counts_cannot_be_read():
    assert Findings("", ("unreadable",), (), (), ()) == NOTHING
