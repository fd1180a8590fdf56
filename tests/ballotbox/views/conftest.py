"""Rounds to look at."""

from __future__ import annotations

from functools import partial

import pytest

from tests.support import ballots, sample


@pytest.fixture
def open_round(township: sample.Township) -> ballots.Opener:
    """Open a round: `open_round("five_dimensions", slips=3)`."""
    return partial(ballots.open_round, township)
