"""A township that can be texted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from flask import Flask

from ballotbox import service
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


@pytest.fixture
def unusable(open_round: ballots.Opener, township: Township) -> Callable[..., dict[str, str]]:
    """Make one code of each kind that cannot be used; those of another round are of a preset of their own."""

    def make(opened: ballots.OpenRound, elsewhere: str = "overall") -> dict[str, str]:
        organizer = township.actors["organizer"]
        other = open_round(elsewhere, slips=1, village=1)
        service.close_round(organizer, other.id)
        void = service.print_batch(organizer, opened.id, 2, 1)
        service.void_batch(organizer, void.batch_id)
        inert = service.print_batch(organizer, opened.id, 1, 1)
        service.cast(opened.id, opened.codes[-1], (4, 3, 2, 1, 0), 1)
        db.session.remove()
        codes = {"spent": opened.codes[-1], "void": void.codes[0], "inert": inert.codes[0], "closed": other.codes[0]}
        return {"unknown": "5423511615594072", **codes}

    return make
