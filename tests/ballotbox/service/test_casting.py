"""One slip, one ballot, whatever is typed and whenever it comes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import event

from ballotbox import queries, service
from ballotbox.domain.codes import new_code
from ballotbox.domain.record import Channel, unpack
from ballotbox.domain.seal import unseal
from ballotbox.models import Ballot, Slip
from ballotbox.service import casting
from core import merkle
from core.db import db, locked, writing
from core.errors import InvalidInput, NotFound

pytestmark = pytest.mark.usefixtures("both_databases")
UNKNOWN = new_code(b"never printed!!!")


def spent() -> int:
    return db.session.query(Slip).filter_by(state="spent").count()


def test_cast_spends_the_slip_and_seals_what_was_marked(box):
    cast = box.cast(box.codes[1][0], "43210", Channel.SMS)
    (ballot,) = db.session.query(Ballot)
    assert (len(ballot.id), len(ballot.sealed), spent()) == (16, 560, 1)
    assert cast.receipt == merkle.leaf_hash(ballot.sealed).hex()
    box.close()
    record = unpack(unseal(queries.ballot_form(box.round).public_key, box.key(), ballot.sealed))
    assert (record.round, record.group, record.channel) == (queries.ballot_form(box.round).key16, 1, 2)
    assert (record.batch, record.marks, record.enterer) == (box.batches[1], (4, 3, 2, 1, 0), 0)


def test_code_may_be_typed_in_groups(box):
    code = box.codes[0][0]
    box.cast(" ".join(code[i : i + 4] for i in range(0, 16, 4)))
    assert spent() == 1


def test_casts_are_counted_by_the_hour_alone(box, clock):
    for n, code in enumerate(box.codes[0][:5]):
        if n == 3:
            clock.forward(hours=1)
        box.cast(code)
    rows = queries.cast_hours(queries.ballot_form(box.round).round_id)
    assert [(hour * 3600, n) for hour, n in rows] == [(1793667600, 3), (1793671200, 2)]


def unusable(box, code, public_id=None):
    with pytest.raises(service.CodeUnusable) as refused:
        service.cast(public_id or box.round, code, (4, 3, 2, 1, 0), Channel.WEB)
    return refused.value


def test_every_code_that_cannot_be_used_gets_the_same_answer(box, make_box):
    other = make_box(village=1, sizes=(1,))
    organizer = box.actors["organizer"]
    inert = service.print_batch(organizer, box.round, 2, 1).codes[0]
    void = service.print_batch(organizer, box.round, 2, 1)
    service.void_batch(organizer, void.batch_id)
    used = box.codes[0][0]
    box.cast(used)
    answers = [unusable(box, code) for code in (UNKNOWN, used, inert, void.codes[0], other.codes[0][0])]
    assert {(a.code, str(a.params), type(a).__name__) for a in answers} == {("code_unusable", "{}", "CodeUnusable")}
    assert (db.session.query(Ballot).count(), spent()) == (1, 1)
    assert [n for _hour, n in queries.cast_hours(queries.ballot_form(box.round).round_id)] == [1]
    other.cast(other.codes[0][0])


@pytest.mark.sqlite_only
def test_every_code_runs_the_same_statements_and_is_sealed(box, monkeypatch):
    used, seals = box.codes[0][0], []
    box.cast(used)
    sealer = casting.seal
    monkeypatch.setattr(casting, "seal", lambda *given: seals.append(1) or sealer(*given))
    traces = [statements(box, code) for code in (UNKNOWN, used)]
    assert traces[0] == traces[1]
    assert [line.split()[0] for line in traces[0]] == [
        "BEGIN",
        "SAVEPOINT",
        "UPDATE",
        "RELEASE",
        "COMMIT",
    ]
    assert len(seals) == 2


def statements(box, code):
    """What reaches the database for one cast, without the values."""
    lines = []

    def trace(raw, *_):
        raw.set_trace_callback(lines.append)

    event.listen(db.engine, "checkout", trace)
    try:
        unusable(box, code)
    finally:
        event.remove(db.engine, "checkout", trace)
        event.listen(db.engine, "checkout", lambda raw, *_: raw.set_trace_callback(None))
    return [" ".join(word for word in line.split() if "x'" not in word.lower()) for line in lines]


@pytest.mark.parametrize("typed", ["", "1234", UNKNOWN[:-1] + str((int(UNKNOWN[-1]) + 1) % 10)])
def test_mistyped_code_is_told_to_look_again(box, typed):
    with pytest.raises(service.CodeTypo):
        box.cast(typed)


@pytest.mark.parametrize(
    ("marks", "code"),
    [
        ("4321", "marks_incomplete"),
        ("432100", "marks_incomplete"),
        ("43215", "marks_unknown"),
        ("", "marks_incomplete"),
    ],
)
def test_marks_that_do_not_fit_are_refused_and_the_code_still_works(box, marks, code):
    with pytest.raises(InvalidInput, match=code):
        box.cast(box.codes[0][0], marks)
    box.cast(box.codes[0][0])
    assert spent() == 1


def test_blank_is_no_mark_on_the_web(box):
    with pytest.raises(InvalidInput, match="marks_unknown"):
        service.cast(box.round, box.codes[0][0], (4, 3, 2, 1, 255), Channel.WEB)


def test_paper_is_not_cast_by_code(box):
    with pytest.raises(ValueError, match="paper"):
        box.cast(box.codes[0][0], channel=Channel.PAPER)


def test_unknown_round_is_not_found(box):
    with pytest.raises(NotFound, match="no_round"):
        service.cast("nothere2", box.codes[0][0], (4, 3, 2, 1, 0), Channel.WEB)


def test_closed_round_takes_no_ballot(box):
    box.close()
    with pytest.raises(service.RoundClosed):
        box.cast(box.codes[0][0])
    assert db.session.query(Ballot).count() == 0


def test_round_past_its_closing_time_takes_no_ballot(box, clock):
    clock.forward(days=3, seconds=-1)
    box.cast(box.codes[0][0])
    clock.forward(seconds=1)
    with pytest.raises(service.RoundClosed):
        box.cast(box.codes[0][1])
    assert spent() == 1


def test_ballot_prepared_before_the_closing_is_not_cast_after_it(box):
    prepared = service.prepare_cast(box.round, box.codes[0][0], (4, 3, 2, 1, 0), Channel.WEB)
    box.close()
    with pytest.raises(service.CodeUnusable), locked(db.engine) as connection:
        service.cast_in(connection, prepared)
    assert db.session.query(Ballot).count() == 0


def test_process_that_has_not_heard_of_the_closing_casts_nothing(app, box, make_app):
    with make_app().app_context():
        assert queries.ballot_form(box.round).state == "open"
        with app.app_context():
            box.close()
        assert queries.ballot_form(box.round).state == "open"  # still remembered here
        with pytest.raises(service.CodeUnusable):
            box.cast(box.codes[0][0])
        assert db.session.query(Ballot).count() == 0


def test_cast_in_another_packages_transaction_is_undone_with_it(box):
    prepared = service.prepare_cast(box.round, box.codes[0][0], (4, 3, 2, 1, 0), Channel.SMS)
    with pytest.raises(RuntimeError, match="later"), locked(db.engine) as connection:
        service.cast_in(connection, prepared)
        raise RuntimeError("something failed later")
    assert (db.session.query(Ballot).count(), spent()) == (0, 0)
    with writing() as session:
        service.cast_in(session.connection(), prepared)
    assert (db.session.query(Ballot).count(), spent()) == (1, 1)


def test_prepared_ballot_says_nothing_of_the_grades(box):
    prepared = service.prepare_cast(box.round, box.codes[0][0], (4, 3, 2, 1, 0), Channel.WEB)
    assert repr(prepared) == "Prepared(channel=<Channel.WEB: 1>, hour=498241)"


def test_casts_that_wait_together_are_each_answered_for_themselves(box, make_box):
    other = make_box(village=1, sizes=(1,))
    one, two = box.codes[0][:2]
    asked = [(box, one), (box, UNKNOWN), (other, two), (box, one), (other, other.codes[0][0]), (box, two)]
    prepared = [service.prepare_cast(at.round, code, (4, 3, 2, 1, 0), Channel.WEB) for at, code in asked]
    with locked(db.engine) as connection:
        answers = service.cast_together(connection, prepared)
    assert [type(answer).__name__ for answer in answers] == [
        "Cast",
        "CodeUnusable",
        "CodeUnusable",  # of another round: it stays as it was
        "CodeUnusable",
        "Cast",
        "Cast",
    ]
    receipts = {merkle.leaf_hash(ballot.sealed).hex() for ballot in db.session.query(Ballot)}
    assert {answer.receipt for answer in answers if isinstance(answer, service.Cast)} == receipts
    assert (spent(), len(receipts)) == (3, 3)
    for at, n in ((box, 2), (other, 1)):
        assert [cast for _hour, cast in queries.cast_hours(queries.ballot_form(at.round).round_id)] == [n]


def test_tables_join_no_slip_to_a_ballot():
    assert [c.name for c in Ballot.__table__.columns] == ["round_id", "id", "sealed"]
    assert [c.name for c in Slip.__table__.columns] == ["code_hash", "round_id", "batch_id", "state"]
    assert {key.target_fullname for key in Ballot.__table__.foreign_keys} == {"evaluation_round.id"}


@pytest.mark.sqlite_only
@pytest.mark.parametrize("table", ["slip", "ballot", "cast_hour"])
def test_tables_of_the_cast_have_no_rowid(app, table):
    with db.engine.connect() as connection, pytest.raises(Exception, match="no such column: rowid"):
        connection.exec_driver_sql(f"SELECT rowid FROM {table}")


@pytest.mark.sqlite_only
def test_order_in_the_file_is_not_the_order_of_casting(make_box):
    box = make_box(sizes=(60,))
    receipts = [box.cast(code).receipt for code in box.codes[0]]
    with db.engine.connect() as connection:
        stored = [merkle.leaf_hash(s).hex() for (s,) in connection.exec_driver_sql("SELECT sealed FROM ballot")]
    assert sorted(stored) == sorted(receipts)
    assert stored != receipts


def test_casting_opens_no_session(box, app):
    db.session.remove()
    sessions = []
    event.listen(db.session.session_factory, "after_begin", lambda *_: sessions.append(1))
    queries.forget_form(box.round)
    box.cast(box.codes[0][0])
    assert sessions == []


def test_hour_follows_the_clock_across_a_day(box, clock):
    box.cast(box.codes[0][0])
    clock.forward(days=1)
    box.cast(box.codes[0][1])
    hours = [hour for hour, _n in queries.cast_hours(queries.ballot_form(box.round).round_id)]
    assert hours[1] - hours[0] == timedelta(days=1) // timedelta(hours=1)
