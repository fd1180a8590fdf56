"""The whole way, nothing put in by hand: slips, ballots, two passphrases, count, review, bulletin, receipt."""

from __future__ import annotations

from appraisal.service import appraise
from ballotbox import service as ballotbox
from ballotbox.domain.record import Channel
from core.db import db
from discipline import queries, service
from tests.support import ballots


def count(township, opened: ballots.OpenRound) -> None:
    people = township.actors
    ballotbox.close_round(people["organizer"], opened.id)
    key = ballotbox.open_key(people["officer1"], opened.id, ballots.OFFICE_PHRASE, ballots.SECOND_PHRASE)
    ballotbox.count(people["officer1"], opened.id, key)


def test_voter_finds_the_own_ballot_in_the_published_bulletin(client, township):
    opened, people = ballots.open_round(township), township.actors
    marks = [(4, 4, 3, 2, 0)] * 7 + [(3, 4, 3, 1, 4)] * 4
    receipts = [
        ballotbox.cast(opened.id, code, choice, Channel.WEB).receipt
        for code, choice in zip(opened.codes, marks, strict=False)
    ]
    db.session.rollback()
    count(township, opened)
    result = appraise(opened.id)
    service.check(people["officer1"], opened.id, result.digest)
    for officer in ("officer1", "officer2"):
        service.sign(people[officer], opened.id, result.digest)
    service.publish(people["officer2"], opened.id)
    ledger = result.ledger
    assert (ledger.issued, ledger.void, ledger.spent, ledger.counted, ledger.difference) == (12, 1, 11, 11, 0)
    assert [grade.count for grade in result.persons[0].grades] == [7, 4, 0, 0]
    person = queries.published(opened.id).content["persons"][0]
    # all but four of eleven gave one grade: which, and that nobody gave the lower ones, is not told
    assert (person["shares"], person["score"], person["notes"]) == ([], None, ["alike"])
    page = client.get(f"/r/{opened.id}", query_string={"receipt": receipts[0][:16]})
    assert "在票箱里。" in page.text
