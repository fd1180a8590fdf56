"""Backup while people vote, restore elsewhere: the same box, the same count; and everything that is refused."""

from __future__ import annotations

import json
import sqlite3
import threading

import pytest

from ballotbox import queries
from core import merkle
from core.db import db
from tests.support.copying import command, sealed, sealed_now

pytestmark = pytest.mark.usefixtures("both_databases")


@pytest.fixture
def folder(tmp_path):
    """The instance folder of the app."""
    return tmp_path / "instance"


@pytest.fixture
def live(folder):
    """The database file of an app on SQLite."""
    return folder / "zhiping.db"


@pytest.mark.parametrize("goes_to", ["sqlite", "postgresql"])
def test_restore_drill_same_root_and_same_count(app, make_box, new_instance, tmp_path, folder, goes_to):
    box = make_box(sizes=(100,))
    codes = box.codes[0]
    told = [box.cast(code).receipt for code in codes[:30]]

    def vote():
        with app.app_context():
            told.extend(box.cast(code).receipt for code in codes[30:90])

    voting = threading.Thread(target=vote)
    voting.start()
    before = set(told)
    assert command(app, "backup", tmp_path / "evening.db")[0] == 0
    after = set(told) | {box.cast(codes[90]).receipt}
    voting.join()
    ballots, spent = sealed(tmp_path / "evening.db")
    assert len(ballots) == spent
    assert before <= {merkle.leaf_hash(each).hex() for each in ballots} <= after | set(told)

    box.close()
    assert command(app, "backup", tmp_path / "closed.db")[0] == 0
    other, _folder = new_instance(keys_of=folder, kind=goes_to)
    status, said = command(other, "restore", tmp_path / "closed.db")
    assert (status, said) == (0, "Restored: 91 sealed ballots.\n")
    counted = box.count()
    root = queries.round_facts(box.round).box_root
    with other.app_context():
        again = box.count()
        assert queries.round_facts(box.round).box_root == root
        assert queries.accounting(box.round).sealed == 91
    assert again.to_json() == counted.to_json()


def test_backup_holds_no_key_and_is_its_owners_alone(app, cast_some, tmp_path, folder):
    file = tmp_path / "one.db"
    assert command(app, "backup", file) == (
        0,
        f"{file}: 25 sealed ballots. Key files are not in it: keep a copy of the folder keys/ somewhere else.\n",
    )
    content = file.read_bytes()
    keys = [path.read_bytes() for path in (folder / "keys").rglob("*.key")]
    assert len(keys) >= 3
    assert [key for key in keys if key in content] == []
    assert file.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.glob("*one*")) == ["one.db"]
    assert json.loads((folder / "backups.json").read_text()) == {cast_some.round: [25]}


def test_backup_a_few_ballots_after_the_last_is_refused(app, cast_some, tmp_path):
    assert command(app, "backup", tmp_path / "one.db")[0] == 0
    for code in cast_some.codes[0][25:44]:
        cast_some.cast(code)
    status, said = command(app, "backup", tmp_path / "two.db")
    assert (status, said) == (
        1,
        "Error: Too few ballots since the last backup: two backups a few ballots apart would show which slips cast "
        f"them. No backup was made. Wait for more ballots ({cast_some.round}: 1 more), or until the round is closed.\n",
    )
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["one.db"]
    cast_some.cast(cast_some.codes[0][44])
    assert command(app, "backup", tmp_path / "two.db")[0] == 0


def test_first_ballots_of_a_round_are_not_backed_up_alone(app, box, tmp_path):
    assert command(app, "backup", tmp_path / "empty.db")[0] == 0
    box.cast(box.codes[0][0])
    assert command(app, "backup", tmp_path / "first.db")[0] == 1
    box.close()
    assert command(app, "backup", tmp_path / "closed.db")[0] == 0


def test_backup_with_no_ballot_since_the_last_is_made(app, cast_some, tmp_path):
    made = [command(app, "backup", tmp_path / f"{n}.db")[0] for n in range(2)]
    assert made == [0, 0]


def test_backup_writes_over_no_file(app, box, tmp_path):
    (tmp_path / "there.db").write_text("mine")
    assert command(app, "backup", tmp_path / "there.db")[1].endswith("Give the backup a name of its own.\n")
    assert (tmp_path / "there.db").read_text() == "mine"
    assert "There is no folder" in command(app, "backup", tmp_path / "nowhere" / "a.db")[1]


def test_restore_over_a_newer_database_needs_force_and_keeps_a_safety_copy(app, cast_some, tmp_path, folder):
    assert command(app, "backup", tmp_path / "one.db")[0] == 0
    cast_some.cast(cast_some.codes[0][30])
    status, said = command(app, "restore", tmp_path / "one.db")
    assert status == 1
    # on PostgreSQL perhaps "1 in cast_hour" too: it counts an hour in many rows, taken by chance
    assert "holds what the backup lacks (1 in ballot" in said
    assert len(sealed_now()[0]) == 26
    status, said = command(app, "restore", tmp_path / "one.db", "--force")
    assert (status, said.splitlines()[0]) == (0, "Restored: 25 sealed ballots.")
    (safety,) = folder.glob("before-restore-*.db")
    assert (len(sealed_now()[0]), len(sealed(safety)[0])) == (25, 26)
    assert (str(safety) in said, safety.stat().st_mode & 0o777) == (True, 0o600)


def test_restore_of_what_is_no_backup_changes_nothing(app, cast_some, tmp_path, folder):
    good = tmp_path / "good.db"
    assert command(app, "backup", good)[0] == 0
    torn, foreign, text = tmp_path / "torn.db", tmp_path / "foreign.db", tmp_path / "text.db"
    content = bytearray(good.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 9000] = bytes(9000)
    torn.write_bytes(content)
    text.write_text("not a database at all, and longer than a header of a hundred bytes" * 3)
    other = sqlite3.connect(foreign)
    other.execute("CREATE TABLE ballot (sealed)")
    other.close()
    before = sealed_now()
    for file in (torn, foreign, text):
        status, said = command(app, "restore", file, "--force")
        assert (status, "Nothing was changed." in said) == (1, True)
    assert sealed_now() == before
    assert list(folder.glob("before-restore-*")) == []


def test_restore_without_the_keys_names_what_is_missing(app, cast_some, new_instance, tmp_path):
    assert command(app, "backup", tmp_path / "one.db")[0] == 0
    other, _folder = new_instance()
    status, said = command(other, "restore", tmp_path / "one.db")
    assert status == 0
    assert f"Missing in the folder of keys: ballot-code.key, rounds/{cast_some.round}.key." in said


def test_restored_copy_counts_as_a_backup(app, cast_some, new_instance, tmp_path, folder):
    assert command(app, "backup", tmp_path / "one.db")[0] == 0
    other, _folder = new_instance(keys_of=folder)
    assert command(other, "restore", tmp_path / "one.db")[0] == 0
    with other.app_context():
        cast_some.cast(cast_some.codes[0][30])
    assert command(other, "backup", tmp_path / "two.db")[0] == 1


def test_restore_waits_for_nobody_who_keeps_the_database(app, cast_some, tmp_path, monkeypatch):
    monkeypatch.setattr("core.copies.LOCK_SECONDS", 0.1)
    assert command(app, "backup", tmp_path / "one.db")[0] == 0
    with db.engine.connect() as other:
        other.detach()  # not of the pool that the restore gives up
        if other.dialect.name == "sqlite":
            other.exec_driver_sql("BEGIN IMMEDIATE")
        status, said = command(app, "restore", tmp_path / "one.db")
    assert (status, said) == (
        1,
        "Error: The database is in use. Stop the server, then restore. Nothing was changed.\n",
    )


@pytest.mark.sqlite_only
def test_damaged_database_is_moved_away_before_a_restore(app, cast_some, tmp_path, live):
    assert command(app, "backup", tmp_path / "one.db")[0] == 0
    db.session.remove()
    db.engine.dispose()
    live.write_bytes(b"no database any more" * 500)
    status, said = command(app, "restore", tmp_path / "one.db")
    assert (status, "Move zhiping.db and zhiping.db-journal" in said) == (1, True)
    live.rename(tmp_path / "moved")
    assert command(app, "restore", tmp_path / "one.db") == (0, "Restored: 25 sealed ballots.\n")


def test_database_that_does_not_answer_is_not_backed_up(make_app, tmp_path):
    app = make_app(database_url="postgresql://nobody@127.0.0.1:1/nothing")
    (tmp_path / "one.db").touch()
    with app.app_context():
        assert command(app, "backup", tmp_path / "new") == (
            1,
            "Error: The database does not answer as it should. Is it running? No backup was made.\n",
        )
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["one.db"]
