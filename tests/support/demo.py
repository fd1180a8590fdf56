"""The sample township, built once a run at the clock's usual moment and copied for each test that wants it."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from core.config import Settings
from core.db import db
from demo.service import sample
from tests.support.fixed_clock import FixedClock
from web.app import create_app

SEED = 7


def build(folder: Path, **options: Any) -> None:
    """Build the sample in `folder`, which holds a database with empty tables."""
    app = create_app(Settings(instance_path=str(folder)), **options)
    with app.app_context():
        sample.build(SEED)
        db.session.remove()
        app.extensions.pop("group_writer").close()
        db.engine.dispose()


@pytest.fixture(scope="session")
def built_sample(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The instance folder of a sample township first started on 3 November 2026."""
    folder = tmp_path_factory.mktemp("sample")
    shutil.copy(empty_database, folder / "zhiping.db")
    build(folder, now=FixedClock())
    return folder


@dataclass(frozen=True)
class Sample:
    """The sample township of this test: its folder, and what demo.json says."""

    folder: Path
    known: dict[str, Any]

    def password(self, login: str) -> str:
        """Return a demo login's password."""
        return next(row["password"] for row in self.known["logins"] if row["login"] == login)


@pytest.fixture
def demo(built_sample: Path, tmp_path: Path) -> Sample:
    """A copy of the sample township; asked for before `app`, `client` or a page (`usefixtures`), they show it."""
    folder = tmp_path / "instance"
    shutil.copytree(built_sample, folder)
    return Sample(folder, json.loads((folder / "demo.json").read_text("utf-8")))
