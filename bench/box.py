"""An installation of its own for a bench: a village, an open round, active codes, in a folder that is thrown away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from ballotbox import queries, service
from core import clock
from core.config import Settings
from core.db import db, writing
from demo.service import staff
from roster import queries as roster
from web.app import create_app


@dataclass(frozen=True)
class Bench:
    """Where the installation lies, its round, and codes that work."""

    env: dict[str, str]
    round: str
    codes: list[str]
    office: staff.Office
    passphrases: tuple[str, str]  # of the discipline office, of the supervision committee


def make(folder: Path, codes: int, database_url: str = "") -> Bench:
    """Make the installation in `folder` with one open round and `codes` active codes."""
    app = create_app(Settings(instance_path=str(folder), database_url=database_url))
    with app.app_context():
        db.create_all()
        with writing():
            office = staff.build()
        village = roster.villages()[0]
        with writing():
            for roll in roster.rolls_of(village.id):
                roll.size = codes if roll.group.key == "villager" else roll.size
        organizer, officer = office.actors["organizer"], office.actors["officer1"]
        phrases = staff.passphrase(), staff.passphrase()
        service.set_passphrase(officer, "discipline", office.township_id, phrases[0])
        service.set_passphrase(office.actors["keyholder"], "supervision", office.township_id, phrases[1])
        closes = clock.now() + timedelta(days=1)
        opened = service.open_round(organizer, village.id, "overall", closes, "survey", "bench")
        batch = service.print_batch(organizer, opened, 0, codes)
        service.activate(organizer, batch.batch_id)
        service.activate(officer, batch.batch_id)
        db.session.remove()
        db.engine.dispose()
    env = {"INSTANCE_PATH": str(folder), "DATABASE_URL": database_url, "DEMO": "0"}
    return Bench(env, opened, list(batch.codes), office, phrases)


def sealed(bench: Bench) -> int:
    """Return how many ballots lie in the box."""
    app = create_app(Settings(instance_path=bench.env["INSTANCE_PATH"]))
    with app.app_context():
        return queries.slip_sums(queries.round_by_public_id(bench.round)).sealed
