"""Figures as printed papers write them."""

from __future__ import annotations

from datetime import datetime

import pytest

from discipline.domain.papers import numbers, said


@pytest.mark.parametrize(
    ("value", "words"), [(None, "–"), (2.34, "+2.3"), (-2.34, "−2.3"), (-0.04, "0.0"), (0.0, "0.0"), (12.0, "+12.0")]
)
def test_difference_carries_its_sign_and_zero_none(value, words):
    assert numbers.signed(value) == words


@pytest.mark.parametrize(
    ("share", "words"),
    [(1 / 3, "1/3"), (0.333333, "1/3"), (0.5, "1/2"), (2 / 3, "2/3"), (0.6, "60%"), (0.125, "12.5%")],
)
def test_threshold_is_said_as_people_say_it(share, words):
    assert numbers.threshold(share) == words


@pytest.mark.parametrize(
    ("p", "words"), [(None, "–"), (0.0, "<\u00a00.001"), (0.0012, "0.001"), (0.5, "0.500"), (1, "1.000")]
)
def test_p_is_never_zero(p, words):
    assert numbers.p_value(p) == words


def test_what_is_not_there_is_a_dash():
    assert {numbers.points(None), numbers.percent(None), numbers.span(1.0, None), numbers.moment(None)} == {"–"}


def test_moment_has_its_year():
    assert numbers.moment(datetime(2026, 11, 3, 9, 5)) == "2026 年 11 月 3 日 9:05"  # noqa: DTZ001 – local, as printed


@pytest.mark.parametrize(
    ("ends", "words", "mark"),
    [
        (None, "暂不能定", ""),
        ((0, 0), "甲", "▲"),
        ((1, 1), "乙", ""),
        ((2, 2), "丙", "▼"),
        ((0, 1), "甲或乙", ""),
        ((0, 2), "甲到丙", ""),
    ],
)
def test_band_names_what_the_interval_touches(ends, words, mark):
    assert (said.band(ends, ("甲", "乙", "丙")), said.mark(ends, 3)) == (words, mark)
