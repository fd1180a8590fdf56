"""Self-scores and statements: who may write what when, and what the office gets of them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from appraisal.service import compare
from ballotbox import service as ballotbox
from core import audit, clock
from core.audit_tree import commitment
from core.db import db, writing
from core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from discipline import queries, service
from discipline.domain.own import StatementState
from discipline.models import SelfScore
from tests.support import ballots

pytestmark = pytest.mark.usefixtures("both_databases")
WORDS = "谢谢大家。路会修好。"
FIVE = {"virtue": "4", "ability": "3", "diligence": "4", "achievement": "2", "integrity": "4"}


@pytest.fixture
def head(township):
    """The head of 大柳村: second on the ballot there."""
    return township.actors["head"]


@pytest.fixture
def opened(township):
    """An open round of 大柳村 by five dimensions."""
    return ballots.open_round(township, "five_dimensions").id


@pytest.fixture
def published(make_case):
    case = make_case()
    case.publish()
    db.session.rollback()
    return case


def at_once(app, send) -> None:
    """Call `send` with 0 to 7 on four threads."""

    def inside(n: int) -> None:
        with app.app_context():
            send(n)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(inside, range(8)))


def only_statement(actor):
    (found,) = queries.statements(actor)
    return found


def log() -> list[tuple[str, str, dict]]:
    return [(entry.action, entry.subject, entry.facts) for entry in reversed(audit.entries())]


def test_self_score_is_entered_and_changed_and_the_log_holds_no_grade(opened, head):
    service.enter_self_score(head, opened, FIVE)
    service.enter_self_score(head, opened, FIVE | {"achievement": ""})
    mine = queries.own_round(head, opened)
    assert (mine.marks, mine.points, mine.person.number) == ("43404", None, 2)
    entries = [(subject, facts) for action, subject, facts in log() if action == "selfscore.entered"]
    sealed = [facts.pop("sealed") for _subject, facts in entries]
    subject = f"round:{opened}"
    assert entries == [(subject, {"person": 2, "given": 5}), (subject, {"person": 2, "given": 4})]
    assert sealed[1] == commitment(mine.score.salt, {"marks": "43404"})
    assert sealed[0] != sealed[1]


def test_self_score_entered_twice_is_one_row(opened, head):
    for _ in range(2):
        service.enter_self_score(head, opened, FIVE)
    assert db.session.scalar(db.select(db.func.count()).select_from(SelfScore)) == 1


def test_self_scores_sent_at_once_make_one_row(app, opened, head):
    at_once(app, lambda n: service.enter_self_score(head, opened, FIVE | {"virtue": "4321"[n % 4]}))
    assert db.session.scalar(db.select(db.func.count()).select_from(SelfScore)) == 1
    assert sum(action == "selfscore.entered" for action, *_ in log()) == 8


def test_statements_sent_at_once_make_one_row(app, published, head):
    at_once(app, lambda n: service.write_statement(head, published.round, f"第 {n} 稿"))
    assert (len(queries.statements(published.first)), audit.entries()[0].action) == (1, "statement.written")


def test_self_score_is_frozen_when_voting_ends(opened, head, township, clock):
    service.enter_self_score(head, opened, FIVE)
    clock.set(ballots.CLOSES)
    with pytest.raises(Conflict, match="self_score_closed"):
        service.enter_self_score(head, opened, FIVE)
    clock.forward(hours=-5)
    ballotbox.close_round(township.actors["organizer"], opened)
    with pytest.raises(Conflict, match="self_score_closed"):
        service.enter_self_score(head, opened, FIVE)
    assert queries.own_round(head, opened).marks == "43424"


def test_self_score_is_the_evaluated_persons_alone(opened, head, township):
    for login in ("organizer", "officer1", "admin"):
        with pytest.raises(NotAllowed, match="not_evaluated"):
            service.enter_self_score(township.actors[login], opened, FIVE)
    stranger = replace(head, cadre_id=township.villages[1].cadres[0])
    with pytest.raises(NotAllowed, match="not_evaluated"):
        service.enter_self_score(stranger, opened, FIVE)
    with pytest.raises(NotFound, match="no_round"):
        service.enter_self_score(head, "zzzzzzzz", FIVE)
    with pytest.raises(InvalidInput, match="grade_unknown"):
        service.enter_self_score(head, opened, FIVE | {"virtue": "9"})


def test_office_gets_self_scores_after_the_count_alone(opened, head, township):
    service.enter_self_score(head, opened, FIVE)
    service.enter_self_score(township.actors["cadre"], opened, {"virtue": "4"})  # left unfinished
    for read in (queries.self_scores, queries.self_grades):
        with pytest.raises(Conflict, match="round_not_counted"):
            read(opened)


def test_self_scores_are_points_by_number_and_enter_no_count(make_case, head, township):
    case = make_case(preset="overall")
    before = case.digest
    with writing():
        db.session.add_all(
            SelfScore(
                round_public_id=case.round,
                cadre_id=actor.cadre_id,
                number=number,
                marks=marks,
                salt=bytes(32),
                staff_id=actor.staff_id,
                entered_at=clock.now(),
            )
            for actor, number, marks in ((township.actors["cadre"], 1, "0"), (head, 2, "4"))
        )
    assert queries.self_scores(case.round) == {2: 100.0}
    grades = queries.self_grades(case.round)
    assert (grades[1], [grade.name for grade in grades[2]]) == ((None,), ["优秀"])
    gaps = {row.number: row.self_gap for row in compare(case.round, queries.self_scores(case.round)).persons}
    assert (gaps[1], gaps[2].self_score, case.digest) == (None, 100.0, before)


def test_nothing_of_the_result_is_seen_before_publication(make_case, head):
    case = make_case()
    case.sign_twice()
    mine = queries.own_round(head, case.round)
    assert (mine.published, mine.until, mine.takes_statement, mine.takes_score) == (None, None, False, False)
    with pytest.raises(Conflict, match="not_published"):
        service.write_statement(head, case.round, WORDS)


def test_statement_is_written_replaced_and_let_through(published, head):
    service.write_statement(head, published.round, "初稿")
    service.write_statement(head, published.round, WORDS)
    said = only_statement(published.first)
    assert (said.text, said.standing, queries.statements_shown(published.round)) == (WORDS, StatementState.WAITING, [])
    assert queries.waiting_statements(published.first) == 1
    service.let_through(published.first, said.id, said.sha256)
    (shown,) = queries.statements_shown(published.round)
    assert (shown.text, shown.person.number, queries.waiting_statements(published.first)) == (WORDS, 2, 0)
    with pytest.raises(Conflict, match="statement_published"):
        service.write_statement(head, published.round, "又想改")
    assert [entry for entry in log() if entry[0].startswith("statement.")] == [
        ("statement.written", f"round:{published.round}", {"person": 2, "length": 2}),
        ("statement.written", f"round:{published.round}", {"person": 2, "length": 10}),
        ("statement.published", f"round:{published.round}", {"person": 2, "sealed": said.sha256}),
    ]


def test_statement_changed_while_the_officer_read_is_not_let_through(published, head):
    service.write_statement(head, published.round, "初稿")
    seen = only_statement(published.first)
    service.write_statement(head, published.round, WORDS)
    with pytest.raises(Conflict, match="statement_changed"):
        service.let_through(published.first, seen.id, seen.sha256)
    assert only_statement(published.first).standing is StatementState.WAITING


def test_returned_statement_is_written_anew_even_past_the_period(published, head, clock):
    service.write_statement(head, published.round, "张三家乱说")
    clock.forward(days=15)
    service.return_statement(published.first, only_statement(published.first).id, "不要点名")
    mine = queries.own_round(head, published.round)
    assert (mine.statement.reason, mine.takes_statement) == ("不要点名", True)
    clock.forward(days=5)
    service.write_statement(head, published.round, WORDS)
    found = only_statement(published.first)
    assert (found.text, found.reason, found.standing) == (WORDS, "", StatementState.WAITING)
    assert queries.own_round(head, published.round).statement.returned_on is None


def test_statement_is_late_after_fifteen_days(published, head, clock):
    clock.forward(days=16)
    with pytest.raises(Conflict, match="statement_late"):
        service.write_statement(head, published.round, WORDS)
    assert queries.own_round(head, published.round).takes_statement is False


def test_statement_is_dealt_with_once_and_never_by_the_evaluated(published, head):
    service.write_statement(head, published.round, WORDS)
    said = only_statement(published.first)
    for act in (lambda who: service.let_through(who, said.id, said.sha256), refuse(said.id)):
        with pytest.raises(NotAllowed, match="own_round"):
            act(published.cadre)
    service.let_through(published.first, said.id, said.sha256)
    for act in (lambda who: service.let_through(who, said.id, said.sha256), refuse(said.id)):
        with pytest.raises(Conflict, match="statement_moved_on"):
            act(published.second)
    with pytest.raises(NotFound, match="no_statement"):
        service.let_through(published.first, 4711, "")


def refuse(statement_id: int):
    return lambda who: service.return_statement(who, statement_id, "不要点名")


def test_statement_is_returned_with_a_reason_alone(published, head):
    service.write_statement(head, published.round, WORDS)
    with pytest.raises(InvalidInput, match="reason_missing"):
        service.return_statement(published.first, only_statement(published.first).id, "  ")


def test_evaluated_officer_reads_that_others_deal_with_it(published, head):
    service.write_statement(head, published.round, WORDS)
    assert [row.own for row in queries.statements(published.cadre)] == [True]
    assert (queries.waiting_statements(published.cadre), queries.waiting_statements(published.first)) == (0, 1)


def test_refused_statement_leaves_the_former_one(published, head):
    service.write_statement(head, published.round, WORDS)
    with pytest.raises(InvalidInput, match="statement_long"):
        service.write_statement(head, published.round, "评" * 1_001)
    assert only_statement(published.first).text == WORDS


def test_own_rounds_are_as_many_questions_for_many_as_for_one(make_case, head, count_queries):
    make_case()
    one = count_queries(lambda: queries.own_rounds(head))
    make_case(), make_case(), make_case(1)
    assert (count_queries(lambda: queries.own_rounds(head)), len(queries.own_rounds(head))) == (one, 3)


def test_bulletin_is_not_touched_by_a_statement(published, head):
    before = queries.published(published.round).text
    service.write_statement(head, published.round, WORDS)
    said = only_statement(published.first)
    service.let_through(published.first, said.id, said.sha256)
    assert queries.published(published.round).text == before


def test_closing_time_passes_while_the_round_is_still_open(opened, head, clock):
    clock.set(ballots.CLOSES - timedelta(minutes=1))
    service.enter_self_score(head, opened, FIVE)
    assert queries.own_round(head, opened).takes_score is True
    clock.set(ballots.CLOSES)
    assert queries.own_round(head, opened).takes_score is False
