"""A thief with backups of PostgreSQL joins nothing; with a dump that lists rows as they lie there, nearly all.

Rows lie in PostgreSQL's files in the order of writing: `pg_dump` hands them on so.
"""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import text

from core import merkle, stores
from core.db import db
from demo.service import thief
from demo.service.loot import Copy, Loot, rows
from tests.support.burglary import OTHERS, choices

SIZES = [60, pytest.param(300, marks=pytest.mark.soak)]
INSERT = {
    "ballot": "INSERT INTO ballot (round_id, id, sealed) VALUES (:round_id, :id, :sealed)",
    "slip": "INSERT INTO slip (code_hash, round_id, batch_id, state) VALUES (:code_hash, :round_id, :batch_id, :state)",
}


@pytest.fixture
def app(make_app, postgres_url):
    app = make_app(database_url=postgres_url)
    with app.app_context():
        yield app


@pytest.fixture(params=SIZES)
def voted(request, app, make_box, tmp_path):
    """Backups taken at 25 votes and at the end, the slips in the order of voting, and each voter's receipt."""
    box = make_box(sizes=(request.param,))
    wanted = choices(box.codes[0])
    told, seen, files = {}, [], []
    for number, (code, grade) in enumerate(wanted.items(), 1):
        told[code] = box.cast(code, f"{grade}{OTHERS}").receipt
        seen.append(("2026-11-03 09:00", code))
        if number in (25, len(wanted)):
            files.append(backup(app, tmp_path / f"{number}.db"))
    keys = app.extensions["settings"].instance / "keys"
    stolen = {f"keys/{path.relative_to(keys)}": path.read_bytes() for path in keys.rglob("*.key")}
    return Loot([Copy({**stolen, "zhiping.db": file}) for file in files], seen=seen), told


def backup(app, file):
    db.session.remove()
    done = app.test_cli_runner().invoke(args=["backup", str(file)])
    assert done.exit_code == 0, done.output
    return file.read_bytes()


def heap_order(loot):
    """A dump of the tables as they lie, in a file whose rows are numbered."""
    with closing(sqlite3.connect(":memory:")) as made, db.engine.connect() as connection:
        for table in ("evaluation_round", "ballot", "slip"):
            found = connection.execute(text(f"SELECT * FROM {table} ORDER BY ctid"))
            made.execute(f"CREATE TABLE {table} ({', '.join(found.keys())})")
            made.executemany(
                f"INSERT INTO {table} VALUES ({', '.join('?' * len(found.keys()))})",
                [tuple(str(v) if hasattr(v, "year") else v for v in row) for row in found],
            )
        made.commit()
        return Loot([Copy({**loot.last.files, "zhiping.db": made.serialize()})], seen=loot.seen)


def right(loot, told, links):
    receipts = dict(zip(loot.hashes(), told.values(), strict=True))
    return sum(merkle.leaf_hash(ballot).hex() == receipts[slip] for slip, ballot in links.items())


def test_thief_of_backups_joins_no_more_than_chance_does(voted):
    loot, told = voted
    found = {name: attack(loot) for name, attack in thief.ATTACKS.items()}
    assert {name: finding for name, finding in found.items() if finding.grades or finding.signs} == {}
    linked = {name: finding.links for name, finding in found.items() if finding.links}
    assert list(linked) == ["row order"]  # two backups 20 ballots apart pair nothing
    assert len(linked["row order"]) == len(told)
    assert right(loot, told, linked["row order"]) <= 7  # of n at chance 1/n: 8 is 1 in 100,000


def test_thief_of_a_dump_as_the_rows_lie_joins_nearly_all(voted):
    loot, told = voted
    dump = heap_order(loot)
    assert right(dump, told, thief.by_row_order(dump).links) >= 0.95 * len(told)


def test_rows_lie_in_the_order_of_their_keys(voted):
    loot, told = voted
    for table, key in (("ballot", "id"), ("slip", "code_hash")):
        keys = [row[key] for row in rows(loot.last.image, table)]
        assert (len(keys), keys) == (len(told), sorted(keys))


def test_backup_is_byte_for_byte_that_of_another_order_of_writing(app, make_box, tmp_path):
    box = make_box(sizes=(60,))
    for code in box.codes[0]:
        box.cast(code)
    box.close()
    images = []
    for number in range(2):
        db.session.remove()
        with stores.running() as live:
            live.copy_out(tmp_path / f"{number}.db")
        images.append((tmp_path / f"{number}.db").read_bytes())
        for table, statement in INSERT.items():  # every row anew, in another order, each in a transaction of its own
            with db.engine.begin() as connection:
                found = [dict(row) for row in connection.execute(text(f"SELECT * FROM {table}")).mappings()]
                connection.execute(text(f"DELETE FROM {table}"))
            for row in random.sample(found, len(found)):
                with db.engine.begin() as connection:
                    connection.execute(text(statement), row)
    assert images[0] == images[1]
