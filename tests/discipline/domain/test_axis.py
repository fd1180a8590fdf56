"""The common scale of the score charts."""

from __future__ import annotations

import pytest

from discipline.domain.axis import Axis, axis


@pytest.mark.parametrize(
    ("values", "scale", "expected"),
    [
        ((84.7, 82.1, 87.2), (40.0, 100.0), (60.0, 100.0)),
        ((57.3, None, 99.0), (40.0, 100.0), (50, 100.0)),
        ((38.2, 41.0), (40.0, 100.0), (40, 100.0)),
        ((None, None), (40.0, 100.0), (60.0, 100.0)),
        ((3.2,), (1.0, 5.0), (0, 5.0)),
    ],
)
def test_axis_starts_at_sixty_or_a_round_ten_below(values, scale, expected):
    found = axis(values, scale)
    assert (found.least, found.most) == expected


def test_axis_ticks_every_ten_points():
    assert Axis(60, 100).ticks == (60.0, 70.0, 80.0, 90.0, 100.0)


def test_axis_clips_to_its_ends():
    assert [Axis(60, 100).clip(value) for value in (55.5, 84.7, 101.2)] == [60, 84.7, 100]
