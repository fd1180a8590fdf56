"""What tests share: an app on a fresh database, a clock that stands still, people to be, pages to look at.

A test runs inside the app's context; requests of `client` and of browsers each get their own, as on a server.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import settings
from sqlalchemy import event

from core.config import Settings
from core.db import db
from tests.support import network, sample
from tests.support.client import PageClient
from tests.support.fixed_clock import FixedClock
from web.app import create_app

pytest_plugins = ["tests.support.browsing", "tests.support.demo", "tests.support.postgres"]

SignIn = Callable[..., Any]
BROWSER = {"browser", "new_page", "page", "pc_page", "phone_page", "browser_page"}

network.stay_local()
# the same examples on every machine and day; no deadline, since two cores may be busy with a browser
settings.register_profile("steady", derandomize=True, deadline=None, database=None)
settings.load_profile("steady")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that drive Chromium, and run them last: Playwright keeps an event loop running."""
    for item in items:
        if BROWSER & set(getattr(item, "fixturenames", ())):
            item.add_marker("browser")
            item.add_marker(pytest.mark.flaky(reruns=1))  # a browser on a busy machine; -ra names what ran twice
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


def pytest_configure(config: pytest.Config) -> None:
    """Leave out what takes minutes, unless it was asked for (`pytest -m soak`)."""
    if not config.option.markexpr:
        config.option.markexpr = "not soak"


@pytest.fixture
def clock() -> FixedClock:
    """The app's clock: 9:00 on Tuesday 3 November 2026 in China, until it is set."""
    return FixedClock()


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables and no rows, to be copied: 30 tables take longer to make than to copy."""
    folder = tmp_path_factory.mktemp("tables")
    made = create_app(Settings(instance_path=str(folder)), now=FixedClock())
    with made.app_context():
        db.create_all()
        db.engine.dispose()
    return folder / "zhiping.db"


@pytest.fixture
def make_app(
    tmp_path: Path, empty_database: Path, clock: FixedClock, database_url: str
) -> Iterator[Callable[..., Flask]]:
    """Build apps on a fresh database of this test: `make_app(sms_number="10690002")`."""
    made: list[Flask] = []

    def build(**named: str) -> Flask:
        folder = tmp_path / "instance"
        folder.mkdir(exist_ok=True)
        if not (folder / "zhiping.db").exists():
            shutil.copy(empty_database, folder / "zhiping.db")
        app = create_app(Settings(**{"instance_path": str(folder), "database_url": database_url, **named}), now=clock)
        app.testing = True
        app.test_client_class = PageClient
        made.append(app)
        return app

    yield build
    for app in made:
        _close(app)


def _close(app: Flask) -> None:
    writer = app.extensions.pop("group_writer", None)
    if writer is not None:
        writer.close()
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Iterator[Flask]:
    """The app, its database empty, with its context around the test."""
    app = make_app()
    with app.app_context():
        yield app


@pytest.fixture
def client(app: Flask) -> PageClient:
    """A visitor whose every page is checked; `app.test_client()` makes more of them."""
    found = app.test_client()
    assert isinstance(found, PageClient)
    return found


@pytest.fixture
def township(app: Flask) -> sample.Township:
    """柳河镇 with 大柳村 and 小河村, five cadres each, three groups, six members of staff."""
    return sample.make()


@pytest.fixture
def sign_in(township: sample.Township) -> SignIn:
    """Sign a test client or a browser's page in by the door: `sign_in(client, "organizer")` returns it."""

    def enter(visitor: Any, login: str, password: str = sample.PASSWORD) -> Any:
        if isinstance(visitor, PageClient):
            answer = visitor.post("/staff/sign-in", data={"login": login, "password": password})
            assert answer.status_code == 302, answer.text
            return visitor
        visitor.goto("/staff/sign-in")
        visitor.fill("input[name=login]", login)
        visitor.fill("input[name=password]", password)
        visitor.click("main button[type=submit]")
        visitor.wait_for_url(lambda url: "/staff/sign-in" not in url)
        return visitor

    return enter


@pytest.fixture
def count_queries(app: Flask) -> Iterator[Callable[[Callable[[], object]], int]]:
    """Count the statements sent to the database: `count_queries(lambda: client.get("/"))`."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        sent.append(statement)

    def count(work: Callable[[], object]) -> int:
        sent.clear()
        work()
        return len([each for each in sent if not each.startswith(("BEGIN", "SAVEPOINT", "RELEASE"))])

    event.listen(db.engine, "before_cursor_execute", note)
    yield count
    event.remove(db.engine, "before_cursor_execute", note)
