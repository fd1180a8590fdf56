"""A counted round of 大柳村, and shortcuts for the officers."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from appraisal.service import appraise
from core.auth import Actor
from discipline import service
from tests.support import counted
from tests.support.counted import Ballots

USUAL = (
    Ballots(0, (4, 4, 3, 2, 1), 110),
    Ballots(0, (4, 4, 3, 2, 0), 10),
    Ballots(0, (3, 4, 2, 3, 4), 180, channel=2),
    Ballots(1, (3, 3, 3, 2, 2), 30),
    Ballots(2, (4, 3, 4, 1, 3), 40),
)


@dataclass(frozen=True)
class Case:
    """A review under test: its round and the people."""

    round: str
    first: Actor
    second: Actor
    cadre: Actor

    @property
    def digest(self) -> str:
        """The hash of the result as it is now."""
        return appraise(self.round).digest

    def sign_twice(self) -> None:
        """Take the review up to both signatures."""
        service.check(self.first, self.round, self.digest)
        service.sign(self.first, self.round, self.digest)
        service.sign(self.second, self.round, self.digest)

    def publish(self) -> None:
        """Take the review to the end."""
        self.sign_twice()
        service.publish(self.second, self.round)


@pytest.fixture
def make_case(township):
    """Count a round in a village (by its place) with the usual or other ballots."""

    def make(place: int = 0, ballots: tuple[Ballots, ...] = USUAL, change=lambda spec: spec, **settings) -> Case:
        village, actors = township.villages[place], township.actors
        public_id = counted.store(village, change(counted.spec_of(village, **settings)), ballots)
        return Case(public_id, actors["officer1"], actors["officer2"], actors["cadre"])

    return make


@pytest.fixture
def case(make_case):
    """The usual round of 大柳村, just counted."""
    return make_case()
