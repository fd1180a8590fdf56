"""The digest of every counted round: made at the count, equal to what the result says, never in its way."""

from __future__ import annotations

import pytest

from appraisal import service as appraisal
from ballotbox import queries as ballotbox
from ballotbox.models import StoredCount
from core.db import db, writing
from core.errors import Conflict
from discipline import queries, service
from discipline.domain import watch
from discipline.domain.findings import NOTHING, VERSION
from discipline.models import RoundFindings
from tests.support import counted
from tests.support.counted import Ballots

GOOD = tuple(Ballots(g, (4, 4, 4, 3, 3), n) for g, n in enumerate((300, 15, 20)))
BAD = tuple(Ballots(g, (1, 3, 2, 3, 2), n) for g, n in enumerate((300, 15, 20)))


def digest_of(round_id):
    return {one.round: one.findings for one in queries.standings()}[round_id]


def spoil(round_id, counts=b"no counts"):
    """Put something else into the place of a round's counts, as a broken disk would."""
    with writing() as session:
        session.get_one(StoredCount, ballotbox.round_by_public_id(round_id).id).counts = counts


def alter(**values):
    with writing() as session:
        session.query(RoundFindings).update(values)


def test_digest_is_made_at_the_count_and_says_what_the_result_says(make_case, clock):
    make_case(0, BAD)
    clock.forward(days=300)
    case = make_case(0, BAD)
    result, beside = appraisal.appraise(case.round), appraisal.compare(case.round)
    found = digest_of(case.round)
    assert found.result == result.digest
    assert found.watch == watch.reasons(result)
    assert [family for family, _ in found.flags] == list(dict.fromkeys(f.code.partition("_")[0] for f in result.flags))
    for one, person, other in zip(found.persons, result.persons, beside.persons, strict=True):
        assert (one.number, one.one_third, one.not_competent) == (
            person.number, person.one_third.says, person.not_competent,
        )  # fmt: skip
        assert one.in_a_row == other.in_a_row.says
    assert found.persons[0].in_a_row == "met_by_surveys"


def test_digest_tells_a_fall_and_who_stood_on_earlier_ballots(make_case, township, clock):
    mixed = tuple(Ballots(group, (3, 2, 3, 2, 4), 10) for group in range(3))  # no interval where all think alike
    first = make_case(0, GOOD + mixed)
    assert digest_of(first.round).earlier == ()
    clock.forward(days=300)
    second = make_case(0, BAD + mixed)
    found = digest_of(second.round)
    assert [one.fell for one in found.persons] == [True, True, True, False, True]
    assert found.earlier == tuple(sorted(township.villages[0].cadres))
    assert digest_of(first.round).earlier == ()


@pytest.mark.usefixtures("both_databases")
def test_digest_is_the_same_whenever_it_is_made(make_case):
    case = make_case()
    before = digest_of(case.round)
    made = service.make_again()
    assert (made.rounds, made.changed, made.unreadable) == (1, 0, ())
    assert digest_of(case.round) == before


def test_digest_that_is_missing_or_of_another_version_is_made_when_it_is_asked_for(make_case):
    cases = [make_case(0), make_case(1)]
    before = [digest_of(case.round) for case in cases]
    with writing() as session:
        session.query(RoundFindings).delete()
    assert [digest_of(case.round) for case in cases] == [None, None]
    assert service.catch_up() == 2
    alter(version=VERSION - 1)
    assert [digest_of(case.round) for case in cases] == [None, None]
    assert service.catch_up() == 2
    assert [digest_of(case.round) for case in cases] == before
    assert service.catch_up() == 0


def test_counts_that_cannot_be_read_do_not_stop_the_list(make_case, capsys, app):
    broken, other = make_case(0), make_case(1)
    spoil(broken.round)
    made = service.make_again()
    assert (made.rounds, made.changed, made.unreadable) == (2, 1, (broken.round,))
    assert digest_of(broken.round) == NOTHING
    assert {row.facts.public_id: row.watch for row in queries.desk(other.first)} == {
        broken.round: ("unreadable",),
        other.round: (),
    }
    told = app.test_cli_runner().invoke(args=["findings"]).output.splitlines()
    assert told[0] == "2 rounds, 0 digests changed."
    assert told[1:] == [f"round {broken.round}: its counts cannot be read, or are not those of this round."]


def test_digest_of_something_else_is_made_again_when_somebody_checks_the_result(make_case):
    case = make_case()
    right = digest_of(case.round)
    alter(content=NOTHING.to_json())
    service.check(case.first, case.round, case.digest)
    assert digest_of(case.round) == right


def test_signing_looks_at_the_counts_and_never_at_the_digest(make_case):
    case = make_case()
    seen = case.digest
    with writing() as session:
        session.execute(db.text("UPDATE slip SET state = 'spent' WHERE state = 'void'"))
    assert digest_of(case.round).result == seen
    with pytest.raises(Conflict, match="result_changed"):
        service.check(case.first, case.round, seen)


def test_count_is_stored_where_its_digest_cannot_be_made(township, monkeypatch):
    def fails(_round):
        raise ValueError("a case nobody thought of")

    monkeypatch.setattr(appraisal, "appraise", fails)
    village = township.villages[0]
    stored = counted.store(village, counted.spec_of(village), GOOD)
    assert ballotbox.round_facts(stored).state == "counted"
    assert digest_of(stored) == NOTHING
