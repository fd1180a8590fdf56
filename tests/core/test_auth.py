from __future__ import annotations

from core import auth
from core.auth import Open, Role, access


def test_access_marks_the_view_and_leaves_it_as_it_is():
    def view() -> str:
        return "seen"

    marked = access(Role.OFFICER, Role.KEY_HOLDER)(view)
    assert (marked is view, marked()) == (True, "seen")
    assert marked.access == {Role.OFFICER, Role.KEY_HOLDER}


def test_actor_is_the_person_signed_in(app, township, client, sign_in):
    app.add_url_rule("/staff/who", "who", access(*auth.STAFF)(lambda: {"id": auth.actor().staff_id}))
    sign_in(client, "officer2")
    assert client.get("/staff/who").json == {"id": township.actors["officer2"].staff_id}


def test_guard_lets_everybody_use_an_open_view(app, client):
    app.add_url_rule("/open", "open", access(Open.PUBLIC)(lambda: {"seen": 1}))
    assert client.get("/open").json == {"seen": 1}


def test_guard_keeps_the_wanted_address_for_after_the_door(app, client):
    app.add_url_rule("/staff/list", "list", access(Role.OFFICER)(lambda: "seen"))
    assert client.get("/staff/list?village=2").location == "/staff/sign-in?next=/staff/list?village%3D2"
