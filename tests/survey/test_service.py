from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select, text

from core import events
from core.db import db, writing
from core.errors import NotFound
from core.redact import MARK
from survey import queries, service
from survey.domain.news import AnswerSubmitted
from survey.models import Answer, Questionnaire
from tests.support.sample import Township


@pytest.fixture
def form(township: Township) -> str:
    return service.open_opinion_form(township.actors["organizer"], township.villages[0].id)


def stored() -> list[Answer]:
    return list(db.session.scalars(select(Answer)))


def test_opinion_form_is_opened_once(township: Township, form: str) -> None:
    village = township.villages[0].id
    assert service.open_opinion_form(township.actors["organizer"], village) == form
    assert queries.opinion_form(village) == form
    assert queries.opinion_form(township.villages[1].id) is None
    assert len(list(db.session.scalars(select(Questionnaire)))) == 1


def test_submit_stores_the_answer_with_its_day_alone(form: str) -> None:
    receipt = service.submit(
        form, {"text": "路灯坏了，电话13812345678", "head": "问需"}, "web", "t", {"notice": "k3m8x2vp"}
    )
    answer = stored()[0]
    assert (answer.id, answer.reference) == (receipt.answer_id, receipt.reference)
    assert answer.data == {"text": f"路灯坏了，电话{MARK}", "head": "问需"}
    assert (answer.day, answer.channel, answer.context) == (date(2026, 11, 3), "web", {"notice": "k3m8x2vp"})
    columns = {column.name for column in Answer.__table__.columns}
    assert columns == {"id", "version_id", "day", "channel", "token", "reference", "data", "context"}


def test_submit_announces_in_the_same_transaction(app: Flask, form: str) -> None:
    heard: list[AnswerSubmitted] = []

    def refuse(news: AnswerSubmitted) -> None:
        heard.append(news)
        raise RuntimeError("no")

    events.subscribe(app, AnswerSubmitted, refuse)
    with pytest.raises(RuntimeError):
        service.submit(form, {"text": "修路"}, "sms", "t")
    news = heard[0]
    assert (news.questionnaire_kind, news.texts, news.channel) == ("opinion", {"text": "修路"}, "sms")
    assert stored() == []


def test_submit_of_the_same_page_twice_is_one_answer(form: str) -> None:
    first = service.submit(form, {"text": "修路"}, "web", "t")
    assert service.submit(form, {"text": "修路"}, "web", "t") == first
    assert len(stored()) == 1


def test_submit_of_the_same_page_by_many_at_once_is_one_answer(app: Flask, form: str) -> None:
    db.session.rollback()

    def press(_: int) -> str:
        with app.app_context():
            return service.submit(form, {"text": "修路"}, "web", "t").reference

    with ThreadPoolExecutor(8) as pool:
        references = set(pool.map(press, range(16)))
    assert references == {answer.reference for answer in stored()}
    assert len(references) == 1


def test_submit_of_something_else_from_the_same_page_is_another_answer(form: str) -> None:
    first = service.submit(form, {"text": "修路"}, "web", "t")
    second = service.submit(form, {"text": "修桥"}, "web", "t")
    assert first.reference != second.reference
    assert len(stored()) == 2


def test_submit_without_a_token_repeats_nothing(form: str) -> None:
    references = {service.submit(form, {"text": "修路"}, "web", "").reference for _ in range(2)}
    assert len(references) == 2


def test_submit_within_a_transaction_leaves_the_commit_to_its_owner(form: str) -> None:
    with pytest.raises(RuntimeError), writing():
        service.submit_within(form, {"text": "修路"}, "sms", "t")
        raise RuntimeError("the inbox failed")
    assert stored() == []


def test_submit_refuses_with_a_problem_per_question(form: str) -> None:
    with pytest.raises(service.AnswersRefused) as refused:
        service.submit(form, {"text": " ", "head": "问天"}, "web", "t")
    assert refused.value.fields == {"text": "text_missing", "head": "choice_unknown"}
    assert stored() == []


def test_submit_to_no_form_is_not_found(township: Township) -> None:
    with pytest.raises(NotFound):
        service.submit("zzzzzzzz", {"text": "修路"}, "web", "t")


@pytest.mark.parametrize("notice", ["", "../../etc", "x" * 17, "说"])
def test_submit_keeps_no_context_that_is_no_id(form: str, notice: str) -> None:
    service.submit(form, {"text": "修路"}, "web", "t", {"notice": notice, "other": "k3m8x2vp"})
    assert stored()[0].context == {}


def test_asked_form_is_still_known_while_the_database_does_not_answer(app: Flask, form: str) -> None:
    asked = queries.asked_form(form)
    app.extensions["asked_forms"][form] = (0.0, asked)  # no longer fresh
    db.session.execute(text("ALTER TABLE questionnaire RENAME TO elsewhere"))
    db.session.commit()
    assert queries.asked_form(form) == asked
