from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import event

from ballotbox import queries, service
from ballotbox.domain.errors import CodeTypo
from ballotbox.models import EvaluationRound
from core import clock as app_clock
from core.db import db, writing
from core.errors import Conflict, NotFound


@pytest.fixture
def reads(app):
    """The statements that reached the database, so far."""
    seen = []
    event.listen(db.engine, "before_cursor_execute", lambda *given: seen.append(given[2]))
    return seen


def test_ballot_form_is_remembered_and_only_its_state_read_again(box, monkeypatch, reads):
    first = queries.ballot_form(box.round)
    del reads[:]
    assert queries.ballot_form(box.round) is first
    monkeypatch.setattr(queries.forms, "FRESH_SECONDS", 0.0)
    assert queries.ballot_form(box.round) == first
    assert reads == []


def test_ballot_form_learns_of_another_processes_closing_within_a_second(box, monkeypatch):
    form = queries.ballot_form(box.round)
    with writing() as session:
        row = session.query(EvaluationRound).one()
        row.state, row.closed_at = "closed", app_clock.now()
    assert queries.ballot_form(box.round).state == "open"
    monkeypatch.setattr(queries.forms, "FRESH_SECONDS", 0.0)
    assert queries.ballot_form(box.round) == replace(form, state="closed")


def test_ballot_form_takes_ballots_until_it_closes(box, clock):
    form = queries.ballot_form(box.round)
    assert form.takes_ballots(clock())
    assert not form.takes_ballots(form.closes_at)
    assert not replace(form, state="closed").takes_ballots(clock())


@pytest.mark.parametrize(
    "read",
    [queries.ballot_form, queries.round_facts, queries.batches, queries.accounting, queries.sealed_hashes],
)
def test_unknown_round_is_not_found(app, read):
    with pytest.raises(NotFound, match="no_round"):
        read("nothere2")


def test_round_of_a_code_is_found_only_while_it_can_be_used(box):
    spent, unspent = box.codes[0][:2]
    box.cast(spent)
    assert [queries.round_of_code(code) for code in (spent, unspent)] == [None, box.round]
    box.close()
    assert queries.round_of_code(unspent) is None
    assert queries.round_of_code("0000000000000000") is None
    with pytest.raises(CodeTypo):
        queries.round_of_code("123")


def test_turnout_of_an_open_round_is_known_in_tens(box):
    for code in box.codes[0][:19]:
        box.cast(code)
    (row,) = queries.all_rounds()
    assert (row.printed, row.active, row.turnout_tens, row.threshold_reached) == (30, 30, 10, False)
    with pytest.raises(Conflict, match="round_not_closed"):
        queries.accounting(box.round)
    box.close()
    assert queries.accounting(box.round).spent == 19


def test_threshold_is_reached_by_the_share_of_all_rolls(make_box):
    box = make_box(threshold=10 / 868)
    for n, code in enumerate(box.codes[0][:10]):
        assert queries.all_rounds()[0].threshold_reached is (n >= 10)
        box.cast(code)
    assert queries.all_rounds()[0].threshold_reached is True


def test_voided_and_inert_slips_are_told_apart_in_the_list(box):
    service.print_batch(box.actors["organizer"], box.round, 2, 7)
    service.void_batch(box.actors["organizer"], box.batches[1])
    (row,) = queries.all_rounds()
    assert (row.printed, row.active) == (27, 20)


def test_lists_are_newest_first_and_by_village(open_round, holders, clock):
    first = open_round(0)
    clock.forward(hours=1)
    second = open_round(1)
    assert [row.public_id for row in queries.all_rounds()] == [second, first]
    assert [row.public_id for row in queries.rounds_of_village(holders.villages[0].id)] == [first]


def test_list_costs_as_many_reads_for_three_rounds_as_for_one(holders, open_round, reads, clock):
    costs = []
    for _ in range(3):
        opened = open_round(0)
        service.print_batch(holders.actors["organizer"], opened, 0, 5)
        del reads[:]
        queries.all_rounds()
        costs.append(len(reads))
        service.close_round(holders.actors["organizer"], opened)
        clock.forward(hours=1)
    assert costs == [3, 3, 3]


def test_counts_are_not_there_before_the_count(box):
    box.close()
    with pytest.raises(NotFound, match="not_counted"):
        queries.counts(box.round)


def test_facts_are_what_is_printed(box, clock):
    facts, form = queries.round_facts(box.round), queries.ballot_form(box.round)
    assert (facts.spec, facts.spec_hash, facts.village) == (form.spec, form.spec_hash, "大柳村")
    assert (facts.state, facts.opened_at, facts.closed_at, facts.box_root) == ("open", clock(), None, None)
    assert len(facts.key_fingerprint.split()) == 8


def test_box_is_read_in_chunks_without_losing_a_ballot(box, monkeypatch):
    for code in box.codes[0]:
        box.cast(code)
    whole = queries.sealed_hashes(box.round)
    monkeypatch.setattr(queries.box, "_BALLOTS", queries.box._BALLOTS.limit(3))
    chunks = list(queries.sealed_ballots(queries.ballot_form(box.round).round_id))
    assert [len(chunk) for chunk in chunks] == [3] * 6 + [2]
    assert queries.sealed_hashes(box.round) == whole == sorted(whole)
