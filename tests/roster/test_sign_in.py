"""The staff door."""

from __future__ import annotations

import pytest

from tests.support.sample import PASSWORD

WRONG = "账号和密码对不上。看一看大小写，再试一次；忘了密码，找管理员重设。"


def knock(client, login="organizer", password=PASSWORD, address="/staff/sign-in", **options):
    return client.post(address, data={"login": login, "password": password}, **options)


def test_door_opens_to_the_home_page(client, township):
    answer = knock(client)
    assert (answer.status_code, answer.location) == (302, "/staff/home")


@pytest.mark.parametrize("login", ["organizer", " Organizer ", "ORGANIZER"])
def test_door_forgives_case_and_blanks_around_the_login(client, township, login):
    assert knock(client, login).status_code == 302


@pytest.mark.parametrize(
    ("wanted", "place"),
    [
        ("/staff/opinions?state=open", "/staff/opinions?state=open"),
        ("https://evil.example/staff", "/staff/home"),
        ("//evil.example/staff", "/staff/home"),
        ("/staff/../../x\\@evil", "/staff/home"),
        ("/staff@evil.example", "/staff/home"),
        ("/staff/\r\nX-Made-Up: 1", "/staff/home"),
        ("javascript:alert(1)", "/staff/home"),
        ("/", "/staff/home"),
    ],
)
def test_door_leads_on_to_pages_of_ours_alone(app, client, township, wanted, place):
    answer = client.post(
        "/staff/sign-in", query_string={"next": wanted}, data={"login": "organizer", "password": PASSWORD}
    )
    assert answer.headers["Location"] == place


@pytest.mark.parametrize(("login", "password"), [("organizer", "wrong"), ("nobody", PASSWORD), ("admin", "demo")])
def test_door_stays_shut_with_one_sentence_for_every_reason(client, township, login, password):
    answer = knock(client, login, password)
    assert (answer.status_code, answer.text.count(WRONG)) == (422, 2)  # in the summary and at the field
    assert client.get("/staff/home").status_code == 302


def test_door_keeps_the_login_typed_and_never_the_password(client, township):
    text = knock(client, "organiser", "my-secret-word").text
    assert ('value="organiser"' in text, "my-secret-word" in text) == (True, False)


def test_door_asks_for_what_is_missing(client, township):
    text = knock(client, "", "").text
    assert [sentence for sentence in ("写上您的账号", "写上您的密码") if sentence not in text] == []


def test_door_wants_its_token(client, township):
    assert knock(client, csrf=False).status_code == 400


def test_door_shuts_for_a_minute_after_twenty_tries(client, township):
    assert [knock(client, "nobody", "wrong").status_code for _ in range(21)] == [422] * 20 + [429]


def test_signing_in_starts_a_fresh_session(client, township):
    with client.session_transaction() as session:
        session["left_behind"] = "by somebody else"
    knock(client)
    with client.session_transaction() as session:
        assert "left_behind" not in session


def test_signing_out_shuts_the_door_again(client, sign_in):
    sign_in(client, "organizer")
    answer = client.post("/staff/sign-out")
    assert (answer.status_code, answer.location) == (302, "/staff/sign-in")
    assert client.get("/staff/home").status_code == 302


def test_session_of_an_account_that_is_gone_is_shut_out(client, sign_in):
    sign_in(client, "organizer")
    with client.session_transaction() as session:
        session["_user_id"] = "4711"
    assert client.get("/staff/home").location == "/staff/sign-in?next=/staff/home"


@pytest.mark.parametrize("query", ["", "?lang=en", "?lang=en&big=1"])
def test_door_is_usable_by_everybody(phone_page, axe, query):
    phone_page.goto(f"/staff/sign-in{query}")
    assert axe(phone_page) == []


def test_door_works_without_javascript(new_page, sign_in):
    page = sign_in(new_page(java_script_enabled=False), "organizer")
    assert page.url.endswith("/staff/home")
