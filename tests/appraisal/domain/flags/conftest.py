"""Trays by hand: one person, graded 90 on average, unless said otherwise."""

from collections.abc import Callable

import pytest

from appraisal.domain.flags.trays import Unit
from ballotbox.domain.counts import Moments, Tray


@pytest.fixture(scope="session")
def make_tray() -> Callable[..., Tray]:
    """Build a tray of `n` ballots, `same` of which share a pattern, with `means` of the persons."""

    def build(n: int, same: int = 0, straight: int = 0, means: tuple[float, ...] = (90.0,)) -> Tray:
        persons = tuple(Moments(n, mean * n, mean * mean * n) for mean in means)
        return Tray(n, persons, {"44444": same} if same else {}, straight)

    return build


@pytest.fixture(scope="session")
def make_units(make_tray) -> Callable[..., list[Unit]]:
    """Build batches 1, 2, … of the first group from the settings of their trays."""
    return lambda rows: [Unit("batch", (at,), 0, make_tray(**row)) for at, row in enumerate(rows, 1)]
