from __future__ import annotations

import pytest
from flask import request

from web.security import HEADERS


@pytest.mark.parametrize(
    "address", ["/", "/healthz", "/nowhere", "/staff/sign-in", "/staff/home", "/static/css/zhiping.css"]
)
def test_headers_stand_on_every_answer(client, address):
    answer = client.get(address)
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_policy_lets_nothing_in_from_elsewhere_and_nothing_inline():
    rules = dict(rule.strip().split(" ", 1) for rule in HEADERS["Content-Security-Policy"].split(";"))
    assert rules == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }


@pytest.mark.parametrize("address", ["/", "/staff/sign-in", "/healthz"])
def test_pages_are_not_kept_by_browsers_and_proxies(client, address):
    assert client.get(address).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("query", "kept"), [("?v=1a2b", "public, max-age=31536000, immutable"), ("", "no-cache")])
def test_file_whose_address_names_its_content_is_kept_for_a_year(client, query, kept):
    assert client.get(f"/static/css/zhiping.css{query}").headers["Cache-Control"] == kept


def test_file_that_is_not_there_is_not_kept(client):
    assert client.get("/static/css/gone.css?v=1a2b").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", ["/", "/nowhere", "/healthz"])
def test_villagers_get_no_cookie(client, township, address):
    assert "Set-Cookie" not in client.get(address).headers


def test_session_cookie_is_out_of_reach_for_scripts_and_other_sites(client, township, sign_in):
    answer = client.post("/staff/sign-in", data={"login": "admin", "password": "demo-password"})
    attributes = {part.strip() for part in answer.headers["Set-Cookie"].split(";")[1:]}
    assert attributes == {"HttpOnly", "Path=/", "SameSite=Lax"}


def test_session_cookie_is_for_https_alone_where_the_address_is(make_app):
    assert make_app(public_url="https://pj.example.cn").config["SESSION_COOKIE_SECURE"] is True


@pytest.mark.parametrize(("hops", "address"), [("0", "127.0.0.1"), ("1", "203.0.113.7")])
def test_forwarded_address_is_believed_of_known_proxies_alone(make_app, hops, address):
    app = make_app(proxy_hops=hops)
    seen = {}

    @app.before_request
    def note():
        seen["from"] = request.remote_addr

    app.test_client().get("/healthz", headers={"X-Forwarded-For": "203.0.113.7"})
    assert seen == {"from": address}
