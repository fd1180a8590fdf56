"""The inbox: stored before it is understood, done once whatever is repeated, raced or cut short, then forgotten."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event

from ballotbox.domain.codes import group
from core.db import db
from core.errors import Unavailable
from sms import service
from sms.service import dealing, effects
from tests.support.texting import NUMBER, Phone, said

COUNTED, UNUSABLE = said("ballot_cast"), said("code_unusable")
STATES = "SELECT state, kind, sealed IS NULL FROM inbound_message"


def at_once(*work: Callable[[], Any]) -> list[Any]:
    """Do all of it in threads that start together, and return what came of it."""
    start, results = threading.Barrier(len(work)), []

    def run(each: Callable[[], Any]) -> None:
        start.wait()
        results.append(each())

    threads = [threading.Thread(target=run, args=(each,)) for each in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.fixture
def hasty(app):
    """Have SQLite give up waiting for a lock after a twentieth of a second."""

    def hurry(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA busy_timeout = 50")

    event.listen(db.engine, "connect", hurry)
    db.engine.dispose()


@pytest.fixture
def lock(app, hasty):
    """Hold the database's write lock as long as a test likes: `lock()`, later `.close()`."""
    path = app.extensions["settings"].instance / "zhiping.db"

    def hold(kind: str = "IMMEDIATE") -> sqlite3.Connection:
        db.session.rollback()
        connection = sqlite3.connect(path, isolation_level=None, timeout=5)
        connection.execute(f"BEGIN {kind}")
        return connection

    return hold


def test_repeated_message_changes_nothing_and_is_answered_truly(round_, phone, in_the_box):
    answers = [phone.text(f"{round_.codes[0]} 43421", sid="SM1") for _ in range(3)]
    assert (answers, in_the_box()) == ([[COUNTED], [UNUSABLE], [UNUSABLE]], (1, 1))


def test_repeated_question_is_answered_alike(round_, phone):
    answers = [phone.text(round_.codes[0], sid="SM1") for _ in range(3)]
    assert (len(answers[0]), answers[1:]) == (1, [answers[0]] * 2)


def test_repeated_junk_stays_unanswered(phone):
    assert [phone.text("【中国移动】您的话费余额为12.50元", sid="SM1") for _ in range(2)] == [[], []]


def test_eight_at_once_with_one_id_cast_one_ballot(app, round_, in_the_box, rows):
    phones = [Phone(app) for _ in range(8)]
    answers = at_once(*(lambda p=p: p.text(f"{round_.codes[0]} 43421", sid="SM1") for p in phones))
    assert sorted(answers) == sorted([[COUNTED], *[[UNUSABLE]] * 7])
    assert (in_the_box(), rows(STATES)) == ((1, 1), [("done", "ballot_cast", 1)])


def test_eight_messages_with_one_code_cast_one_ballot(app, round_, in_the_box):
    phones = [Phone(app, f"+861390000000{each}") for each in range(8)]
    answers = at_once(*(lambda p=p: p.text(f"{round_.codes[0]} 43421") for p in phones))
    assert sorted(answers) == sorted([[COUNTED], *[[UNUSABLE]] * 7])
    assert in_the_box() == (1, 1)


def test_eight_messages_with_eight_codes_cast_eight_ballots(app, round_, in_the_box):
    phones = [Phone(app, f"+861390000000{each}") for each in range(8)]
    answers = at_once(*(lambda p=p, c=c: p.text(f"{c} 43421") for p, c in zip(phones, round_.codes, strict=False)))
    assert (answers, in_the_box()) == ([[COUNTED]] * 8, (8, 8))


def test_eight_at_once_with_one_id_file_one_opinion(app, forms, rows):
    phones = [Phone(app) for _ in range(8)]
    answers = at_once(*(lambda p=p: p.text("1 路灯坏了三个月", sid="SM1") for p in phones))
    assert (len({answer[0] for answer in answers}), len(rows("SELECT * FROM opinion"))) == (1, 1)


def test_same_id_of_another_gateway_is_another_message(app, round_, phone, in_the_box):
    phone.text(f"{round_.codes[0]} 43421", sid="SM1")
    other = service.Incoming("simulator", "SM1", NUMBER, f"{round_.codes[1]} 43421")
    assert (service.receive(other), in_the_box()) == ((COUNTED,), (2, 2))


@pytest.mark.parametrize("kind", ["IMMEDIATE", "EXCLUSIVE"])
def test_locked_database_is_said_and_the_retry_counts(round_, phone, in_the_box, lock, kind):
    phone.text("帮助")  # all that is read once has been read
    held = lock(kind)
    answer = phone.post(f"{round_.codes[0]} 43421", sid="SM1")
    held.close()
    assert (answer.status_code, answer.headers["Retry-After"], answer.mimetype) == (503, "10", "text/plain")
    assert in_the_box() == (0, 0)
    assert (phone.text(f"{round_.codes[0]} 43421", sid="SM1"), in_the_box()) == ([COUNTED], (1, 1))


def test_message_stored_but_not_done_is_done_by_its_retry(round_, phone, in_the_box, rows, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(effects, "write_now", busy)
        assert phone.post(f"{round_.codes[0]} 43421", sid="SM1").status_code == 503
    assert (rows(STATES), in_the_box()) == ([("received", None, 0)], (0, 0))
    assert (phone.text(f"{round_.codes[0]} 43421", sid="SM1"), in_the_box()) == ([COUNTED], (1, 1))


def test_message_left_by_a_crash_is_done_by_the_next_one(round_, phone, in_the_box, rows, monkeypatch):
    phone.text("帮助")
    with monkeypatch.context() as broken:
        broken.setattr(effects, "write_now", busy)
        phone.post(f"{round_.codes[0]} 43421", sid="SM1")
    phone.text("帮助")
    assert (in_the_box(), {row[0] for row in rows(STATES)}) == ((1, 1), {"done"})
    assert (phone.text(f"{round_.codes[0]} 43421", sid="SM1"), in_the_box()) == ([UNUSABLE], (1, 1))


def test_messages_left_by_a_crash_are_done_at_the_start(make_app, app, round_, phone, in_the_box, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(effects, "write_now", busy)
        for code in round_.codes[:3]:
            phone.post(f"{code} 43421")
    with make_app().app_context():
        assert service.process_waiting() == 3
    assert in_the_box() == (3, 3)


def test_ballot_and_opinion_are_done_together_or_not_at_all(round_, phone, forms, in_the_box, rows, monkeypatch):
    def refuse(*_: Any) -> None:
        raise Unavailable("database_busy")

    sent = f"{round_.codes[0]} 43421 村里的路灯坏了三个月"
    with monkeypatch.context() as broken:
        broken.setattr(effects, "submit_within", refuse)
        assert phone.post(sent, sid="SM1").status_code == 503
    assert (in_the_box(), rows("SELECT * FROM opinion")) == ((0, 0), [])
    assert (len(phone.text(sent, sid="SM1")), in_the_box(), len(rows("SELECT * FROM opinion"))) == (2, (1, 1), 1)


def test_message_the_program_fails_at_is_set_aside(round_, phone, in_the_box, rows, monkeypatch, caplog):
    def fail(_text: str, _spare: object) -> None:
        raise ZeroDivisionError(round_.codes[0])

    with monkeypatch.context() as broken:
        broken.setattr(dealing, "meaning_of", fail)
        answers = [phone.text(f"{round_.codes[0]} 43421", sid="SM1") for _ in range(2)]
    assert answers == [[said("ballot_to_paper")]] * 2
    assert (rows(STATES), service.process_waiting()) == ([("waiting_for_person", None, 0)], 0)
    assert (round_.codes[0] in caplog.text, "ZeroDivisionError" in caplog.text) == (False, True)
    assert (phone.text(f"{round_.codes[0]} 43421", sid="SM2"), in_the_box()) == ([COUNTED], (1, 1))


def test_message_sealed_with_a_lost_key_is_set_aside(app, round_, phone, rows, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(effects, "write_now", busy)
        phone.post(f"{round_.codes[0]} 43421")
    app.extensions["keyring"]["sms"] = bytes(32)
    assert (service.process_waiting(), rows(STATES)) == (0, [("waiting_for_person", None, 0)])


def test_nothing_of_a_message_stays_in_the_database_file(app, round_, phone, forms):
    opinion = "村里的路灯坏了三个月"
    code, kept = round_.codes[0], app.extensions["settings"].instance
    phone.text(f"{code} 43421 {opinion}", sid="SMabcdef")
    phone.text("这是一条看不懂的短信", sid="SMunclear")
    db.session.rollback()
    file = (kept / "zhiping.db").read_bytes()
    searched = [code, group(code), NUMBER, NUMBER[3:], "SMabcdef", "SMunclear", "看不懂的短信", f"43421 {opinion}"]
    assert [text for text in searched if text.encode() in file or text.encode("utf-16-le") in file] == []
    assert opinion.encode() in file  # what was filed is there, so that the search is one
    assert sorted(path.name for path in kept.iterdir()) == ["keys", "zhiping.db"]


def test_message_waits_in_the_database_sealed(app, round_, phone, monkeypatch):
    monkeypatch.setattr(effects, "write_now", busy)
    phone.post(f"{round_.codes[0]} 43421")
    file = (app.extensions["settings"].instance / "zhiping.db").read_bytes()
    assert [text for text in (round_.codes[0], NUMBER[1:]) if text.encode() in file] == []


def test_logs_hold_no_number_body_or_code(round_, phone, caplog, lock):
    caplog.set_level(logging.DEBUG)
    phone.text(f"{round_.codes[0]} 43421")
    held = lock()
    phone.post(f"{round_.codes[1]} 43421")
    held.close()
    assert [text for text in (*round_.codes[:2], NUMBER[1:], "43421") if text in caplog.text] == []


def test_message_shows_neither_number_nor_words():
    shown = repr(service.Incoming("twilio", "SM1", NUMBER, "3 路灯坏了"))
    assert shown == "Incoming(gateway='twilio', wants_answer=True)"


def test_purge_forgets_after_seven_days(round_, phone, rows, clock):
    phone.text(f"{round_.codes[0]} 43421", sid="SM1")
    clock.forward(days=7)
    assert (service.purge(), len(rows(STATES))) == (0, 1)
    clock.forward(days=1)
    assert (service.purge(), rows(STATES)) == (1, [])


def test_first_message_of_a_day_purges(phone, rows, clock):
    phone.text("帮助")
    clock.forward(days=8)
    phone.text("帮助")
    assert rows("SELECT received_on FROM inbound_message") == [("2026-11-11",)]


def test_forgotten_ballot_sent_again_is_still_spent(round_, phone, in_the_box, clock):
    phone.text(f"{round_.codes[0]} 43421", sid="SM1")
    clock.forward(days=1)
    db.session.execute(db.text("DELETE FROM inbound_message"))
    db.session.commit()
    assert (phone.text(f"{round_.codes[0]} 43421", sid="SM1"), in_the_box()) == ([UNUSABLE], (1, 1))


def busy(_job: Any) -> None:
    """Fail as a locked database does."""
    raise Unavailable("database_busy")
