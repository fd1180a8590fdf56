"""What an evening finds in the sample township: on its first day, and days later."""

from __future__ import annotations

import pytest
from flask import Flask

from demo.service.office import Plan
from demo.service.simulate import plan_of
from roster.queries import village_by_number
from tests.support.demo import Sample
from tests.support.fixed_clock import FixedClock


@pytest.fixture
def running(demo: Sample) -> str:
    """The public id of the round that is open in 大柳村."""
    address: str = demo.known["codes"][0]["url"]
    return address.partition("/b/")[2].partition("#")[0]


def test_village_without_a_round_has_its_whole_rolls(demo: Sample, app: Flask) -> None:
    village = village_by_number(2)
    assert plan_of(village) == Plan(village.public_id, "小河村", (540, 30, 34))


def test_open_round_is_played_on_with_the_slips_that_are_left(running: str, app: Flask) -> None:
    village = village_by_number(1)
    assert plan_of(village) == Plan(village.public_id, "大柳村", (420, 0, 0), round=running)


def test_round_whose_time_is_over_is_closed_first(running: str, app: Flask, clock: FixedClock) -> None:
    clock.forward(days=3)
    village = village_by_number(1)
    assert plan_of(village) == Plan(village.public_id, "大柳村", (780, 38, 50), overdue=running)
