"""An open round with slips, as most tests of the ballot box begin."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from ballotbox import service
from ballotbox.domain import keys
from ballotbox.domain.keys import Pair
from ballotbox.domain.seal import new_pair
from core import clock
from core.auth import Actor
from core.config import Settings
from core.db import db
from tests.support.sample import Township
from web.app import create_app

DISCIPLINE, SUPERVISION = "liuhe jiwei 2026", "cunwu jiandu 2026"


@dataclass(frozen=True)
class Box:
    """A round of 大柳村, open, with one active batch for each of its first groups."""

    round: str
    codes: tuple[tuple[str, ...], ...]  # by group
    batches: tuple[int, ...]
    actors: dict[str, Actor]

    def cast(self, code: str, marks: str = "43210", channel: int = 1) -> service.Cast:
        """Cast the marks written as digits."""
        return service.cast(self.round, code, tuple(map(int, marks)), channel)

    def close(self) -> None:
        """Close the round."""
        service.close_round(self.actors["organizer"], self.round)

    def key(self) -> bytes:
        """Open the round's key with both passphrases."""
        return service.open_key(self.actors["officer1"], self.round, DISCIPLINE, SUPERVISION)

    def count(self) -> service.RoundCounts:
        """Count in this thread."""
        return service.count(self.actors["officer1"], self.round, self.key())


@pytest.fixture
def quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let passphrases be stretched with the least of argon2id: tests of the real cost say so."""
    monkeypatch.setattr(keys, "OPS", 1)
    monkeypatch.setattr(keys, "MEMORY", 8192)


@pytest.fixture
def holders(township: Township, quick_keys: None) -> Township:
    """The township with both passphrases set."""
    service.set_passphrase(township.actors["officer1"], "discipline", township.id, DISCIPLINE)
    service.set_passphrase(township.actors["keyholder"], "supervision", township.id, SUPERVISION)
    return township


@pytest.fixture
def open_round(holders: Township) -> Callable[..., str]:
    """Open a round in one of the villages: `open_round(village=1, preset="five_dimensions")`."""

    def build(village: int = 0, preset: str = "overall", days: float = 3, **settings: object) -> str:
        return service.open_round(
            holders.actors["organizer"],
            holders.villages[village].id,
            preset,
            clock.now() + timedelta(days=days),
            "survey",
            "柳河镇党委〔2026〕12 号",
            **settings,
        )

    return build


@pytest.fixture
def make_box(holders: Township, open_round: Callable[..., str]) -> Callable[..., Box]:
    """Open a round and activate slips: `make_box(sizes=(20, 10))`, sizes by group."""

    def build(sizes: tuple[int, ...] = (20, 10), **settings: object) -> Box:
        actors, opened = holders.actors, open_round(**settings)
        printed = [service.print_batch(actors["organizer"], opened, g, n) for g, n in enumerate(sizes)]
        for batch in printed:
            service.activate(actors["organizer"], batch.batch_id)
            service.activate(actors["officer1"], batch.batch_id)
        db.session.rollback()
        return Box(opened, tuple(b.codes for b in printed), tuple(b.batch_id for b in printed), actors)

    return build


@pytest.fixture
def box(make_box: Callable[..., Box]) -> Box:
    """20 slips for villagers, 10 for representatives."""
    return make_box()


@pytest.fixture(scope="session")
def pair() -> Pair:
    """A round's key pair."""
    return Pair(*new_pair())


@pytest.fixture
def cast_some(make_box):
    """A box of 60 slips and 25 ballots."""
    made = make_box(sizes=(60,))
    for code in made.codes[0][:25]:
        made.cast(code)
    return made


@pytest.fixture
def new_instance(request, both_databases, tmp_path, clock):
    """Another installation with no tables: `new_instance(keys_of)` copies the key files of that folder.

    On the same kind of database, or `new_instance(kind="sqlite")`.
    """
    made = []

    def build(keys_of=None, kind=both_databases):
        folder = tmp_path / f"other{len(made)}"
        if keys_of:
            shutil.copytree(keys_of / "keys", folder / "keys")
        server = request.getfixturevalue("postgres") if kind == "postgresql" else None
        url = server.url(server.create()) if server else ""
        made.append(create_app(Settings(instance_path=str(folder), database_url=url), now=clock))
        return made[-1], folder

    yield build
    for app in made:
        with app.app_context():
            db.engine.dispose()
