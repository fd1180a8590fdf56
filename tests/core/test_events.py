from __future__ import annotations

from dataclasses import dataclass

import pytest

from core import events
from core.db import db, writing
from roster.models import Post


@dataclass(frozen=True)
class RoundOpened:
    round: str


@dataclass(frozen=True)
class RoundClosed:
    round: str


def test_announced_event_reaches_its_subscribers_in_order(app):
    heard: list[tuple[str, str]] = []
    events.subscribe(app, RoundOpened, lambda event: heard.append(("first", event.round)))
    events.subscribe(app, RoundOpened, lambda event: heard.append(("second", event.round)))
    events.subscribe(app, RoundClosed, lambda event: heard.append(("never", event.round)))
    events.announce(RoundOpened("k3m8x2vp"))
    assert heard == [("first", "k3m8x2vp"), ("second", "k3m8x2vp")]


def test_event_without_subscribers_is_no_trouble(app):
    assert events.announce(RoundOpened("k3m8x2vp")) is None


def test_subscriber_that_fails_undoes_the_work_of_the_announcer(app):
    def refuse(_event: RoundOpened) -> None:
        raise RuntimeError("not now")

    events.subscribe(app, RoundOpened, refuse)
    with pytest.raises(RuntimeError, match="not now"), writing() as session:
        session.add(Post(name="村医", name_en="Village doctor", rank=1))
        events.announce(RoundOpened("k3m8x2vp"))
    assert db.session.scalars(db.select(Post)).all() == []
