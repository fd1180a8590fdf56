"""Check, sign by two, publish, send back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from appraisal.domain.former import digest_of_version_1
from appraisal.service import appraise
from ballotbox import queries as ballotbox
from ballotbox.domain.notices import commitment
from ballotbox.models import StoredCount
from core import audit
from core.db import db, writing
from core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from discipline import queries, service
from discipline.domain.states import State
from tests.support import counted
from tests.support.counted import SALT, Ballots


def code_of(refused) -> str:
    return refused.value.code


def state_of(case) -> State:
    return queries.review_of(case.round).standing


def tamper(case, township) -> None:
    """Put the counts of another round under this one."""
    village = township.villages[0]
    other = counted.store(village, counted.spec_of(village), [Ballots(g, (1,) * 5, 20) for g in range(3)])
    with writing() as session:
        rows = session.scalars(db.select(StoredCount).order_by(StoredCount.round_id)).all()
        rows[0].counts = rows[-1].counts
    assert other != case.round


def test_count_makes_a_review(case, township):
    review = queries.review_of(case.round)
    assert (review.standing, review.area_id, review.turn) == (State.DRAFT, township.villages[0].id, 1)


def test_review_goes_from_draft_to_published(case, clock):
    states = [
        service.check(case.first, case.round, case.digest),
        service.sign(case.first, case.round, case.digest),
        service.sign(case.second, case.round, case.digest),
    ]
    service.publish(case.first, case.round)
    assert [*states, state_of(case)] == [State.CHECKED, State.CHECKED, State.SIGNED, State.PUBLISHED]
    marks = queries.review_of(case.round).signatures
    assert [(mark.kind, mark.name, mark.at, mark.result_hash) for mark in marks] == [
        ("checked", "林（纪委）", clock(), case.digest),
        ("signed", "林（纪委）", clock(), case.digest),
        ("signed", "何（纪委）", clock(), case.digest),
    ]
    actions = [entry.action for entry in audit.entries(f"round:{case.round}")]
    assert actions == ["review.published", "review.signed", "review.signed", "review.checked"]


def test_sign_is_refused_to_the_same_person_twice(case):
    service.check(case.first, case.round, case.digest)
    service.sign(case.first, case.round, case.digest)
    with pytest.raises(Conflict) as refused:
        service.sign(case.first, case.round, case.digest)
    assert code_of(refused) == "signed_already"
    assert state_of(case) is State.CHECKED


def test_sign_needs_the_check_before_it(case):
    with pytest.raises(Conflict) as refused:
        service.sign(case.first, case.round, case.digest)
    assert code_of(refused) == "review_moved_on"


def test_publish_needs_both_signatures(case):
    service.check(case.first, case.round, case.digest)
    service.sign(case.first, case.round, case.digest)
    with pytest.raises(Conflict) as refused:
        service.publish(case.second, case.round)
    assert code_of(refused) == "review_moved_on"
    assert queries.published(case.round) is None


@pytest.mark.parametrize("step", [service.check, service.sign])
def test_cadre_under_evaluation_can_do_nothing(case, step):
    with pytest.raises(NotAllowed) as refused:
        step(case.cadre, case.round, case.digest)
    assert code_of(refused) == "own_round"


def test_cadre_under_evaluation_can_neither_look_send_back_reopen_nor_publish(case):
    actions = (
        service.look,
        lambda actor, public_id: service.send_back(actor, public_id, "看不惯"),
        service.reopen,
        service.publish,
    )
    for action in actions:
        with pytest.raises(NotAllowed) as refused:
            action(case.cadre, case.round)
        assert code_of(refused) == "own_round"


def test_cadre_of_another_village_may_review(make_case):
    case = make_case(1)
    assert service.check(case.cadre, case.round, case.digest) is State.CHECKED


def test_sign_refuses_a_result_that_was_not_on_the_page(case):
    service.check(case.first, case.round, case.digest)
    for seen in ("", "0" * 64):
        with pytest.raises(Conflict) as refused:
            service.sign(case.first, case.round, seen)
        assert code_of(refused) == "result_changed"


def test_sign_refuses_another_result_than_the_one_checked(case, township):
    service.check(case.first, case.round, case.digest)
    tamper(case, township)
    with pytest.raises(Conflict) as refused:
        service.sign(case.first, case.round, case.digest)
    assert code_of(refused) == "result_changed"


def test_publish_refuses_another_result_than_the_one_signed(case, township):
    case.sign_twice()
    tamper(case, township)
    with pytest.raises(Conflict) as refused:
        service.publish(case.first, case.round)
    assert code_of(refused) == "result_changed"
    assert state_of(case) is State.SIGNED


def test_bulletin_stays_as_it_was_published(case, township):
    case.publish()
    before = queries.published(case.round).text
    tamper(case, township)
    assert queries.published(case.round).text == before
    for action in (service.check, service.sign):
        with pytest.raises(Conflict):
            action(case.second, case.round, case.digest)
    with pytest.raises(Conflict):
        service.send_back(case.first, case.round, "再看看")


def test_send_back_takes_the_signatures_away_and_keeps_them_on_file(case):
    case.sign_twice()
    service.send_back(case.second, case.round, " 第 2 批的发放记录\n对不上 ")
    review = queries.review_of(case.round)
    assert (review.standing, review.reason) == (State.RETURNED, "第 2 批的发放记录 对不上")
    assert (len(review.signatures), review.of_this_turn("signed")) == (3, [])
    service.reopen(case.first, case.round)
    assert (state_of(case), queries.review_of(case.round).reason) == (State.DRAFT, "")
    case.publish()
    assert state_of(case) is State.PUBLISHED


def test_send_back_needs_a_reason(case):
    with pytest.raises(InvalidInput) as refused:
        service.send_back(case.first, case.round, "  ")
    assert code_of(refused) == "reason_missing"


def test_review_of_a_round_that_was_not_counted_is_not_there(township):
    with pytest.raises(NotFound):
        service.look(township.actors["officer1"], "nosuchrd")
    with pytest.raises(NotFound):
        queries.review_of("nosuchrd")


def test_publication_begins_the_period_for_objections(case, clock):
    case.publish()
    assert ballotbox.round_facts(case.round).objections_until == clock().date() + timedelta(days=15)


def as_in_version_1(case) -> None:
    """Put the hashes under the marks that results had in their first form."""
    with writing():
        for mark in queries.review_of(case.round).signatures:
            mark.result_hash = digest_of_version_1(appraise(case.round))


def test_review_signed_in_the_first_form_is_published_with_the_hash_that_was_signed(case):
    case.sign_twice()
    as_in_version_1(case)
    service.publish(case.first, case.round)
    assert state_of(case) is State.PUBLISHED
    assert queries.published(case.round).content["result_commitment"] == commitment(
        SALT, digest_of_version_1(appraise(case.round))
    )


def test_review_checked_in_the_first_form_is_checked_again(case):
    service.check(case.first, case.round, case.digest)
    as_in_version_1(case)
    with pytest.raises(Conflict) as refused:
        service.sign(case.first, case.round, case.digest)
    assert (code_of(refused), state_of(case)) == ("result_changed", State.CHECKED)
    service.send_back(case.first, case.round, "结果的形式变了")
    service.reopen(case.first, case.round)
    case.publish()
    assert queries.published(case.round).content["result_commitment"] == commitment(SALT, case.digest)


def test_bulletin_is_published_without_its_salt_and_then_commits_to_nothing(case):
    ballotbox.salt_path(case.round).unlink()
    case.publish()
    assert queries.published(case.round).content["result_commitment"] == ""


def rows_of(case) -> list[tuple[bool | None, int, str]]:
    persons = queries.published(case.round).content["persons"]
    return [(one["not_competent"], one["in_a_row"]["rounds"], one["in_a_row"]["says"]) for one in persons[:2]]


def test_bulletin_counts_who_was_not_competent_in_a_row_as_far_as_bulletins_say(make_case, clock):
    ballots = [Ballots(g, (4, 1, 4, 4, 4), n) for g, n in ((0, 250), (1, 30), (2, 40))]
    for said in ("counting", "met_by_surveys"):
        case = make_case(0, tuple(ballots))
        clock.forward(days=1)
        case.publish()
        assert rows_of(case) == [(False, 0, "no"), (True, 1 if said == "counting" else 2, said)]


def test_bulletin_does_not_count_a_round_whose_bulletin_did_not_tell(make_case, clock):
    ballots = tuple(Ballots(g, (4, 1, 4, 4, 4), n) for g, n in ((0, 250), (1, 30), (2, 40)))
    make_case(0, ballots)  # judged alike, but never published
    clock.forward(days=1)
    case = make_case(0, ballots)
    case.publish()
    assert rows_of(case)[1] == (True, 1, "counting")
