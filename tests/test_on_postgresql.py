"""What is tested on SQLite elsewhere and must hold on PostgreSQL too: the migrations, the sample township, a text."""

from __future__ import annotations

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, select
from sqlalchemy.exc import OperationalError

from ballotbox import queries
from ballotbox import service as box
from ballotbox.models import EvaluationRound, Slip
from core.db import db
from demo.service import sample as township_sample
from tests.support import ballots, sample
from tests.support.client import PageClient
from tests.support.demo import SEED
from tests.support.postgres import Server
from tests.support.texting import Phone, said
from tests.test_migrations import (
    check_log_becomes_a_tree_and_goes_back,
    check_own_view_goes_down_and_up_with_rows,
    differences,
)


def constraints() -> dict[str, list[str | None]]:
    """Return the names of every table's CHECK constraints: alembic compares none."""
    found = inspect(db.engine)
    return {
        table: sorted(str(check["name"]) for check in found.get_check_constraints(table))
        for table in found.get_table_names()
        if table != "alembic_version"
    }


def test_migrations_make_the_tables_of_the_models_and_go_down_and_up_with_data(
    make_app, postgres: Server, postgres_url
):
    with make_app(database_url=postgres_url).app_context():
        wanted = constraints()
    with make_app(database_url=postgres.url(postgres.create())).app_context():
        upgrade()
        assert (differences(), constraints()) == ([], wanted)
        sample.make()
        check_own_view_goes_down_and_up_with_rows()
        downgrade(revision="base")
        assert constraints() == {}
        upgrade()
        assert (differences(), constraints()) == ([], wanted)
        check_log_becomes_a_tree_and_goes_back()


def test_sample_township_is_built_and_its_open_round_takes_a_text_message(make_app, postgres_url):
    app = make_app(database_url=postgres_url)
    with app.app_context():
        township_sample.build(SEED)
        db.session.remove()
        rows = {row.state: row for row in queries.all_rounds()}
        assert queries.accounting(rows["counted"].public_id).in_order
        assert (rows["open"].turnout_tens, sum(map(sum, queries.counts(rows["counted"].public_id).returned))) == (
            130,
            249,
        )
        client = app.test_client()
        assert isinstance(client, PageClient)
        assert [client.get(path).status_code for path in ("/", f"/b/{rows['open'].public_id}", "/healthz")] == [200] * 3


@pytest.mark.usefixtures("both_databases")
def test_ballot_by_text_counts_once_and_its_message_is_erased(app, township):
    opened = ballots.open_round(township)
    phone = Phone(app)
    sent = f"{opened.codes[0]} 43421"
    texts = [phone.text(sent, "SM1"), phone.text(sent, "SM1"), phone.text(sent)]
    assert texts == [[said("ballot_cast")], [said("code_unusable")], [said("code_unusable")]]
    with db.engine.connect() as connection:
        kept = connection.execute(db.text("SELECT state, kind, sealed FROM inbound_message")).all()
    # in no order: their keys are hashes
    assert {tuple(row) for row in kept} == {("done", "ballot_cast", None), ("done", "code_unusable", None)}
    assert len(kept) == 2
    assert db.session.scalar(select(db.func.count()).where(Slip.state == "spent")) == 1


def test_closing_does_not_wait_for_a_cast_that_waits_for_the_closing(make_app, postgres_url):
    """A ballot's foreign key reads its round; the closing holds the round and waits for the ballot's slip."""
    with make_app(database_url=postgres_url).app_context():
        opened = ballots.open_round(sample.make())
        db.session.remove()
        closing = select(EvaluationRound.id).where(EvaluationRound.public_id == opened.id)
        with db.engine.connect() as other, other.begin():
            other.execute(db.text("SET LOCAL lock_timeout = '2s'"))
            other.execute(closing.with_for_update(key_share=True))
            box.cast(opened.id, opened.codes[0], (4, 3, 2, 1, 0), 1)
        with pytest.raises(OperationalError), db.engine.connect() as third, third.begin():
            third.execute(closing.with_for_update(key_share=True))
            with db.engine.connect() as fourth, fourth.begin():  # two closings still wait for each other
                fourth.execute(db.text("SET LOCAL lock_timeout = '50ms'"))
                fourth.execute(closing.with_for_update(key_share=True))
