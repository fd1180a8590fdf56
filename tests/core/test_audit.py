from __future__ import annotations

from datetime import UTC, datetime

import pytest

from core import audit
from core.db import writing


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
