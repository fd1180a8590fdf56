"""Objections, their answers, and the end of the key after them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ballotbox import queries, service
from ballotbox.domain.news import ResultPublished
from ballotbox.models import KeyMinute
from ballotbox.service import keys
from core import clock as core_clock
from core.audit import entries
from core.db import db, writing
from core.errors import Conflict, InvalidInput, NotAllowed, NotFound


@pytest.fixture
def counted(box):
    box.cast(box.codes[0][0])
    box.close()
    box.count()
    return box


@pytest.fixture
def published(counted):
    with writing():
        service.begin_objections(ResultPublished(counted.round, core_clock.now()))
    return counted


def record(box, login="organizer", text="大会上念的票数和公告不一样"):
    return service.record_objection(box.actors[login], box.round, core_clock.today(), "visit", text)


def destroy(box, clock):
    clock.forward(days=16)
    service.destroy_key(box.actors["officer1"], box.round, "烧掉一份")
    return service.destroy_key(box.actors["keyholder"], box.round)


def test_objection_is_recorded_recounted_and_answered(published):
    officer, kept = published.actors["officer1"], record(published)
    service.ask_recount(officer, kept)
    with pytest.raises(Conflict, match="recount_first"):
        service.answer_objection(officer, kept, "对过了")
    service.note_recount(officer, kept, "same")
    service.answer_objection(officer, kept, "两名见证人重算，和公布的一样")
    (row,) = queries.objections(published.round)
    assert (row.recount, row.answer, row.open) == ("same", "两名见证人重算，和公布的一样", False)
    assert (row.answered_on, row.answered_by) == (core_clock.today(), officer.staff_id)
    for act in (
        lambda: service.answer_objection(officer, kept, "再答"),
        lambda: service.ask_recount(officer, kept),
        lambda: service.note_recount(officer, kept, "same"),
    ):
        with pytest.raises(Conflict, match="objection_moved_on"):
            act()
    actions = ["answered", "recounted", "recount_asked", "recorded"]
    assert [entry.action for entry in entries(limit=4)] == [f"objection.{action}" for action in actions]
    assert "票数" not in str([entry.details for entry in entries()])


def test_objections_are_of_counted_rounds_and_of_people_outside_the_round(box):
    with pytest.raises(Conflict, match="round_not_counted"):
        record(box)
    for login, reason in (("keyholder", "role_missing"), ("cadre", "own_round")):
        with pytest.raises(NotAllowed, match=reason):
            record(box, login)
    with pytest.raises(NotFound, match="no_objection"):
        service.answer_objection(box.actors["officer1"], 99, "x")


def test_cadre_answers_no_objection_of_his_round(published):
    kept, cadre = record(published), published.actors["cadre"]
    for act in (
        lambda: service.answer_objection(cadre, kept, "x"),
        lambda: service.ask_recount(cadre, kept),
        lambda: service.note_recount(cadre, kept, "same"),
        lambda: service.destroy_key(cadre, published.round, "x"),
    ):
        with pytest.raises(NotAllowed, match="own_round"):
            act()


def test_objection_after_the_period_is_late(published, clock):
    clock.forward(days=16)
    with pytest.raises(InvalidInput, match="objection_late"):
        record(published)
    yesterday = core_clock.today() - timedelta(days=1)
    service.record_objection(published.actors["officer1"], published.round, yesterday, "letter", "信是最后一天到的")


def test_key_is_destroyed_by_both_sides_with_a_minute(published, clock):
    path, actors = keys.path(published.round), published.actors
    clock.forward(days=16)
    with pytest.raises(InvalidInput, match="copies_missing"):
        service.destroy_key(actors["officer1"], published.round, " ")
    assert service.destroy_key(actors["officer1"], published.round, "当面烧掉一份") is False
    for login in ("officer1", "officer2"):
        with pytest.raises(Conflict, match="key_same_side"):
            service.destroy_key(actors[login], published.round)
    assert path.exists()
    assert service.destroy_key(actors["keyholder"], published.round) is True
    assert not path.exists()
    minute, facts = queries.key_minute(published.round), queries.round_facts(published.round)
    assert (minute.officer_id, minute.holder_id) == (actors["officer1"].staff_id, actors["keyholder"].staff_id)
    assert (minute.copies, minute.days, minute.box_root) == ("当面烧掉一份", 16, facts.box_root)
    assert facts.key_destroyed_at == minute.destroyed_at == clock()
    assert (entries()[0].action, entries()[0].details) == ("key.destroyed", {"days": 16, "root": facts.box_root})


def test_key_stays_until_it_may_go(counted, clock):
    officer = counted.actors["officer1"]
    with pytest.raises(Conflict, match="key_before_publication"):
        service.destroy_key(officer, counted.round, "x")
    with writing():
        service.begin_objections(ResultPublished(counted.round, core_clock.now()))
    kept = record(counted)
    clock.forward(days=15)
    with pytest.raises(Conflict, match="key_before_end"):
        service.destroy_key(officer, counted.round, "x")
    clock.forward(days=1)
    with pytest.raises(Conflict, match="key_objections_open"):
        service.destroy_key(officer, counted.round, "x")
    service.answer_objection(officer, kept, "查过，没有不一样")
    assert service.destroy_key(officer, counted.round, "x") is False
    assert keys.path(counted.round).exists()


def test_destroyed_key_is_neither_restored_nor_objected_against(published, clock):
    text = service.recovery_text(published.round)
    assert destroy(published, clock) is True
    officer = published.actors["officer1"]
    with pytest.raises(Conflict, match="key_destroyed"):
        service.restore_key(officer, published.round, text)
    with pytest.raises(Conflict, match="key_destroyed"):
        service.destroy_key(officer, published.round, "x")
    with pytest.raises(Conflict, match="key_destroyed"):
        record(published)


def test_key_whose_file_went_before_the_commit_is_signed_away_again(published, clock):
    keys.path(published.round).unlink()
    assert destroy(published, clock) is True


def test_database_wants_both_sides_for_a_destroyed_key(published, clock):
    clock.forward(days=16)
    service.destroy_key(published.actors["officer1"], published.round, "x")
    for change in ({"destroyed_at": clock()}, {"holder_id": published.actors["officer1"].staff_id}):
        with pytest.raises(Exception, match="CHECK"):
            db.session.execute(db.update(KeyMinute).values(**change))
        db.session.rollback()


def test_passphrases_alone_open_no_destroyed_key(published, clock):
    destroy(published, clock)
    with pytest.raises(Conflict, match="round_counted"):
        service.open_key(published.actors["officer1"], published.round, "liuhe jiwei 2026", "cunwu jiandu 2026")
