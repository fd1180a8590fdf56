"""Visitors who come in by the door."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.support import ballots
from tests.support.door import DoorClient
from web.door import Door


@pytest.fixture
def door(app: Flask) -> Door:
    """The door of the test's app, with two threads behind it."""
    return Door(app, threads=2)


@pytest.fixture
def opened(township) -> ballots.OpenRound:
    """An open round with a dozen codes."""
    return ballots.open_round(township)


@pytest.fixture
def through(app: Flask, door: Door) -> DoorClient:
    """A visitor who comes in by the door."""
    found = DoorClient(app, app.response_class)
    found.door = door
    return found
