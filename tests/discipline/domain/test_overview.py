"""How far villages are, who took part, and one post in many villages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from discipline.domain.overview import Stage, coverage, of_post
from tests.support.seen import MEANING, counted, person, village


def test_coverage_adds_up_what_may_be_told():
    rows = [
        village("a", round_=counted("a", returned=29, roll=100, reached=False)),
        village("b", Stage.PUBLISHED, counted("b", returned=30, roll=60)),
        village("c", Stage.OPEN),
        village("d", Stage.NONE),
        village("e", Stage.SIGNED, own=True),
        village("f", round_=replace(counted("f"), figures=None)),
    ]
    found = coverage(rows)
    assert (found.villages, found.told, found.own) == (6, 2, 1)
    assert (found.returned, found.roll, found.share) == (59, 160, 59 / 160)
    assert (found.reached, found.enough) == (1, 1)
    assert [found.at(stage) for stage in Stage] == [1, 0, 1, 0, 2, 0, 0, 1, 1]
    assert found.at("draft", "checked", "returned", "signed") == 3


def test_coverage_of_no_village_has_no_turnout():
    found = coverage([])
    assert (found.villages, found.share, found.at("none")) == (0, None, 0)


def test_post_is_told_in_the_order_of_the_villages():
    rows = [
        village("a", round_=counted("a", persons=(person(1, 90.0, "above"), person(2, post="主任")))),
        village("b", Stage.NONE),
        village("c", round_=counted("c", persons=(person(1, 60.0, "below"),))),
        village("d", round_=counted("d", persons=(person(2, post="主任"),))),
    ]
    found = of_post(rows, "村会计")
    assert [(one.place.name, row.number) for one, row in found.rows] == [("a", 1), ("c", 1)]
    assert (found.mean, found.tau, found.villages, found.elsewhere) == (80.0, 3.0, 5, ())
    assert [found.standing(band) for band in ("above", "not_apart", "below", "unknown")] == [1, 0, 1, 0]
    part = found.part(rows[2:])
    assert ([one.place.name for one, _ in part.rows], part.mean) == (["c"], 80.0)


def test_post_shows_no_villages_together_whose_points_mean_something_else():
    other = replace(counted("c"), meaning=(MEANING[0], (("virtue", 1.0),)))
    rows = [village("c", round_=other), village("a", round_=counted("a")), village("b", round_=counted("b"))]
    found = of_post(rows, "村会计")
    assert [one.place.name for one, _ in found.rows] == ["a", "b"]
    assert [one.place.name for one in found.elsewhere] == ["c"]


def test_post_that_nobody_holds_has_no_rows():
    found = of_post([village("a", Stage.NONE)], "村会计")
    assert (found.rows, found.mean, found.villages, found.elsewhere) == ((), None, 0, ())


@pytest.mark.parametrize(("complete", "band"), [(9, "unknown"), (10, "below")])
def test_person_under_ten_complete_ballots_is_not_shown(complete, band):
    one = person(mean=60.0, band="below", complete=complete)
    assert (one.shown, one.band) == (complete >= 10, band)
    assert not replace(one, figures=replace(one.figures, mean=None)).shown
