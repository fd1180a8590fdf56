"""The pages of no package: front page, village page, promises, the office's home; and what every page shares."""

from __future__ import annotations

import re

import pytest

ADDRESSES = ["/", "/promises", "/v/dlvkdl22"]
LARGEST = 50_000  # bytes of a villager's page with everything it loads, before compression


def links(answer, prefix: str) -> list[tuple[str, str]]:
    return re.findall(rf'href="({prefix}[^"]*)"[^>]*>([^<]+)<', answer.text)


def test_front_page_leads_to_every_village(client, township):
    assert links(client.get("/"), "/v/") == [("/v/dlvkdl22", "大柳村"), ("/v/xhvkxh33", "小河村")]


def test_front_page_in_english_stays_in_english(client, township):
    found = links(client.get("/?lang=en"), "/v/")
    assert found == [("/v/dlvkdl22?lang=en", "Daliu Village"), ("/v/xhvkxh33?lang=en", "Xiaohe Village")]


def test_front_page_before_the_township_is_set_up_says_so(client):
    assert "这里还没有建立乡镇资料。" in client.get("/").text


def test_unknown_village_is_not_found(client, township):
    assert client.get("/v/nowhere").status_code == 404


@pytest.mark.parametrize(
    ("query", "size", "language"),
    [
        ("", "/promises?big=1", "/promises?lang=en"),
        ("?big=1", "/promises", "/promises?big=1&amp;lang=en"),
        ("?lang=en", "/promises?lang=en&amp;big=1", "/promises"),
    ],
)
def test_switches_lead_to_the_same_page_in_another_guise(client, township, query, size, language):
    chips = re.findall(r'<a class="chip" href="([^"]+)"', client.get(f"/promises{query}").text)
    assert [set(re.split(r"[?&]", chip.replace("&amp;", "&"))) for chip in chips] == [
        set(re.split(r"[?&]", wanted.replace("&amp;", "&"))) for wanted in (size, language)
    ]


@pytest.mark.parametrize(
    "argument", ["public_id=x", "endpoint=x", "_method=POST", "_external=1&_scheme=javascript", "_anchor=x", "%FF=%FF"]
)
@pytest.mark.parametrize("address", ["/v/dlvkdl22", "/promises", "/nowhere"])
def test_switches_take_no_argument_of_a_visitor_for_their_own(client, township, address, argument):
    answer = client.get(f"{address}?{argument}")
    chips = re.findall(r'<a class="chip" href="([^"]+)"', answer.text)
    page = "/" if address == "/nowhere" else address
    assert [chip.split("?")[0] for chip in chips] == [page, page]


def test_office_without_a_page_leads_home(client, sign_in):
    answer = sign_in(client, "organizer").get("/staff/")
    assert (answer.status_code, answer.location) == (302, "/staff/home")


@pytest.mark.parametrize("login", ["organizer", "officer1", "keyholder", "admin", "cadre"])
def test_home_is_the_day_of_the_clock_for_everybody_who_works_here(client, sign_in, login):
    assert "<h1>11 月 3 日，星期二</h1>" in sign_in(client, login).get("/staff/home").text


@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_of_villagers_are_light(client, township, address):
    page = client.get(address)
    loaded = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text)
    assert len(page.data) + sum(len(client.get(each).data) for each in loaded) <= LARGEST


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("query", ["", "?lang=en&big=1"])
def test_pages_of_villagers_are_usable_by_everybody(phone_page, township, axe, address, query):
    phone_page.goto(address + query)
    assert axe(phone_page) == []
    wide = phone_page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert not wide, "the page can be pushed sideways"


def test_home_is_usable_by_everybody(pc_page, sign_in, axe):
    sign_in(pc_page, "organizer")
    assert axe(pc_page) == []


def test_promises_speak_of_a_thief_and_of_both_key_holders_in_both_languages(client, township):
    chinese, english = client.get("/promises").text, client.get("/promises?lang=en").text
    assert "没有两把钥匙的口令，他打不开票，只能瞎猜。" in chinese
    assert "Both key holders act together, and somebody kept copying" in english
