"""Forgers of the audit log: whatever they do to the table, the printed checkpoints tell, and the entry is named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import merkle
from core.audit_tree import Checkpoint, Entry, commitment, faults, leaf_hash

BEGIN = datetime(2026, 11, 3, 1, 0, tzinfo=UTC)
Log = list[Entry]


def made(position: int, **changes: object) -> Entry:
    """Return an honest entry for a place."""
    salt, personal = bytes([position]) * 32, {"name": f"员{position % 3}"}
    entry = Entry(
        position=position,
        at=BEGIN + timedelta(minutes=position),
        staff_id=1 + position % 3,
        action="batch.printed",
        subject=f"batch:{position}",
        details={"size": position * 10, "round": "k3m8x2vp"},
        commitment=commitment(salt, personal),
        personal=personal,
        salt=salt,
        leaf=b"",
    )
    return hashed(replace(entry, **changes))


def hashed(entry: Entry) -> Entry:
    """Return the entry with the leaf hash that fits it."""
    return replace(entry, leaf=leaf_hash(entry))


def log(size: int) -> Log:
    return [made(position) for position in range(1, size + 1)]


def head(entries: Sequence[Entry], name: str = "") -> Checkpoint:
    """Return the checkpoint that an honest log of these entries has."""
    return Checkpoint(len(entries), merkle.root([leaf_hash(entry) for entry in entries]).hex(), name)


def placed(entries: Sequence[Entry]) -> Log:
    """Number the entries anew and leave their hashes as they are."""
    return [replace(entry, position=position) for position, entry in enumerate(entries, 1)]


def change(entries: Log, at: int, data: st.DataObject) -> Log:
    """Change one field of an entry."""
    one, renamed = entries[at], {"name": "别人"}
    other: list[dict[str, object]] = [
        {"at": one.at + timedelta(seconds=1)},
        {"staff_id": one.staff_id + 1},
        {"action": "batch.voided"},
        {"subject": "batch:99"},
        {"details": {**one.details, "size": 7}},
        {"personal": renamed, "commitment": commitment(one.salt or b"", renamed)},
    ]
    return [*entries[:at], replace(one, **data.draw(st.sampled_from(other))), *entries[at + 1 :]]


def delete(entries: Log, at: int, data: st.DataObject) -> Log:
    """Take an entry out, and close the gap or not."""
    left = [*entries[:at], *entries[at + 1 :]]
    return placed(left) if data.draw(st.booleans()) else left


def insert(entries: Log, at: int, data: st.DataObject) -> Log:
    """Put in an entry that never happened, with a hash that fits it or not."""
    false = made(at + 1, action="box.opened")
    false = false if data.draw(st.booleans()) else replace(false, leaf=bytes(32))
    return placed([*entries[:at], false, *entries[at:]])


def swap(entries: Log, at: int, data: st.DataObject) -> Log:
    """Let two entries change places, with their hashes or leaving those where they stood."""
    other = data.draw(st.integers(0, len(entries) - 1).filter(lambda place: place != at))
    changed = list(entries)
    changed[at], changed[other] = changed[other], changed[at]
    if data.draw(st.booleans()):
        return placed(changed)
    return [replace(entry, leaf=old.leaf) for entry, old in zip(placed(changed), entries, strict=True)]


FORGERIES: dict[Callable[[Log, int, st.DataObject], Log], str] = {
    change: "was changed",
    delete: "missing: removed",
    insert: "inserted",
    swap: "stood in another place",
}


def test_honest_log_has_no_fault_at_any_size():
    for size in range(9):
        entries = log(size)
        checkpoints = [head(entries[:at], f"opening:{at}") for at in range(size + 1)]
        assert faults(entries, head(entries), checkpoints) == []


@pytest.mark.parametrize("forgery", FORGERIES)
@given(st.integers(2, 30), st.data())
def test_forged_entries_are_found_and_named(forgery, size, data):
    entries = log(size)
    printed = head(entries, "closing.json")
    at = data.draw(st.integers(0, size - 1))
    found = faults(forgery(entries, at, data), head(entries), printed=[printed])
    # of what stood last nothing is left in the table: only the number of entries and the checkpoint tell
    last = forgery is delete and at == size - 1
    assert last or [said for said in found if FORGERIES[forgery] in said], found
    assert any(said.startswith(f"Checkpoint closing.json of {size} entries") for said in found)


@pytest.mark.parametrize("forgery", FORGERIES)
@given(st.integers(2, 30), st.data())
def test_forger_who_recomputes_every_hash_is_found_by_the_printed_checkpoint(forgery, size, data):
    entries = log(size)
    printed = head(entries, "closing.json")
    at = data.draw(st.integers(0, size - 1))
    forged = [hashed(entry) for entry in placed(forgery(entries, at, data))]
    found = faults(forged, head(forged), printed=[printed])
    assert [said.startswith(f"Checkpoint closing.json of {size} entries") for said in found] == [True]


@given(st.integers(3, 30), st.data())
def test_checkpoint_that_still_fits_narrows_down_where_the_log_was_forged(size, data):
    entries = log(size)
    early = data.draw(st.integers(1, size - 1))
    at = data.draw(st.integers(early, size - 1))
    forged = [hashed(entry) for entry in change(entries, at, data)]
    found = faults(forged, head(forged), printed=[head(entries, "closing"), head(entries[:early], "opening")])
    where = f"entry {size}" if early + 1 == size else f"entries {early + 1} to {size}"
    assert found == [
        f"Checkpoint closing of {size} entries: its root is not that of the log. What was changed lies in {where}."
    ]


def test_faults_say_which_entry_and_what_it_is():
    entries = log(6)
    changed = [*entries[:2], replace(entries[2], subject="batch:99"), *entries[3:]]
    said, *_ = faults(changed, head(entries))
    assert said == (
        "Entry 3 (batch.printed of batch:99, 2026-11-03T01:03:00.000000+00:00) was changed, or inserted: "
        "it does not fit its stored hash."
    )
    assert faults([*entries[:2], *entries[4:]], head(entries))[0] == "Entries 3 to 4 missing: removed."
    renumbered = faults(placed([*entries[:1], *entries[2:]]), head(entries))
    assert renumbered[:2] == [
        "Entries 2 to 5 stood in another place: entries 3 to 6 before.",
        "Entry 2 missing: removed.",
    ]


def test_removed_end_is_told_by_the_head_and_by_checkpoints():
    entries = log(6)
    assert faults(entries[:4], head(entries)) == ["The log says it has 6 entries and their root; it has 4, or others."]
    assert faults(entries[:4], head(entries[:4]), [head(entries, "closing.json")]) == [
        "Checkpoint closing.json of 6 entries: the log has only 4. Entries were removed."
    ]


def test_changed_name_is_found():
    entries = log(3)
    renamed = [entries[0], replace(entries[1], personal={"name": "别人"}), entries[2]]
    (said,) = faults(renamed, head(entries), [head(entries)])
    assert said.endswith(": the name or a personal detail was changed.")


def test_erased_name_is_a_fault_until_an_entry_says_so():
    entries = log(3)
    erased = [entries[0], replace(entries[1], personal=None, salt=None), entries[2]]
    (said,) = faults(erased, head(erased), [head(entries)])
    assert said.endswith("the name was erased, and no later entry says by whom.")
    told = [*erased, made(4, action="staff.forgotten", subject=f"staff:{entries[1].staff_id}")]
    assert faults(told, head(told), [head(entries)]) == []
