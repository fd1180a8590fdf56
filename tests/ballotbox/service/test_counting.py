from __future__ import annotations

import secrets
import time
from collections import Counter

import pytest

from ballotbox import queries, service
from ballotbox.domain import tally
from ballotbox.domain.news import RoundCounted
from ballotbox.domain.record import Record
from ballotbox.domain.seal import seal
from ballotbox.models import Ballot, Slip, StoredCount
from ballotbox.service import keys
from core import merkle, tasks
from core.audit import entries
from core.db import db, writing
from core.errors import Conflict, InvalidInput, NotAllowed
from core.events import subscribe
from tests.ballotbox.conftest import DISCIPLINE, SUPERVISION

pytestmark = pytest.mark.usefixtures("both_databases")


@pytest.fixture
def voted(box):
    """A closed round: 12 villagers by web, 4 by SMS, 10 representatives by web."""
    for n, code in enumerate(box.codes[0][:16]):
        box.cast(code, "43210" if n % 2 else "44444", channel=1 if n < 12 else 2)
    for code in box.codes[1]:
        box.cast(code, "12340")
    box.close()
    return box


def drop_in(box, sealed: bytes) -> None:
    """Put something into the box as somebody with the database in hands could."""
    with writing() as session:
        session.add(Ballot(round_id=queries.ballot_form(box.round).round_id, id=secrets.token_bytes(16), sealed=sealed))


def test_count_comes_to_what_was_cast(voted):
    counts = voted.count()
    assert counts == queries.counts(voted.round)
    assert counts.returned == ((12, 4, 0), (10, 0, 0), (0, 0, 0))
    # four by text are too few to stand by themselves
    assert counts.cells[0][0][0] == ((16, 0, 0, 0, 0, 0), (0,) * 6, (0,) * 6)
    assert counts.cells[4][0][0] == ((8, 0, 0, 0, 8, 0), (0,) * 6, (0,) * 6)
    assert counts.composite[1][:2] == ({100.0: 8, 80.0: 8}, {60.0: 10})
    assert counts.hours == (("2026-11-03T09:00+08:00", 26),)
    first, second = ((batch,) for batch in voted.batches)
    assert {key: tray.n for key, tray in counts.batches.items()} == {first: 16, second: 10}
    assert counts.batches[first].patterns == {"43210": 8, "44444": 8}
    assert (counts.batches[first].straight, counts.problems) == (8, {})


def test_count_closes_the_books(app, voted, clock):
    heard = []
    subscribe(app, RoundCounted, heard.append)
    voted.count()
    sums = queries.accounting(voted.round)
    assert (sums.issued, sums.void, sums.spent, sums.sealed, sums.direct, sums.paper) == (30, 4, 26, 26, 26, 0)
    assert sums.in_order
    facts = queries.round_facts(voted.round)
    assert (facts.state, facts.counted_at) == ("counted", clock())
    assert facts.box_root == merkle.root(queries.sealed_hashes(voted.round)).hex()
    assert heard == [RoundCounted(voted.round)]
    assert [e.action for e in entries(f"round:{voted.round}")][:2] == ["box.counted", "box.opened"]
    assert queries.ballot_form(voted.round).state == "counted"


def test_receipt_is_a_leaf_of_the_box(box):
    receipts = [box.cast(code).receipt for code in box.codes[0]]
    box.close()
    box.count()
    leaves = queries.sealed_hashes(box.round)
    assert [leaf.hex() for leaf in leaves] == sorted(receipts)
    proof = merkle.inclusion_proof(leaves, 3)
    root = bytes.fromhex(queries.round_facts(box.round).box_root)
    assert merkle.verify(leaves[3], 3, 20, proof, root)


def test_open_box_counts_in_the_background_with_progress(voted):
    name = service.open_box(voted.actors["keyholder"], voted.round, DISCIPLINE, SUPERVISION)
    assert name == service.task_name(voted.round)
    until = time.monotonic() + 10
    while tasks.find(name).state == "running" and time.monotonic() < until:
        time.sleep(0.005)
    assert tasks.find(name) == tasks.Task(name, "done", 26, 26)
    assert queries.counts(voted.round).ballots == 26


@pytest.mark.parametrize(
    ("first", "second", "code", "fields"),
    [
        ("wrong", SUPERVISION, "discipline_passphrase_wrong", {"discipline_passphrase": "discipline_passphrase_wrong"}),
        (
            DISCIPLINE,
            "wrong",
            "supervision_passphrase_wrong",
            {"supervision_passphrase": "supervision_passphrase_wrong"},
        ),
        (
            "wrong",
            "wrong",
            "both_passphrases_wrong",
            {
                "discipline_passphrase": "discipline_passphrase_wrong",
                "supervision_passphrase": "supervision_passphrase_wrong",
            },
        ),
        (
            SUPERVISION,
            DISCIPLINE,
            "passphrases_swapped",
            {"discipline_passphrase": "passphrases_swapped", "supervision_passphrase": "passphrases_swapped"},
        ),
    ],
)
def test_passphrases_that_do_not_open_are_told_apart(voted, first, second, code, fields):
    with pytest.raises(InvalidInput) as refused:
        service.open_box(voted.actors["officer1"], voted.round, first, second)
    assert (refused.value.code, refused.value.fields) == (code, fields)
    assert tasks.find(service.task_name(voted.round)) is None
    entry = entries(f"round:{voted.round}")[0]
    assert (entry.action, entry.details) == ("box.refused", {"reason": code})
    assert voted.count().ballots == 26


def test_lost_and_damaged_key_files_have_names(voted):
    file = keys.path(voted.round)
    wrapped = file.read_bytes()
    file.unlink()
    with pytest.raises(Conflict, match="key_file_lost"):
        voted.key()
    for damaged in (b"", wrapped[:-1], wrapped[:-1] + bytes([wrapped[-1] ^ 1])):
        file.write_bytes(damaged)
        with pytest.raises(Conflict, match="key_file_damaged"):
            voted.key()
    file.write_bytes(wrapped)
    assert voted.count().ballots == 26


def test_key_file_of_another_round_counts_nothing_as_valid(box, make_box):
    """Somebody who swaps key files gets no wrong result: not one ballot opens, and the sums say so."""
    other = make_box(village=1, sizes=(3,))
    box.cast(box.codes[0][0])
    box.close()
    keys.path(box.round).write_bytes(keys.path(other.round).read_bytes())
    with pytest.raises(Conflict, match="key_file_damaged"):
        box.key()


def test_open_round_is_not_counted_and_counted_round_not_again(box):
    with pytest.raises(Conflict, match="round_not_closed"):
        box.key()
    box.close()
    private = box.key()
    service.count(box.actors["officer1"], box.round, private)
    with pytest.raises(Conflict, match="round_counted"):
        box.key()
    with pytest.raises(Conflict, match="round_counted"):
        service.count(box.actors["officer1"], box.round, private)


def test_box_is_opened_by_officer_or_key_holder_who_is_not_in_the_round(voted):
    for login, reason in (("organizer", "role_missing"), ("admin", "role_missing"), ("cadre", "own_round")):
        with pytest.raises(NotAllowed, match=reason):
            service.open_box(voted.actors[login], voted.round, DISCIPLINE, SUPERVISION)


def test_crash_halfway_leaves_the_round_closed_and_countable(voted, monkeypatch):
    private = voted.key()

    def crash(_done, _total):
        raise MemoryError

    with pytest.raises(MemoryError):
        service.count(voted.actors["officer1"], voted.round, private, crash)
    assert queries.round_facts(voted.round).state == "closed"
    assert db.session.query(StoredCount).count() == 0
    assert voted.count().ballots == 26


def test_subscriber_that_fails_leaves_the_round_countable(app, voted):
    subscribe(app, RoundCounted, lambda _event: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        voted.count()
    app.extensions["events"].clear()
    assert queries.round_facts(voted.round).state == "closed"
    assert voted.count().ballots == 26


def test_progress_goes_up_to_the_whole_box(voted, monkeypatch):
    monkeypatch.setattr(queries.box, "_BALLOTS", queries.box._BALLOTS.limit(10))
    seen = []
    service.count(voted.actors["officer1"], voted.round, voted.key(), lambda *step: seen.append(step))
    assert seen == [(0, 26), (10, 26), (20, 26), (26, 26)]


def test_foreign_things_in_the_box_are_counted_by_reason(voted):
    form = queries.ballot_form(voted.round)
    good = db.session.query(Ballot).first().sealed
    forged = Record(form.key16, 0, 1, 999, (4,) * 5).pack()
    drop_in(voted, good)
    drop_in(voted, b"x" * 560)
    drop_in(voted, b"")
    drop_in(voted, seal(form.public_key, forged))
    counts = voted.count()
    assert counts.problems == {"copied": 1, "not_sealed_for_round": 2, "bad_batch": 1}
    assert counts.ballots == 26
    assert queries.accounting(voted.round).problems == ("ballots_added", "ballots_rejected")


def test_ballot_added_with_a_stuffed_slip_count_shows(voted):
    form = queries.ballot_form(voted.round)
    drop_in(voted, seal(form.public_key, Record(form.key16, 0, 1, voted.batches[0], (4,) * 5).pack()))
    assert voted.count().ballots == 27
    assert queries.accounting(voted.round).problems == ("ballots_added", "direct_not_spent")


def test_ballot_taken_out_shows(voted):
    with writing() as session:
        session.delete(session.query(Ballot).first())
    assert queries.accounting(voted.round).problems == ("ballots_missing",)
    voted.count()
    assert queries.accounting(voted.round).problems == ("ballots_missing", "direct_not_spent")


def test_slip_taken_out_of_its_state_shows(voted):
    with writing() as session:
        session.query(Slip).filter_by(state="void").first().state = "active"
    assert queries.accounting(voted.round).problems == ("slips_missing",)


def test_box_without_ballots_can_be_counted(box):
    box.close()
    counts = box.count()
    assert (counts.ballots, counts.hours) == (0, ())
    assert queries.round_facts(box.round).box_root == merkle.root([]).hex()


def test_private_key_is_in_no_file_and_no_row(app, voted, tmp_path):
    private = voted.key()
    voted.count()
    holders = [file for file in (tmp_path / "instance").rglob("*") if file.is_file() and private in file.read_bytes()]
    assert holders == []


def test_ballots_are_shuffled_before_they_are_looked_at(voted, monkeypatch):
    orders = Counter()
    honest = tally.tally

    def spy(known, plains, shuffle, hours):
        orders[b"".join(plains)] += 1
        return honest(known, plains, lambda rows: (shuffle(rows), orders.update([b"".join(rows)])), hours)

    monkeypatch.setattr(tally, "tally", spy)
    voted.count()
    assert len(orders) == 2
