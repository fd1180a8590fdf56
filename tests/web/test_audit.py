"""The audit log on its page."""

from __future__ import annotations

from tests.support.ballots import open_round
from tests.support.client import PageClient


def test_audit_lists_the_entries_of_one_round_and_its_batches(client: PageClient, sign_in, township) -> None:
    opened = open_round(township)
    sign_in(client, "officer1")
    everything = client.get("/staff/audit").text
    one = client.get(f"/staff/audit?round={opened.id}").text
    actions = ("设开箱口令", "开始一轮评议", "印一批票条", "第二个人启用一批票条")
    assert [action in everything for action in actions] == [True] * 4
    assert [action in one for action in actions] == [False, True, True, True]
    assert [code for code in opened.codes if code in everything] == []


def test_audit_is_for_officers(client: PageClient, sign_in, township) -> None:
    answers = [sign_in(client, login).get("/staff/audit").status_code for login in ("organizer", "keyholder")]
    assert answers == [403, 403]
