"""The audit log as the code writes it, and as its page shows it."""

from __future__ import annotations

import ast
import re

from core import audit
from core.canonical import grouped
from core.db import writing
from tests.support.house import PACKAGES, sources
from web import audit_words


def calls() -> dict[str, set[str]]:
    """Return which functions each function of a service calls, by name; those of a test's `actor` are use cases."""
    found: dict[str, set[str]] = {}
    for path in sources(*PACKAGES):
        if "service" in path.parts or path.stem == "service":
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.FunctionDef):
                    inner = [each.func for each in ast.walk(node) if isinstance(each, ast.Call)]
                    found.setdefault(node.name, set()).update(ast.unparse(each).rpartition(".")[2] for each in inner)
                    if node.args.args and node.args.args[0].arg == "actor" and not node.name.startswith("_"):
                        found[node.name].add("USE CASE")
    return found


def test_every_use_case_of_staff_records_what_it_did():
    """Use cases without a form too (`bundle`, `plan_campaign`): whatever takes an actor first leads to `record`."""
    graph = calls()

    def leads(name: str, seen: frozenset[str] = frozenset()) -> bool:
        if name in ("record", "note"):
            return True
        return any(leads(each, seen | {name}) for each in graph.get(name, set()) - seen)

    cases = {name for name, called in graph.items() if "USE CASE" in called}
    asking = {"need", "not_among", "acting_in", "look", "dossier", "preview"}  # they look or refuse, and change nothing
    assert {name for name in cases if not leads(name)} == asking
    assert {"bundle", "count", "open_round", "plan_campaign", "publish", "assign", "open_opinion_form"} <= cases


def test_every_action_has_its_words_in_the_log():
    """What the code records, read from the code itself: `record(actor, "round.opened", …)`."""
    found = set()
    for path in sources(*PACKAGES):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in ("record", "note"):
                texts = [part.value for part in ast.walk(ast.Tuple(node.args[1:2])) if isinstance(part, ast.Constant)]
                found |= {text for text in texts if isinstance(text, str) and re.fullmatch(r"[a-z]+\.[a-z_]+", text)}
    # composed: review.checked and review.signed, box.refused and bundle.refused, the constant of core.audit_tree
    made = {"review.checked", "review.signed", "box.refused", "bundle.refused", "staff.forgotten"}
    assert found | made == set(audit_words.ACTIONS)


def test_words_of_an_entry_are_those_of_the_reader(app, township, client, sign_in):
    service_entry = {"reason": "supervision_passphrase_wrong"}
    with writing():
        audit.record(township.actors["officer1"], "box.refused", "round:k3m8x2vp", **service_entry)
        audit.record(township.actors["organizer"], "day.changed", "day:k3m8x2vp", {"late_reason": "停电"}, moved=True)
    sign_in(client, "officer1")
    page, english = client.get("/staff/audit").text, client.get("/staff/audit?lang=en").text
    assert ("开箱没有成" in page, "评议轮次 k3m8x2vp" in page, "改了时间地点：是；晚发的原因：停电" in page) == (
        True,
    ) * 3
    assert ("Tried to open the box; refused" in english, "Round k3m8x2vp" in english, "moved: yes" in english) == (
        True,
    ) * 3
    assert "原因：村务监督委员会的口令对不上" in page
    standing = audit.standing()
    assert (f"现在一共 {standing.size} 条" in page, grouped(standing.root) in page) == (True, True)


def test_forgotten_name_is_not_on_the_page(app, township, client, sign_in):
    with writing():
        audit.record(township.actors["organizer"], "round.opened", "round:k3m8x2vp")
    audit.forget(township.actors["admin"], township.actors["organizer"].staff_id)
    page = sign_in(client, "officer1").get("/staff/audit").text
    assert ("已抹去" in page, "陈（组织办）" in page, "从记录里抹去一个人的姓名" in page) == (True, False, True)
