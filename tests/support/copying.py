"""What tests of backup and restore look at."""

from __future__ import annotations

import sqlite3

from sqlalchemy import text

from core.db import db


def command(app, *arguments):
    """Run a command of the app, as if in a process of its own; its exit status and what it said."""
    db.session.remove()
    with app.app_context():  # of this app, whichever the test itself runs in
        done = app.test_cli_runner().invoke(args=list(map(str, arguments)))
    return done.exit_code, done.output


def sealed(file):
    """The sealed ballots of a file, and how many slips of it are spent."""
    other = sqlite3.connect(file)
    ballots = {row[0] for row in other.execute("SELECT sealed FROM ballot")}
    (spent,) = other.execute("SELECT count(*) FROM slip WHERE state = 'spent'").fetchone()
    other.close()
    return ballots, spent


def sealed_now():
    """The sealed ballots of the app's database, and how many slips of it are spent."""
    with db.engine.connect() as connection:
        ballots = set(connection.scalars(text("SELECT sealed FROM ballot")))
        return ballots, connection.scalar(text("SELECT count(*) FROM slip WHERE state = 'spent'"))
