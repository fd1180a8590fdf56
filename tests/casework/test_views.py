from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from casework import queries, service
from survey import service as survey
from tests.support.client import PageClient
from tests.support.fixed_clock import FixedClock
from tests.support.sample import Township

SignIn = Callable[..., Any]
CountQueries = Callable[[Callable[[], object]], int]


@pytest.fixture
def reference(township: Township) -> str:
    form = survey.open_opinion_form(township.actors["organizer"], township.villages[0].id)
    return survey.submit(form, {"text": "路灯坏了<三>盏", "head": "问效"}, "web", "t").reference


def heading(page: str) -> str:
    found = re.search(r"<h1>(.*?)</h1>", page, re.DOTALL)
    assert found is not None
    return found[1].strip()


def test_villager_follows_an_opinion_to_its_answer(
    client: PageClient, township: Township, reference: str, clock: FixedClock
) -> None:
    organizer, address = township.actors["organizer"], f"/o/{reference}"
    page = client.get(address).text
    assert heading(page) == "收到了，正在交办"
    assert "路灯坏了&lt;三&gt;盏" in page
    service.assign(organizer, reference, "镇供电所所长", date(2026, 11, 10))
    page = client.get(address).text
    assert heading(page) == "有人在办了"
    assert "已经交给镇供电所所长，11 月 10 日，星期二前答复您。" in page
    clock.forward(days=8)
    assert "现在过期了" in client.get(address).text
    service.answer(organizer, reference, "换好了。")
    page = client.get(address + "?lang=en").text
    assert heading(page) == "You have an answer"
    assert "换好了。" in page


def test_unknown_reference_is_asked_for_again(client: PageClient, township: Township) -> None:
    page = client.get("/o/ZZZZ-zzzz")
    assert page.status_code == 404
    assert heading(page.text) == "没有找到这个号"
    assert 'value="ZZZZ-zzzz"' in page.text


@pytest.mark.parametrize("typed", ["", "?reference=", "?reference=%20-%20"])
def test_page_asks_for_a_reference(client: PageClient, township: Township, typed: str) -> None:
    page = client.get(f"/o{typed}")
    assert (page.status_code, heading(page.text)) == (200, "看看办到哪一步")


def test_typed_reference_leads_to_its_page(client: PageClient, reference: str) -> None:
    typed = f"{reference[:4].upper()}-{reference[4:]}"
    assert client.get(f"/o?reference={typed}&lang=en").location == f"/o/{reference}?lang=en"


def test_organizer_assigns_and_answers(client: PageClient, sign_in: SignIn, reference: str) -> None:
    address = f"/staff/opinions/{reference}"
    sign_in(client, "organizer")
    assert 'value="2026-11-18"' in client.get(address).text
    assigned = client.post(address, data={"owner": "镇供电所所长", "due": "2026-11-10"})
    assert (assigned.status_code, assigned.location) == (303, address)
    assert "已经交办。提意见的人凭号能看到。" in client.get(address).text
    assert client.post(address, data={"answer": "换好了。"}).status_code == 303
    assert queries.opinion_by_reference(reference).answer == "换好了。"
    page = client.get(address).text
    assert "<textarea" not in page
    assert 'name="owner"' not in page


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"owner": " ", "due": "2026-11-10"}, ["写上谁来答复，写职务就行。"]),
        ({"owner": "镇长", "due": "2026-11-01"}, ["这一天已经过了。选今天以后的一天。", "镇长"]),
        ({"owner": "镇长", "due": "明天"}, ["写上哪一天，比如 2026-11-18", "镇长", "明天"]),
        ({"owner": "镇长", "due": ""}, ["写上哪一天，比如 2026-11-18", "镇长"]),
    ],
)
def test_refused_assignment_says_why_at_the_field(
    client: PageClient, sign_in: SignIn, reference: str, data: dict[str, str], words: list[str]
) -> None:
    sign_in(client, "organizer")
    page = client.post(f"/staff/opinions/{reference}", data=data)
    assert page.status_code == 422
    assert [word for word in words if word not in page.text] == []
    assert queries.opinion_by_reference(reference).state == "received"


def test_refused_answer_is_kept(client: PageClient, sign_in: SignIn, township: Township, reference: str) -> None:
    service.assign(township.actors["organizer"], reference, "镇长", date(2026, 11, 10))
    sign_in(client, "organizer")
    long = "好" * 2001
    page = client.post(f"/staff/opinions/{reference}", data={"answer": long})
    assert page.status_code == 422
    assert "写了 2001 个字，最多 2000 个字。删短一些。" in page.text
    assert long in page.text


def test_officer_reads_and_cannot_act(client: PageClient, sign_in: SignIn, reference: str) -> None:
    sign_in(client, "officer1")
    page = client.get(f"/staff/opinions/{reference}").text
    assert 'name="owner"' not in page
    assert client.post(f"/staff/opinions/{reference}", data={"answer": "好"}).status_code == 403


def test_list_is_filtered(client: PageClient, sign_in: SignIn, township: Township, reference: str) -> None:
    sign_in(client, "officer1")
    other = township.villages[1].id
    assert f"/staff/opinions/{reference}" in client.get("/staff/opinions").text
    assert f"/staff/opinions/{reference}" in client.get("/staff/opinions?state=received&lang=en").text
    assert f"/staff/opinions/{reference}" not in client.get(f"/staff/opinions?village={other}").text
    assert client.get("/staff/opinions?village=x&state=x&page=-1").status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_list_costs_the_same_number_of_queries_however_long(
    client: PageClient, sign_in: SignIn, township: Township, count_queries: CountQueries, number: int
) -> None:
    form = survey.open_opinion_form(township.actors["organizer"], township.villages[0].id)
    for index in range(number):
        survey.submit(form, {"text": f"修路 {index}"}, "web", "t")
    sign_in(client, "organizer")
    assert count_queries(lambda: client.get("/staff/opinions")) == 6


@pytest.mark.parametrize("village", ["999999", "9" * 30, "-1", "x"])
def test_list_of_a_village_that_is_none_shows_all(
    client: PageClient, sign_in: SignIn, reference: str, village: str
) -> None:
    answer = sign_in(client, "organizer").get(f"/staff/opinions?village={village}")
    assert (answer.status_code, f"/staff/opinions/{reference}" in answer.text) == (200, True)
