from __future__ import annotations

import contextlib
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from flask import Flask

from core import audit
from core.audit_tree import Checkpoint
from core.auth import Actor
from core.db import db, writing
from core.errors import NotAllowed
from tests.support.sample import Township


def figures(subject: str | None = None) -> list[tuple[str, str, dict[str, object]]]:
    return [(entry.action, entry.subject, entry.details) for entry in audit.entries(subject)]


def test_entry_says_who_did_what_when(township, clock):
    actor = township.actors["organizer"]
    with writing():
        audit.record(actor, "round.opened", "round:k3m8x2vp", threshold=0.5)
    (entry,) = audit.entries()
    assert (entry.at, entry.staff_id, entry.staff_name) == (
        datetime(2026, 11, 3, 1, 0, tzinfo=UTC),
        actor.staff_id,
        actor.name,
    )
    assert (entry.action, entry.subject, entry.details) == (
        "round.opened",
        "round:k3m8x2vp",
        {"threshold": 0.5},
    )


def test_entries_are_listed_newest_first_of_one_subject_or_of_all(township):
    with writing():
        audit.record(township.actors["organizer"], "round.opened", "round:a")
        audit.record(township.actors["officer1"], "round.closed", "round:b", spent=3)
    assert figures() == [("round.closed", "round:b", {"spent": 3}), ("round.opened", "round:a", {})]
    assert figures("round:a") == [("round.opened", "round:a", {})]


def test_entry_of_a_use_case_that_fails_is_not_kept(township):
    with pytest.raises(RuntimeError, match="no"), writing():
        audit.record(township.actors["organizer"], "round.opened", "round:a")
        raise RuntimeError("no")
    assert figures() == []


def test_record_outside_of_a_use_case_is_refused(township):
    with pytest.raises(RuntimeError, match="outside"):
        audit.record(township.actors["organizer"], "round.opened", "round:a")


def test_positions_have_no_gap_where_a_use_case_failed(township):
    organizer = township.actors["organizer"]
    note(organizer, 2)
    with pytest.raises(RuntimeError), writing():
        audit.record(organizer, "round.closed", "round:a")
        raise RuntimeError
    note(organizer, 1)
    assert [entry.position for entry in audit.entries()] == [3, 2, 1]
    assert audit.verify() == []


def test_checkpoint_holds_the_entries_of_its_own_transaction_and_stays(township):
    organizer = township.actors["organizer"]
    note(organizer, 2)
    with writing():
        audit.record(organizer, "round.opened", "round:a")
        audit.mark("opening:a")
    first = audit.checkpoint("opening:a")
    assert first == Checkpoint(3, audit.standing().root, "opening:a")
    note(organizer, 4)
    assert (audit.checkpoint("opening:a"), audit.checkpoint("closing:a")) == (first, None)
    with writing():
        audit.mark("opening:a")
    assert audit.checkpoint("opening:a") == Checkpoint(7, audit.standing().root, "opening:a")
    assert audit.verify([first]) == []


def test_personal_words_are_shown_and_no_part_of_the_leaf(township):
    with writing():
        audit.record(township.actors["officer1"], "review.returned", "round:a", {"reason": "王某说票数不对"}, turn=2)
    (entry,) = audit.entries()
    assert entry.details == {"reason": "王某说票数不对", "turn": 2}
    assert (entry.facts, entry.staff_name) == ({"turn": 2}, "林（纪委）")


def test_forgotten_name_is_gone_from_the_database_and_the_tree_is_whole(township, app):
    organizer, officer = township.actors["organizer"], township.actors["officer1"]
    with writing():
        audit.record(organizer, "day.cancelled", "day:a", {"note": "大雨，路断了"})
        audit.record(officer, "round.opened", "round:a")
        audit.mark("opening:a")
    before = audit.checkpoint("opening:a")
    with writing():
        assert audit.record(officer, "round.closed", "round:a") is None
    assert audit.forget(township.actors["admin"], organizer.staff_id) == 1
    assert [(entry.staff_name, entry.details) for entry in audit.entries()] == [
        ("许（管理员）", {"entries": 1}),
        ("林（纪委）", {}),
        ("林（纪委）", {}),
        ("", {}),
    ]
    assert (audit.verify([before]), audit.entries()[0].subject) == ([], f"staff:{organizer.staff_id}")
    with db.engine.connect() as connection:
        kept = str(connection.execute(db.text("SELECT * FROM audit_entry")).all())
    assert [word for word in ("陈（组织办）", "大雨") if word in kept or ascii(word)[1:-1] in kept] == []


def test_forgetting_is_for_administrators(township):
    note(township.actors["organizer"], 1)
    with pytest.raises(NotAllowed, match="role_missing"):
        audit.forget(township.actors["officer1"], township.actors["organizer"].staff_id)
    assert audit.entries()[0].staff_name == "陈（组织办）"


def test_entries_after_the_forgetting_keep_their_name(township):
    organizer = township.actors["organizer"]
    note(organizer, 1)
    audit.forget(township.actors["admin"], organizer.staff_id)
    note(organizer, 1)
    assert [entry.staff_name for entry in audit.entries()] == ["陈（组织办）", "许（管理员）", ""]
    assert audit.verify() == []


def note(actor: Actor, times: int) -> None:
    """Act `times` times, each in a transaction of its own."""
    for _ in range(times):
        with writing():
            audit.record(actor, "round.opened", "round:a")


def act(actor: Actor, number: int, turn: int) -> None:
    """Act once; every fifth time in vain, every third with a checkpoint."""
    with contextlib.suppress(ZeroDivisionError), writing():
        audit.record(actor, "review.checked", f"round:{number}", turn=turn)
        if turn % 5 == 4:
            raise ZeroDivisionError
        if turn % 3 == 0:
            audit.mark(f"opening:{number}")


@pytest.mark.usefixtures("both_databases")
def test_officers_who_act_at_once_get_places_of_their_own(app: Flask, township: Township):
    """Eight officers begin the log together, ten acts each."""
    officer, start = township.actors["officer1"], threading.Barrier(8)
    db.session.remove()

    def work(number: int) -> None:
        with app.app_context():
            start.wait()
            for turn in range(10):
                act(officer, number, turn)
            db.session.remove()

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(work, range(8))) == [None] * 8
    entries = audit.entries(limit=100)
    assert [entry.position for entry in reversed(entries)] == list(range(1, 65))
    by_officer = [[e.facts["turn"] for e in reversed(entries) if e.subject == f"round:{n}"] for n in range(8)]
    assert by_officer == [[0, 1, 2, 3, 5, 6, 7, 8]] * 8
    assert (audit.verify(), audit.standing().size) == ([], 64)
