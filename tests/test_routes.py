"""Who may use which address: declared for each, denied otherwise. Public ones stay: codes are printed."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from werkzeug.routing import Rule

from core.auth import Open, Role, access
from core.config import ROOT

INVENTORY = ROOT / "tests" / "data" / "routes.txt"
SAMPLE = {"string": "k3m8x2vp", "int": "1", "path": "x"}


def rules(app: Flask) -> list[Rule]:
    """Return every route but Flask's own for static files."""
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


def declared(app: Flask, rule: Rule) -> frozenset[object]:
    """Return who may use a route, as its view declares it."""
    return getattr(app.view_functions[rule.endpoint], "access", frozenset())


def lines(rule: Rule) -> list[str]:
    """Return a route as it stands in the inventory: a line for each method, a star for each variable part."""
    starred = re.sub("<[^>]+>", "*", rule.rule)
    return [f"{method} {starred}" for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})]


def address(rule: Rule) -> str:
    """Return some address that leads to a route."""
    return re.sub(r"<(?:(\w+)(?:\(.*?\))?:)?\w+>", lambda found: SAMPLE[found[1] or "string"], rule.rule)


def test_routes_all_declare_who_may_use_them(app):
    assert [rule.rule for rule in rules(app) if not declared(app, rule)] == []


def test_routes_declare_either_a_reason_or_roles(app):
    def kinds(rule: Rule) -> set[type]:
        return {type(who) for who in declared(app, rule)}

    assert [rule.rule for rule in rules(app) if kinds(rule) not in ({Open}, {Role})] == []


def test_routes_of_the_office_are_under_staff(app):
    def office(rule: Rule) -> bool:
        return rule.rule.startswith("/staff") and rule.endpoint != "roster.sign_in"

    assert [r.rule for r in rules(app) if office(r) != any(isinstance(w, Role) for w in declared(app, r))] == []


def test_public_addresses_are_those_of_the_inventory(app):
    public = [rule for rule in rules(app) if any(isinstance(who, Open) for who in declared(app, rule))]
    found = sorted(line for rule in public for line in lines(rule))
    kept = INVENTORY.read_text("utf-8").splitlines()
    gone = sorted(set(kept) - set(found))
    assert not gone, f"printed codes lead to {gone}: keep these addresses"
    assert found == kept, f"new public addresses: write them into {INVENTORY.name}, they will have to stay"


def test_office_addresses_lead_a_stranger_to_the_door(app, client):
    turned_away = {}
    for rule in rules(app):
        if any(isinstance(who, Role) for who in declared(app, rule)):
            for line in lines(rule):
                answer = client.open(address(rule), method=line.split()[0])
                turned_away[line] = (answer.status_code, answer.location.split("?")[0])
    assert turned_away == dict.fromkeys(turned_away, (302, "/staff/sign-in"))


def test_office_forms_without_their_token_are_refused(app, township, sign_in):
    client = sign_in(app.test_client(), "organizer")
    answers = {
        rule.rule: client.post(address(rule), csrf=False).status_code
        for rule in rules(app)
        if "POST" in (rule.methods or ()) and rule.rule.startswith("/staff")
    }
    assert answers == dict.fromkeys(answers, 400)


@pytest.fixture
def undeclared(app):
    """The app with a view whose author forgot to declare access, and one for administrators."""
    app.add_url_rule("/staff/forgotten", "forgotten", lambda: {"seen": 1})
    app.add_url_rule("/staff/machines", "machines", access(Role.ADMINISTRATOR)(lambda: {"seen": 1}))
    return app


def test_undeclared_view_is_closed_to_a_stranger(undeclared, client):
    assert client.get("/staff/forgotten").location == "/staff/sign-in?next=/staff/forgotten"


def test_undeclared_view_is_closed_to_staff(undeclared, client, sign_in):
    assert sign_in(client, "admin").get("/staff/forgotten").status_code == 403


@pytest.mark.parametrize(("login", "status"), [("admin", 200), ("organizer", 403), ("officer1", 403)])
def test_view_is_open_to_its_role_alone(undeclared, client, sign_in, login, status):
    assert sign_in(client, login).get("/staff/machines").status_code == status
