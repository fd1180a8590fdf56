"""Opening a large box: decrypt, shuffle, count."""

from __future__ import annotations

import random
import secrets
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import insert, update

from ballotbox import queries, service
from ballotbox.domain.record import Channel, Record
from ballotbox.domain.rows import BallotForm
from ballotbox.domain.seal import seal
from ballotbox.models import Ballot, CastHour, Slip
from bench import box
from core.config import Settings
from core.db import db
from web.app import create_app


@dataclass(frozen=True)
class Counted:
    """How long a count took, and how often it said how far it is."""

    ballots: int
    seconds: float
    cpu_seconds: float
    told: int


def count(ballots: int) -> Counted:
    """Count a box of `ballots`; raises RuntimeError where not each of them was counted."""
    with tempfile.TemporaryDirectory() as folder:
        bench = box.make(Path(folder), ballots)
        app = create_app(Settings(instance_path=bench.env["INSTANCE_PATH"]))
        with app.app_context():
            _vote(queries.ballot_form(bench.round), ballots)
            service.close_round(bench.office.actors["organizer"], bench.round)
            officer, told = bench.office.actors["officer1"], []
            key = service.open_key(officer, bench.round, *bench.passphrases)
            began, cpu = time.perf_counter(), time.process_time()
            counts = service.count(officer, bench.round, key, lambda done, _total: told.append(done))
            found = Counted(ballots, time.perf_counter() - began, time.process_time() - cpu, len(told))
            db.engine.dispose()
    if counts.ballots != ballots or counts.problems:
        raise RuntimeError(f"{counts.ballots} of {ballots} counted, {counts.problems}")
    return found


def _vote(form: BallotForm, ballots: int) -> None:
    """Seal a ballot for every slip and put all of them into the box at once."""
    rng = random.Random(1)
    batch = queries.batches(form.public_id)[0].id
    rows = []
    for _ in range(ballots):
        marks = tuple(rng.choices((4, 3, 2, 1, 0), (40, 30, 15, 10, 5), k=form.spec.marks))
        sealed = seal(form.public_key, Record(form.key16, 0, Channel.WEB, batch, marks).pack())
        rows.append({"round_id": form.round_id, "id": secrets.token_bytes(16), "sealed": sealed})
    with db.engine.begin() as connection:
        connection.execute(insert(Ballot), rows)
        connection.execute(update(Slip).values(state="spent"))
        connection.execute(insert(CastHour), [{"round_id": form.round_id, "hour": 498_000, "n": ballots}])
