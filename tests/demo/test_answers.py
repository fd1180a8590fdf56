"""The evening reads answers as people do; here from every page and text that can come."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from ballotbox import service
from core.db import db
from demo.domain.answers import COUNTED, LOOK_AGAIN, UNUSABLE, of_message, of_page
from demo.domain.slips import mistyped
from sms.domain.templates import TEMPLATES
from tests.support import ballots
from tests.support.ballots import OpenRound, grades
from tests.support.client import PageClient
from tests.support.fixed_clock import FixedClock
from tests.support.sample import Township
from tests.support.texting import Phone

UNKNOWN_CODE = "0000000000000000"  # its check digit is right, and nobody prints it
Cast = Callable[..., str]


@pytest.fixture
def opened(township: Township) -> OpenRound:
    return ballots.open_round(township)


@pytest.fixture
def cast(client: PageClient, opened: OpenRound) -> Cast:
    def send(code: str, marks: str = "43210", step: str = "cast") -> str:
        answer = client.post(f"{opened.url}/{step}", data={"code": code, **grades(marks)})
        return of_page(answer.status_code, answer.text)

    return send


def void(township: Township, opened: OpenRound) -> None:
    service.void_batch(township.actors["organizer"], opened.batch_id)
    db.session.rollback()


def test_counted_and_spent_pages_are_told_apart(cast: Cast, opened: OpenRound) -> None:
    assert [cast(opened.codes[0]), cast(opened.codes[0])] == [COUNTED, UNUSABLE]


def test_unknown_and_void_codes_cannot_be_used(cast: Cast, opened: OpenRound, township: Township) -> None:
    void(township, opened)
    assert [cast(UNKNOWN_CODE), cast(opened.codes[0])] == [UNUSABLE, UNUSABLE]


@pytest.mark.parametrize("step", ["check", "cast"])
def test_page_that_names_the_code_alone_means_look_again(cast: Cast, opened: OpenRound, step: str) -> None:
    wrong = mistyped(opened.codes[0])
    assert [cast(wrong, step=step), cast("12", step=step)] == [LOOK_AGAIN, LOOK_AGAIN]


def test_page_that_misses_a_grade_is_none_of_them(cast: Cast, opened: OpenRound) -> None:
    assert [cast(opened.codes[0], "4321"), cast("12", "4321")] == ["status 422: 请您评一评村干部"] * 2


def test_pages_of_a_closed_round_and_of_the_check_are_none_of_them(
    cast: Cast, opened: OpenRound, clock: FixedClock
) -> None:
    assert cast(opened.codes[0], step="check") == "status 200: 核对一下，再投票"
    clock.set(ballots.CLOSES)
    assert cast(opened.codes[0]) == "status 409: 这一轮已经投完了"


def test_texts_of_a_ballot_are_told_apart(app: Flask, opened: OpenRound, township: Township) -> None:
    phone, code = Phone(app), opened.codes[0]

    def text(body: str) -> str:
        answer = phone.post(body)
        return of_message(answer.status_code, answer.text)

    sent = [f"{code} 43210", f"{code} 43210", f"{UNKNOWN_CODE} 43210", f"{mistyped(opened.codes[1])} 43210"]
    assert [text(body) for body in sent] == [COUNTED, UNUSABLE, UNUSABLE, LOOK_AGAIN]
    assert text(opened.codes[2]).startswith("status 200: 【直评】")  # a code alone: how to answer
    void(township, opened)
    assert [text(f"{opened.codes[1]} 43210"), text(opened.codes[2])] == [UNUSABLE, UNUSABLE]


def test_only_three_texts_have_a_meaning() -> None:
    meanings = {}
    for (name, language), template in TEMPLATES.items():
        said = template.fill(dict.fromkeys(template.fields, "3"))
        meaning = of_message(200, f"<Response><Message>{said}</Message></Response>")
        if not meaning.startswith("status"):
            meanings[name, language] = meaning
    assert meanings == {
        ("ballot_cast", "zh"): COUNTED,
        ("code_unusable", "zh"): UNUSABLE,
        ("code_mistyped", "zh"): LOOK_AGAIN,
    }


def test_refused_and_silent_answers_to_a_text_are_none_of_them() -> None:
    assert of_message(403, "签名对不上") == "status 403: "
    assert of_message(200, "<Response />") == "status 200: "
