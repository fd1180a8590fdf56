"""The own view and the officers' page of statements, as their readers meet them."""

from __future__ import annotations

import pytest

from core import clock
from core.db import db, writing
from discipline import queries, service
from discipline.models import SelfScore
from tests.support import ballots
from tests.support.client import PageClient
from tests.support.counted import Ballots
from tests.support.printed import words

WORDS = "谢谢大家。\n路会修好。"
FIVE = {"virtue": "4", "ability": "3", "diligence": "4", "achievement": "2", "integrity": "4"}
SCORE = {f"item_{key}": mark for key, mark in FIVE.items()}


@pytest.fixture
def head(client, sign_in):
    """The head of 大柳村 at the door, with no post in the office."""
    return sign_in(client, "head")


@pytest.fixture
def officer(app, sign_in):
    return sign_in(app.test_client(), "officer1")


@pytest.fixture
def published(make_case):
    case = make_case()
    case.publish()
    return case


def test_own_pages_are_for_the_evaluated_alone(app, sign_in, case):
    for login in ("organizer", "officer1", "keyholder", "admin"):
        visitor = sign_in(app.test_client(), login)
        answers = [visitor.get(path).status_code for path in ("/staff/own", f"/staff/own/{case.round}")]
        answers += [visitor.post(f"/staff/own/{case.round}/{step}").status_code for step in ("self-score", "statement")]
        assert answers == [403] * 4, login


def test_evaluated_person_has_the_home_and_the_own_view_and_nothing_else(app, head, case):
    denied = {
        rule.rule: head.get(rule.rule.replace("<round_id>", case.round)).status_code
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/staff/") and "GET" in rule.methods and not set(rule.arguments) - {"round_id"}
    }
    allowed = sorted(path for path, status in denied.items() if status != 403)
    assert allowed == ["/staff/", "/staff/home", "/staff/own", "/staff/own/<round_id>", "/staff/sign-in"]


def test_round_of_another_village_is_not_the_reader_s(head, make_case):
    other = make_case(1)
    page = head.get(f"/staff/own/{other.round}")
    assert (page.status_code, "这一轮评的没有您" in page.text) == (403, True)
    assert head.get("/staff/own/zzzzzzzz").status_code == 404
    assert head.post(f"/staff/own/{other.round}/self-score", data=SCORE).status_code == 403


def test_self_score_is_entered_on_its_page_and_shown_there(head: PageClient, township):
    opened = ballots.open_round(township, "five_dimensions").id
    address = f"/staff/own/{opened}"
    page = head.get(address).text
    assert ("checked" in page, "存下自评" in page) == (False, True)  # nothing preselected
    assert head.post(f"{address}/self-score", data=SCORE).location == address
    page = head.get(address).text
    assert (page.count("checked"), "自评写好了" in page) == (5, True)
    assert queries.own_round(township.actors["head"], opened).marks == "43424"


def test_self_score_with_a_strange_grade_is_refused_at_its_item(head: PageClient, township):
    opened = ballots.open_round(township, "five_dimensions").id
    answer = head.post(f"/staff/own/{opened}/self-score", data=SCORE | {"item_ability": "9"})
    assert (answer.status_code, answer.text.count("从给出的等次里选一个，或者空着。")) == (422, 2)
    assert queries.own_round(township.actors["head"], opened).score is None


def test_self_score_after_the_end_is_refused_in_words(head: PageClient, township, clock):
    opened = ballots.open_round(township, "five_dimensions").id
    head.post(f"/staff/own/{opened}/self-score", data=SCORE)
    clock.set(ballots.CLOSES)
    answer = head.post(f"/staff/own/{opened}/self-score", data=SCORE)
    assert (answer.status_code, "投票已经截止，自评不能再改" in answer.text) == (409, True)
    page = head.get(f"/staff/own/{opened}").text
    assert ("存下自评" in page, "折成分数" in page, ">88<" in page) == (False, True, True)


def test_gap_to_the_self_score_is_on_the_officers_page_alone(officer, client, make_case, township):
    case = make_case(0, tuple(Ballots(group, (4, 1, 4, 4, 4), 30) for group in range(3)))
    score_in(case.round, township.actors["head"], "4")
    page = officer.get(f"/staff/reviews/{case.round}").text
    assert ("自评和得分差得多" in page, "自评 100.0 分，比得分高 60.0 分。" in page) == (True, True)
    assert "自评100.0，差+60.0：自评偏高" in "".join(words(officer.get(f"/staff/reviews/{case.round}/report.pdf").data))
    case.publish()
    assert "自评" not in officer.get(f"/r/{case.round}").text
    assert "自评" not in "".join(words(officer.get(f"/r/{case.round}.pdf").data))


def score_in(round_id: str, actor, marks: str) -> None:
    """Put a self-score into a round that was counted without the hours it takes."""
    by = {"cadre_id": actor.cadre_id, "number": 2, "staff_id": actor.staff_id, "entered_at": clock.now()}
    with writing():
        db.session.add(SelfScore(round_public_id=round_id, marks=marks, salt=bytes(32), **by))


def test_nothing_of_the_result_is_on_the_page_before_publication(head: PageClient, case):
    case.sign_twice()
    page = head.get(f"/staff/own/{case.round}").text
    assert ("公布的结果" in page, "得分" in page, "本人说明" in page) == (False,) * 3
    assert "结果由纪委两个人签字以后公布" in page


def test_published_figures_are_those_of_the_bulletin_for_this_person_alone(head: PageClient, published):
    page = head.get(f"/staff/own/{published.round}").text
    own, others = queries.published(published.round).content["persons"][1], ("王书记", "张副书记", "刘会计", "陈主席")
    assert ("公布的结果" in page, f"{own['score']:.0f}" in page) == (True, True)
    assert [name for name in others if name in page] == []


def test_statement_is_written_let_through_and_public(head: PageClient, officer, client, published):
    address = f"/staff/own/{published.round}"
    assert head.post(f"{address}/statement", data={"text": WORDS}).status_code == 303
    assert "本人说明" not in officer.get(f"/r/{published.round}").text
    desk = officer.get("/staff/statements").text
    said = queries.statements(published.first)[0]
    assert ("没有点村民的名，登出去" in desk, said.sha256 in desk) == (True, True)
    assert officer.post(f"/staff/statements/{said.id}/publish", data={"seen": said.sha256}).status_code == 303
    public = officer.get(f"/r/{published.round}").text
    assert ("本人说明" in public, "路会修好。" in public, "2. 李主任" in public) == (True,) * 3
    assert "不再改" in head.get(address).text
    assert head.post(f"{address}/statement", data={"text": "x"}).status_code == 409


@pytest.mark.parametrize(
    ("typed", "said"),
    [("", "还没有写字"), ("评" * 1_001, "写了 1001 个字，最多 1000 个字"), ("打 13912345678 找我", "长号码")],
)
def test_statement_that_cannot_stand_is_kept_in_its_field(head: PageClient, published, typed, said):
    answer = head.post(f"/staff/own/{published.round}/statement", data={"text": typed})
    assert (answer.status_code, answer.text.count(said), f"{typed}</textarea>" in answer.text) == (422, 2, True)


def test_statement_is_returned_with_its_reason(head: PageClient, officer, published):
    head.post(f"/staff/own/{published.round}/statement", data={"text": "张三家乱说"})
    said = queries.statements(published.first)[0]
    empty = officer.post(f"/staff/statements/{said.id}/return", data={"reason": ""})
    assert (empty.status_code, empty.text.count("写上哪一句要改、为什么。</p>")) == (422, 1)
    officer.post(f"/staff/statements/{said.id}/return", data={"reason": "不要点名"})
    page = head.get(f"/staff/own/{published.round}").text
    assert ("审核人退回了：不要点名" in page, "张三家乱说</textarea>" in page) == (True, True)
    assert "退回原因：不要点名" in officer.get("/staff/statements").text


def test_evaluated_officer_reads_no_statement_of_the_own_round(head: PageClient, app, sign_in, published):
    head.post(f"/staff/own/{published.round}/statement", data={"text": WORDS})
    said = queries.statements(published.first)[0]
    cadre = sign_in(app.test_client(), "cadre")
    assert ("路会修好" in cadre.get("/staff/statements").text) is False
    assert cadre.post(f"/staff/statements/{said.id}/publish", data={"seen": said.sha256}).status_code == 403


def test_statements_are_for_officers(app, sign_in, head):
    for login in ("organizer", "keyholder", "admin", "head"):
        visitor = sign_in(app.test_client(), login)
        answers = [visitor.get("/staff/statements"), *(visitor.post(f"/staff/statements/1/{s}") for s in STEPS)]
        assert [answer.status_code for answer in answers] == [403] * 3, login


STEPS = ("publish", "return")


def test_statements_that_are_not_there_are_not_found(officer):
    assert officer.post("/staff/statements/4711/publish", data={"seen": ""}).status_code == 404
    assert officer.post(f"/staff/statements/{2**40}/publish").status_code == 404
    assert "还没有人写说明" in officer.get("/staff/statements").text


def test_home_tells_the_evaluated_what_waits_and_nothing_of_turnout(head: PageClient, published, township):
    page = head.get("/staff/home").text
    assert ("大柳村：结果公布了" in page, "11 月 18 日，星期三以前写" in page) == (True, True)
    service.write_statement(township.actors["head"], published.round, WORDS)
    assert "今天没有要办的事" in head.get("/staff/home").text
    said = queries.statements(published.first)[0]
    service.return_statement(published.first, said.id, "不要点名")
    assert "大柳村：您的说明退回了" in head.get("/staff/home").text


def test_home_offers_the_self_score_until_it_is_there(head: PageClient, township):
    opened = ballots.open_round(township).id
    page = head.get("/staff/home").text
    assert ("大柳村：可以写自评" in page, "已投" in page, "票条" in page) == (True, False, False)
    service.enter_self_score(township.actors["head"], opened, {"overall": "4"})
    assert "可以写自评" not in head.get("/staff/home").text


def test_home_tells_officers_of_waiting_statements(head: PageClient, officer, published, township, app, sign_in):
    assert "本人说明" not in officer.get("/staff/home").text
    service.write_statement(township.actors["head"], published.round, WORDS)
    assert "1 份本人说明等人看" in officer.get("/staff/home").text
    assert "本人说明等人看" not in sign_in(app.test_client(), "cadre").get("/staff/home").text


def test_own_pages_read_in_english(head: PageClient, officer, published, township):
    service.write_statement(township.actors["head"], published.round, WORDS)
    pages = [head.get(f"/staff/own{rest}?lang=en").text for rest in ("", f"/{published.round}")]
    pages += [officer.get("/staff/statements?lang=en").text]
    assert [
        said in page for page, said in zip(pages, ("My evaluations", "The published result", "To be read"), strict=True)
    ] == [True] * 3
