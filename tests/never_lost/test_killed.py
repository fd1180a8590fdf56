"""The server is killed again and again while people vote: every receipt's ballot is in the box, once."""

from __future__ import annotations

import random
import sys
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from tests.support.killed import Ledger, evening, evening_on

# of the soak: more codes than receipts asked for, since some answers are lost with the server
SOAK_CODES, SOAK_KILLS, SOAK_RECEIPTS = 12_000, 205, 10_000


@pytest.fixture
def played(request, tmp_path, capsys):
    """Play an evening and print its ledger: `played("sqlite", codes, kills)`."""

    def play(kind: str, codes: int, kills: int) -> Ledger:
        folder = Path(tmp_path) / "killed"
        folder.mkdir()
        if kind == "sqlite":
            ledger = evening(folder, codes, kills, random.Random())
        else:
            postgres = request.getfixturevalue("mortal_postgres")
            ledger = evening_on(postgres, folder, codes, kills, random.Random(), database=kind == "database")
        with capsys.disabled():
            sys.stdout.write(f"\n{kind}\n{ledger}\n")
        return ledger

    return play


SERVERS = ["sqlite", "postgresql"]  # the product's server is killed, its data are there


@pytest.mark.parametrize("kind", SERVERS)
def test_killed_server_loses_and_doubles_nothing(played, kind):
    assert played(kind, codes=150, kills=4).balanced


@pytest.fixture
def careless(mortal_postgres):
    """A server whose role lets commits return before they are on disk: the product must not."""
    mortal_postgres.say("ALTER ROLE tests SET synchronous_commit = off")
    yield
    mortal_postgres.say("ALTER ROLE tests RESET synchronous_commit")


@pytest.mark.usefixtures("careless")
def test_killed_postgresql_loses_and_doubles_nothing(played):
    assert played("database", codes=150, kills=3).balanced


def test_commit_that_does_not_wait_for_the_disk_is_lost_with_the_server(mortal_postgres):
    name = mortal_postgres.create()
    mortal_postgres.say("CREATE TABLE kept (n int)", name)
    lost = 0
    for n in range(10):
        with psycopg.connect(mortal_postgres.url(name), autocommit=True) as connection:
            connection.execute("SET synchronous_commit = off")
            connection.execute("INSERT INTO kept VALUES (%s)", (n,))
            mortal_postgres.kill()
        mortal_postgres.start_again()
        with psycopg.connect(mortal_postgres.url(name)) as connection:
            lost += connection.execute("SELECT count(*) FROM kept WHERE n = %s", (n,)).fetchone() == (0,)
        if lost:
            break
    assert lost


@pytest.mark.soak
@pytest.mark.parametrize("kind", SERVERS)
def test_server_killed_two_hundred_times_loses_and_doubles_nothing(played, kind):
    ledger = played(kind, codes=SOAK_CODES, kills=SOAK_KILLS)
    assert ledger.balanced
    assert ledger.acknowledged >= SOAK_RECEIPTS


@pytest.mark.soak
@pytest.mark.usefixtures("careless")
def test_postgresql_killed_twenty_times_loses_and_doubles_nothing(played):
    assert played("database", codes=3_000, kills=20).balanced


GOOD = Ledger(1, 10, 9, 1, 0, in_box=10, spent=10, by_hour=10, lost=0, doubled=0, unexplained=0, integrity="ok")


@pytest.mark.parametrize(
    "fault",
    [{"lost": 1}, {"doubled": 1}, {"unexplained": 1}, {"in_box": 9}, {"spent": 11}, {"by_hour": 9}, {"answer_lost": 0}],
)
def test_ledger_that_does_not_add_up_is_not_balanced(fault):
    assert GOOD.balanced
    assert not replace(GOOD, **fault).balanced
