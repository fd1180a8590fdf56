"""A township that can be texted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from flask import Flask

from core.db import db
from survey.service import open_opinion_form
from tests.support import ballots
from tests.support.sample import Township
from tests.support.texting import Phone


@pytest.fixture
def open_round(township: Township) -> ballots.Opener:
    """Open a round: `open_round("five_dimensions", slips=3)`."""
    return partial(ballots.open_round, township)


@pytest.fixture
def round_(open_round: ballots.Opener) -> ballots.OpenRound:
    """An open round of 大柳村 with twelve active codes, to be answered by one grade a person."""
    return open_round()


@pytest.fixture
def forms(township: Township) -> dict[int, str]:
    """The opinion forms of both villages by the village's number."""
    actor = township.actors["organizer"]
    return {i: open_opinion_form(actor, village.id) for i, village in enumerate(township.villages, 1)}


@pytest.fixture
def phone(app: Flask) -> Phone:
    """A villager's phone."""
    return Phone(app)


@pytest.fixture
def rows(app: Flask) -> Callable[[str], list[tuple[Any, ...]]]:
    """Read the database: `rows("SELECT state, kind FROM inbound_message")`."""

    def read(query: str) -> list[tuple[Any, ...]]:
        with db.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(db.text(query))]

    return read


@pytest.fixture
def in_the_box(rows: Callable[[str], list[tuple[Any, ...]]]) -> Callable[[], tuple[int, int]]:
    """Count ballots and spent slips."""
    return lambda: (
        rows("SELECT count(*) FROM ballot")[0][0],
        rows("SELECT count(*) FROM slip WHERE state = 'spent'")[0][0],
    )
