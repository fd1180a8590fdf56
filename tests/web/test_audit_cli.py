"""`flask audit verify` and `flask audit forget`, on a real log forged by SQL."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from ballotbox import queries
from core import audit, merkle
from core.canonical import printed_hash
from core.db import db
from tests.ballotbox.conftest import Box, holders, make_box, open_round, quick_keys

__all__ = ["holders", "make_box", "open_round", "quick_keys"]
pytestmark = pytest.mark.usefixtures("both_databases")
ENTRIES = 12  # of the round below
LAST = "SELECT max(position) FROM audit_entry"
COPIED = "staff_id, action, subject, details, commitment, personal, salt, leaf"
# a place that is free while entries are renumbered
FORGERIES = {
    "was changed": ["UPDATE audit_entry SET subject = 'round:other' WHERE position = 5"],
    "the name or a personal detail was changed": [
        'UPDATE audit_entry SET personal = \'{"name": "别人"}\' WHERE position = 5'
    ],
    "the name was erased": ["UPDATE audit_entry SET personal = NULL, salt = NULL WHERE position = 5"],
    "Entry 5 missing: removed.": ["DELETE FROM audit_entry WHERE position = 5"],
    "Entries 5 to 11 stood in another place: entries 6 to 12 before.": [
        "DELETE FROM audit_entry WHERE position = 5",
        "UPDATE audit_entry SET position = position + 100 WHERE position > 5",
        "UPDATE audit_entry SET position = position - 101 WHERE position > 100",
    ],
    "inserted": [
        "UPDATE audit_entry SET position = position + 100 WHERE position > 4",
        f"INSERT INTO audit_entry (position, at, {COPIED}) "
        f"SELECT 5, at, {COPIED.replace('subject', chr(39) + 'round:x' + chr(39))} FROM audit_entry WHERE position = 4",
        "UPDATE audit_entry SET position = position - 99 WHERE position > 100",
    ],
    "Entry 5 stood in another place: entry 9 before.": [
        "UPDATE audit_entry SET position = 100 WHERE position = 5",
        "UPDATE audit_entry SET position = 5 WHERE position = 9",
        "UPDATE audit_entry SET position = 9 WHERE position = 100",
    ],
    "The log says": ["UPDATE audit_head SET size = size - 1"],
    "the log has only": [f"DELETE FROM audit_entry WHERE position = ({LAST})"],
}


@pytest.fixture
def notices(make_box: Callable[..., Box], tmp_path: Path) -> list[str]:
    """The notices of a counted round, as files."""
    box = make_box(sizes=(3, 2))
    box.close()
    box.count()
    paths = [tmp_path / "opening.json", tmp_path / "closing.json"]
    paths[0].write_bytes(queries.opening_notice(box.round).encode())
    paths[1].write_bytes(queries.closing_notice(box.round).encode())
    db.session.remove()
    return [str(path) for path in paths]


def verify(app: Flask, *names: str) -> tuple[int, list[str]]:
    """Return the exit code and the lines said."""
    done = app.test_cli_runner().invoke(args=["audit", "verify", *names])
    return done.exit_code, done.output.splitlines()


def run(*statements: str) -> None:
    """Run a forger's SQL."""
    with db.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def test_whole_log_has_no_difference_and_says_which_notices_it_was_compared_with(app, notices):
    code, said = verify(app, *notices)
    hashes = [f"{Path(n).name}  SHA-256 {printed_hash(Path(n).read_text('utf-8'))}" for n in notices]
    assert (code, said[:2], said[-1]) == (0, hashes, "No difference.")
    assert said[2].startswith(f"audit log  {ENTRIES} entries, root ")
    opening, closing = (json.loads(Path(name).read_text("utf-8"))["audit"] for name in notices)
    # two keys, the round, two batches of two signatures; the closing notice's checkpoint holds the count itself
    assert (opening["size"], closing) == (9, {"size": ENTRIES, "root": audit.standing().root})


@pytest.mark.sqlite_only
def test_bundle_is_read_as_its_two_notices_and_a_line_end_more_is_none(app, notices, tmp_path):
    opening, closing = (Path(name).read_text("utf-8") for name in notices)
    file = tmp_path / "bundle.json"
    file.write_text(json.dumps({"opening": json.loads(opening), "closing": json.loads(closing)}) + "\n", "utf-8")
    code, said = verify(app, str(file))
    assert (code, said[:2]) == (
        0,
        [
            f"bundle.json, opening notice  SHA-256 {printed_hash(opening)}",
            f"bundle.json, closing notice  SHA-256 {printed_hash(closing)}",
        ],
    )


@pytest.mark.parametrize("words", FORGERIES)
def test_forged_log_is_found_and_the_entry_named(app, notices, words):
    run(*FORGERIES[words])
    code, said = verify(app, *notices)
    assert (code, [line for line in said if words in line and line.startswith("DIFFERENT")] != []) == (1, True), said


def test_forger_who_recomputes_everything_is_found_by_the_notices_alone(app, notices):
    """The server's owner changes an entry and every hash stored here; what hangs on the wall is another root."""
    run("UPDATE audit_entry SET subject = 'round:other' WHERE position = 11")
    rows = [entry.row for entry in reversed(audit.entries())]
    leaves = [audit.audit_tree.leaf_hash(row) for row in rows]
    edge: tuple[bytes, ...] = ()
    for size, leaf in enumerate(leaves):
        edge = merkle.grown(edge, size, leaf)
    db.session.remove()
    with db.engine.begin() as connection:
        set_leaf = text("UPDATE audit_entry SET leaf = :leaf WHERE position = 11")
        connection.execute(set_leaf, {"leaf": leaves[10]})
        connection.execute(text("UPDATE audit_head SET edge = :edge"), {"edge": b"".join(edge)})
        connection.execute(
            text("UPDATE audit_checkpoint SET root = :root WHERE size = 12"), {"root": merkle.root(leaves).hex()}
        )
    assert verify(app)[0] == 0
    code, said = verify(app, *notices)
    assert (code, said[3:]) == (
        1,
        [
            "DIFFERENT  Checkpoint on closing.json of 12 entries: its root is not that of the log. "
            "What was changed lies in entries 10 to 12."
        ],
    )


@pytest.mark.parametrize(
    "content", ["[]", "{", '{"audit": 5}', '{"audit": {"size": "many", "root": ""}}', '{"round": "x"}']
)
def test_file_that_is_no_notice_is_refused(app, tmp_path, content):
    path = tmp_path / "odd.json"
    path.write_text(content, "utf-8")
    code, said = verify(app, str(path))
    assert (code, len(said), said[0].startswith(f"Error: {path}")) == (1, 1, True)


def test_name_is_forgotten_by_an_administrator_alone(app, notices):
    runner = app.test_cli_runner()
    order = ["audit", "forget", "organizer", "--yes", "--login"]
    refused = runner.invoke(args=[*order, "officer1"])
    assert (refused.exit_code, refused.output) == (
        1,
        "Error: Your account does not cover this. If it should, ask the administrator to add the duty.\n",
    )
    unknown = runner.invoke(args=["audit", "forget", "nobody", "--yes", "--login", "admin"])
    assert (unknown.exit_code, unknown.output) == (1, "Error: there is no account nobody\n")
    done = runner.invoke(args=[*order, "admin"])
    assert (done.exit_code, done.output) == (
        0,
        "Erased from 6 entries. Backups made before still hold the name.\n",
    )
    assert verify(app, *notices)[0] == 0
