"""From a stored count to the result that officers sign, against figures computed with R."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from sqlalchemy import select

from appraisal.service import appraise
from ballotbox.domain.counts import Moments, RoundCounts
from ballotbox.domain.layout import Group
from ballotbox.models import EvaluationRound, FieldNoteRow, StoredCount
from core import clock
from core.config import ROOT
from core.db import db, writing
from core.errors import Conflict, NotFound
from tests.support import counted
from tests.support.counted import Ballots

TOLERANCE = 1e-6  # a result keeps six decimals


def case(name: str) -> dict[str, Any]:
    cases = json.loads((ROOT / "tests" / "data" / "stats_cases.json").read_text(encoding="utf-8"))["cases"]
    return next(found for found in cases if found["name"].startswith(name))


def groups_of(inputs: dict[str, Any]) -> tuple[Group, ...]:
    rows = zip(inputs["groups"], inputs["group_weight"], inputs["N_roll"], strict=True)
    return tuple(Group(key, key, key, weight, roll) for key, weight, roll in rows)


def by_channel(n: int) -> tuple[int, int, int]:
    """Spread ballots over the channels: the appraisal must put them together again."""
    return (n - n // 3, n // 3, 0)


def cell(grades: list[int]) -> tuple[tuple[int, ...], ...]:
    spread = [by_channel(n) for n in grades]
    return tuple((*(grade[channel] for grade in spread), 0, 0) for channel in range(3))


def spread(values: list[float], ballots: list[int]) -> dict[float, int] | Moments:
    histogram = {value: n for value, n in zip(values, ballots, strict=True) if n}
    if sum(ballots) >= 10:
        return histogram
    return Moments(
        sum(ballots),
        float(sum(n * value for value, n in histogram.items())),
        float(sum(n * value**2 for value, n in histogram.items())),
    )


def counts_of(inputs: dict[str, Any]) -> RoundCounts:
    cells = inputs["counts_cadre_item_group_grade"]
    return RoundCounts(
        cells=tuple(tuple(tuple(cell(g) for g in item) for item in cadre) for cadre in cells),
        returned=tuple(by_channel(n) for n in inputs["n_returned"]),
        composite=tuple(
            tuple(spread(cadre["values"], ballots) for ballots in cadre["counts"])
            for cadre in inputs["composite_hist_cadre"]
        ),
        cross={},
        batches={},
        enterers={},
        hours=(),
        problems={},
    )


@pytest.fixture
def village(township):
    return township.villages[0]


@pytest.fixture
def b01(village):
    inputs = case("B01")["inputs"]
    spec = counted.spec_of(village, preset="five_dimensions", groups=groups_of(inputs), threshold=0.4)
    return appraise(counted.store_counts(village, spec, counts_of(inputs)))


def test_appraise_gives_the_turnout_of_b01(b01):
    expected = case("B01")["expected"]
    assert [group.share for group in b01.turnout.groups] == pytest.approx(expected["turnout"], abs=TOLERANCE)
    assert b01.turnout.share == pytest.approx(expected["turnout_total"], abs=TOLERANCE)
    assert (b01.turnout.returned, b01.turnout.roll, b01.turnout.reached) == (102, 234, True)


def test_appraise_gives_the_items_of_b01(b01):
    for person, expected in zip(b01.persons, case("B01")["expected"]["item"], strict=True):
        scores = [item.score for item in person.items]
        assert [score.mean for score in scores] == pytest.approx(expected["mean"], abs=TOLERANCE)
        assert [score.se for score in scores] == pytest.approx(expected["se"], abs=TOLERANCE)
        ends = [(score.low, score.high) for score in scores]
        assert ends == [pytest.approx(ci, abs=TOLERANCE) for ci in expected["ci95_t"]]
        top = [item.grades[0].weighted for item in person.items]
        assert top == pytest.approx(expected["p_top"], abs=TOLERANCE)


def test_appraise_gives_the_scores_of_b01(b01):
    for person, expected in zip(b01.persons, case("B01")["expected"]["composite"], strict=True):
        score = person.score
        assert score.mean == pytest.approx(expected["mean"], abs=TOLERANCE)
        assert score.se == pytest.approx(expected["se"], abs=TOLERANCE)
        assert (score.low, score.high) == pytest.approx(expected["ci95_t"], abs=TOLERANCE)
        assert score.degf == expected["degf"]
        assert person.complete == sum(expected["n_complete"])


def test_appraise_gives_the_scores_of_the_tiny_village_b13(township):
    known, small = case("B13"), township.villages[1]
    inputs = known["inputs"]
    spec = counted.spec_of(small, preset="five_dimensions", groups=groups_of(inputs), persons=3)
    result = appraise(counted.store_counts(small, spec, counts_of(inputs)))
    means = [expected["mean"] for expected in known["expected"]["composite"]]
    assert [person.score.mean for person in result.persons] == pytest.approx(means, abs=TOLERANCE)
    assert [group.mean for group in result.persons[0].groups] == [None] * 4  # none has ten ballots


def one_grade(village, *ballots: Ballots, **settings: Any):
    return appraise(counted.store(village, counted.spec_of(village, **settings), ballots))


def test_appraise_counts_grades_of_all_groups_and_weighs_them(village):
    result = one_grade(
        village, Ballots(0, (4, 3, 2, 1, 0), 30), Ballots(1, (3, 3, 2, 1, 0), 10), Ballots(2, (4,) * 5, 20)
    )
    first = result.persons[0].grades
    assert [(g.name, g.count, g.share, g.weighted) for g in first] == [
        ("优秀", 50, pytest.approx(50 / 60, abs=TOLERANCE), 0.7),
        ("称职", 10, pytest.approx(10 / 60, abs=TOLERANCE), 0.3),
        ("基本称职", 0, 0.0, 0.0),
        ("不称职", 0, 0.0, 0.0),
    ]
    assert result.persons[0].score.mean == 94.0
    assert (result.persons[4].complete, result.persons[4].abstained) == (20, 40)


def test_appraise_names_the_band_only_as_firmly_as_the_interval_allows(village):
    half = [Ballots(g, (4, 3, 2, 1, 4), n) for g, n in enumerate((20, 10, 10))]
    other = [Ballots(g, (2, 3, 2, 1, 4), n) for g, n in enumerate((20, 10, 10))]
    persons = one_grade(village, *half, *other).persons
    # 优秀 100 and 基本称职 60 in equal parts: about 80, between two bands; then all 80, all 60, all 40, all 100
    assert [person.band for person in persons] == [(1, 2), (1, 1), (2, 2), (3, 3), (0, 0)]


def test_appraise_gives_no_interval_from_one_ballot_of_a_group(village):
    result = one_grade(
        village, Ballots(0, (4,) * 5, 30), Ballots(1, (3,) * 5), Ballots(2, (4,) * 5, 10), threshold=0.02
    )
    score = result.persons[0].score
    assert (score.mean, score.se, score.low, score.notes) == (94.0, None, None, ("one_ballot",))
    assert result.persons[0].band is None


def test_appraise_gives_no_score_where_a_group_is_empty(village):
    result = one_grade(village, Ballots(0, (4,) * 5, 30), Ballots(1, (3,) * 5, 10))
    assert (result.persons[0].score.mean, result.persons[0].score.notes) == (None, ("missing_group",))
    assert result.persons[0].grades[0].weighted is None


def test_appraise_of_everybody_has_no_sampling_error(village):
    result = one_grade(
        village, *(Ballots(g, (4,) * 5, n // 2) for g, n in enumerate((780, 38, 50))),
        *(Ballots(g, (3,) * 5, n // 2) for g, n in enumerate((780, 38, 50))),
    )  # fmt: skip
    score = result.persons[0].score
    assert (score.mean, score.se, score.low, score.high, score.notes) == (90.0, 0.0, 90.0, 90.0, ("census",))


def test_appraise_shows_no_group_under_ten_by_itself_nor_what_would_give_it_away(village):
    result = one_grade(village, Ballots(0, (4,) * 5, 30), Ballots(1, (3,) * 5, 9), Ballots(2, (4,) * 5, 10))
    assert [(g.complete, g.mean) for g in result.persons[0].groups] == [(30, 100.0), (None, None), (None, None)]


def test_appraise_says_whether_the_threshold_is_reached(village, township):
    ballots = [Ballots(0, (4,) * 5, 289 - 24), Ballots(1, (3,) * 5, 12), Ballots(2, (4,) * 5, 12)]
    below, reached = ballots, [*ballots, Ballots(2, (3,) * 5)]
    results = [one_grade(v, *b) for v, b in zip(township.villages, (below, reached), strict=True)]
    # a third of 868 is 289.33
    assert [(r.turnout.returned, r.turnout.reached, r.valid) for r in results] == [
        (289, False, False),
        (290, True, True),
    ]


def test_appraise_balances_the_ballots(village):
    result = one_grade(village, Ballots(0, (4,) * 5, 30, 2), Ballots(1, (3,) * 5, 10), Ballots(2, (4,) * 5, 10))
    ledger = result.ledger
    assert (ledger.issued, ledger.void, ledger.spent, ledger.sealed, ledger.counted) == (868, 818, 50, 50, 50)
    assert (ledger.difference, ledger.problems, ledger.balanced) == (0, (), True)


def spend_two_more():
    with writing() as session:
        session.execute(db.text("UPDATE slip SET state = 'spent' WHERE code_hash IN (SELECT code_hash FROM slip "
                                "WHERE state = 'void' LIMIT 2)"))  # fmt: skip


def test_appraise_says_when_ballots_are_missing(village):
    spec = counted.spec_of(village)
    public_id = counted.store(village, spec, [Ballots(g, (4,) * 5, 20) for g in range(3)])
    spend_two_more()
    ledger = appraise(public_id).ledger
    assert (ledger.difference, ledger.problems) == (2, ("ballots_missing", "direct_not_spent"))


def test_appraise_has_one_hash_for_one_count_and_another_for_another(village):
    public_id = counted.store(village, counted.spec_of(village), [Ballots(g, (4, 3, 4, 3, 1), 20) for g in range(3)])
    before = appraise(public_id).digest
    assert appraise(public_id).digest == before
    other = counted.store(village, counted.spec_of(village), [Ballots(g, (4, 3, 4, 3, 2), 20) for g in range(3)])
    with writing() as session:
        stored = session.scalars(db.select(StoredCount).order_by(StoredCount.round_id)).all()
        stored[0].counts = stored[1].counts
    assert appraise(public_id).digest != before
    assert appraise(other).digest != before


def test_appraise_has_no_number_that_is_none_at_all(b01):
    numbers = [person.score.mean for person in b01.persons]
    assert all(number is not None and math.isfinite(number) for number in numbers)


def test_appraise_waits_for_the_count(village):
    public_id = counted.store(village, counted.spec_of(village), [Ballots(g, (4,) * 5, 20) for g in range(3)])
    with writing() as session:
        row = session.scalars(db.select(EvaluationRound)).one()
        row.state, row.counted_at = "closed", None
    with pytest.raises(Conflict) as refused:
        appraise(public_id)
    assert refused.value.code == "round_not_counted"
    with pytest.raises(NotFound):
        appraise("nosuchrd")


def test_appraise_refuses_counts_that_do_not_fit_the_round(village):
    inputs = case("B01")["inputs"]
    spec = counted.spec_of(village, preset="overall", groups=groups_of(inputs))
    public_id = counted.store_counts(village, spec, counts_of(inputs))  # five items, where the round has one
    with pytest.raises(Conflict) as refused:
        appraise(public_id)
    assert refused.value.code == "counts_do_not_fit"


def test_flags_of_a_round_that_adds_up_are_none(village):
    public_id = counted.store(village, counted.spec_of(village), [Ballots(g, (4, 3, 4, 3, 1), 20) for g in range(3)])
    assert appraise(public_id).flags == ()


def test_flags_say_when_ballots_are_missing(village):
    public_id = counted.store(village, counted.spec_of(village), [Ballots(g, (4,) * 5, 20) for g in range(3)])
    spend_two_more()
    found = [(flag.code, flag.observed, flag.expected) for flag in appraise(public_id).flags]
    assert found == [("accounting_ballots_missing", 60, 62), ("accounting_direct_not_spent", 60, 62)]


def test_flags_take_what_the_office_noted(village):
    public_id = counted.store(village, counted.spec_of(village), [Ballots(g, (4,) * 5, 20) for g in range(3)])
    row = db.session.scalars(select(EvaluationRound)).one()
    noted = {"gatherings": [], "sheets": [30] * 60, "recorded_by": 1, "recorded_at": clock.now()}
    with writing() as session:
        session.add(FieldNoteRow(round_id=row.id, **noted))
    assert [(flag.code, flag.weak) for flag in appraise(public_id).flags] == [("digits", True)]
