"""Every form of the office leaves its entry in the audit log, and none holds a ballot, code, answer or passphrase."""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import pypdf
import pytest
from flask import Flask

from ballotbox import queries, service
from ballotbox.domain.codes import group
from ballotbox.service import keys
from core import audit
from core.auth import Actor
from core.db import db
from discipline import queries as discipline
from survey import service as survey
from tests.ballotbox.conftest import DISCIPLINE, SUPERVISION, quick_keys
from tests.notices.conftest import at, campaign
from tests.notices.planning import Campaign
from tests.support.client import PageClient
from tests.support.fixed_clock import FixedClock
from tests.support.sample import Township

__all__ = ["at", "campaign", "quick_keys"]
# forms of the office that are no act of the office
EXEMPT = {
    "roster.sign_in": "changes nothing; who acts then is named with each act",
    "roster.sign_out": "changes nothing",
    "sms.text": "a villager's phone, played: an entry would say when a ballot was cast",
}
FOUR_GROUPS = re.compile(r"\d{4} \d{4}\n\d{4} \d{4}")
COMPLAINT, OPINION, ANSWER = "票数好像不对劲", "村口路灯坏了三盏", "路灯本周修好"
STATEMENT = "那段路没有盯住，是我的责任"


@dataclass
class Office:
    """The office at work: each form is sent by one of its people, and what it left in the log is compared."""

    app: Flask
    sign_in: Callable[..., PageClient]
    seen: set[str] = field(default_factory=set)
    answers: list[bytes] = field(default_factory=list)
    _inside: dict[str, PageClient] = field(default_factory=dict)

    def act(self, login: str, path: str, actions: list[str], status: int = 303, **data: str) -> None:
        """Send a form; `actions` are the entries it must leave, in their order."""
        before, client = audit.standing().size, self._client(login)
        db.session.rollback()
        answer = client.post(f"/staff/{path}", data=data)
        assert answer.status_code == status, (path, answer.text)
        self._wait()
        new = audit.entries(limit=audit.standing().size - before) if audit.standing().size > before else []
        assert [entry.action for entry in reversed(new)] == actions, path
        assert {entry.staff_name for entry in new} <= {audit_name(login)}
        self.seen.add(self.app.url_map.bind("").match(f"/staff/{path.partition('?')[0]}", method="POST")[0])
        self.answers.append(answer.data)

    def _client(self, login: str) -> PageClient:
        if login not in self._inside:
            self._inside[login] = self.sign_in(self.app.test_client(), login)
        return self._inside[login]

    def _wait(self) -> None:
        for thread in threading.enumerate():
            if thread.name.startswith("count:"):
                thread.join(timeout=20)


def audit_name(login: str) -> str:
    """Return the name that the sample's staff act under."""
    return {
        "organizer": "陈（组织办）",
        "officer1": "林（纪委）",
        "officer2": "何（纪委）",
        "keyholder": "马（村务监督）",
        "head": "李（大柳村）",
    }[login]


@pytest.fixture
def office(app: Flask, sign_in: Callable[..., PageClient], quick_keys: None) -> Office:
    return Office(app, sign_in)


def codes(pdf: bytes) -> list[str]:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return [re.sub(r"\s", "", found) for page in pages for found in FOUR_GROUPS.findall(page.extract_text())]


def run_round(office: Office, township: Township, clock: FixedClock) -> tuple[str, list[str]]:
    """Play a whole round by its forms; return it and all its codes."""
    for login, side, phrase in (("officer1", "discipline", DISCIPLINE), ("keyholder", "supervision", SUPERVISION)):
        office.act(login, "keys", ["key.set"], side=side, passphrase=phrase, again=phrase)
    asked = {
        "closes_day": "2026-11-05",
        "closes_time": "20:00",
        "kind": "statutory",
        "basis": "方案",
        "threshold": "33",
    }
    asked |= {"host": "村务监督委员会"}
    village = township.villages[0].public_id
    office.act("organizer", f"rounds/new?village={village}", ["round.opened"], preset="overall", step="open", **asked)
    of = queries.all_rounds()[0].public_id
    office.act("head", f"own/{of}/self-score", ["selfscore.entered"], item_overall="4")
    meeting = {"host": "村务监督委员会", "eligible": "60", "present": "41", "quorum": "yes"}
    office.act("organizer", f"rounds/{of}/assembly", ["round.assembly"], **meeting)
    office.act("organizer", f"rounds/{of}/field-notes", ["round.field_notes"], gatherings="", sheets="12")
    known = []
    for number, kind in enumerate(("roll", "reserve", "roll")):
        office.act("organizer", f"rounds/{of}/batches", ["batch.printed"], 200, group="0", size="9", kind=kind)
        known += codes(office.answers[-1])
        batch = queries.batches(of)[number].id
        office.act("organizer", f"batches/{batch}/activate", ["batch.witnessed"])
        office.act("officer1", f"batches/{batch}/activate", ["batch.activated"])
    first, _reserve, third = (batch.id for batch in queries.batches(of))
    office.act("organizer", f"batches/{first}/handed-out", ["batch.handed_out"], number="9")
    office.act("organizer", f"rounds/{of}/exchange", ["slip.exchanged"], spoiled=known[0], reserve=known[9])
    office.act(
        "organizer", f"rounds/{of}/exchange", ["slip.exchange_refused"], 422, spoiled=known[0], reserve=known[10]
    )
    office.act("organizer", f"batches/{third}/void", ["batch.voided"])
    for code in known[1:9]:
        service.cast(of, code, (4, 3, 2, 1, 0), 1)
    key = service.recovery_text(of)
    keys.path(of).unlink()
    office.act("keyholder", f"rounds/{of}/restore-key", ["key.restored"], text=key)
    clock.forward(days=3)
    office.act("organizer", f"rounds/{of}/close", ["round.closed"], sure="y")
    phrases = {"discipline_passphrase": DISCIPLINE, "supervision_passphrase": SUPERVISION}
    office.act("officer1", f"rounds/{of}/open-box", ["box.refused"], 422, **dict.fromkeys(phrases, "wrong wrong wrong"))
    office.act("officer1", f"rounds/{of}/open-box", ["box.opened", "box.counted"], **phrases)
    return of, known


def review(office: Office, of: str) -> None:
    """Check, return, reopen, check, sign by two, publish."""
    from appraisal.service import appraise  # noqa: PLC0415 – scipy is slow to import

    seen = appraise(of).digest
    office.act("officer1", f"reviews/{of}/check", ["review.checked"], result=seen)
    office.act("officer1", f"reviews/{of}/return", ["review.returned"], reason="名册人数要再核")
    office.act("officer1", f"reviews/{of}/reopen", ["review.reopened"])
    office.act("officer1", f"reviews/{of}/check", ["review.checked"], result=seen)
    office.act("officer1", f"reviews/{of}/sign", ["review.signed"], result=seen)
    office.act("officer2", f"reviews/{of}/sign", ["review.signed"], result=seen)
    office.act("officer2", f"reviews/{of}/publish", ["review.published"])


def afterwards(office: Office, of: str, officer: Actor) -> None:
    """A statement, returned and written anew, and a spot-check draw."""
    office.act("head", f"own/{of}/statement", ["statement.written"], text="张三家乱说")
    said = discipline.statements(officer)[0]
    office.act("officer1", f"statements/{said.id}/return", ["statement.returned"], reason="不要点名")
    office.act("head", f"own/{of}/statement", ["statement.written"], text=STATEMENT)
    said = discipline.statements(officer)[0]
    office.act("officer1", f"statements/{said.id}/publish", ["statement.published"], seen=said.sha256)
    asked = {"k": "1", "source": "当场掷骰子", "reason": "年度抽查"}
    office.act("officer1", "draws/new", ["draw.prepared"], **asked)
    office.act("officer1", f"draws/{discipline.draws()[0].public_id}", ["draw.drawn"], seed="3 5 1 6")


def end(office: Office, of: str, clock: FixedClock) -> None:
    """An objection with a recount, and the end of the key."""
    objection = {"received_on": "2026-11-06", "channel": "visit", "text": COMPLAINT}
    office.act("organizer", f"rounds/{of}/objections", ["objection.recorded"], **objection)
    kept = queries.objections(of)[0].id
    office.act("officer1", f"objections/{kept}/recount", ["objection.recount_asked"])
    office.act("officer1", f"objections/{kept}/recount", ["objection.recounted"], outcome="same")
    office.act("officer1", f"objections/{kept}/answer", ["objection.answered"], answer="重新计过，一样")
    clock.forward(days=20)
    office.act("officer1", f"rounds/{of}/destroy-key", ["key.destruction_signed"], copies="当面烧掉一份", sure="y")
    office.act("keyholder", f"rounds/{of}/destroy-key", ["key.destroyed"], sure="y")


def interview_days(office: Office, campaign: Campaign, clock: FixedClock) -> None:
    """Change, publish late and cancel a visit; assign and answer an opinion."""
    visit = campaign.plan()
    at_nine = {"group_id": str(campaign.groups[0]), "day": "2026-11-03", "starts": "10:00"}
    changed = at_nine | {"place": "村部", "attendees": "镇长"}
    office.act("organizer", f"days/{visit}", ["day.changed"], **changed)
    clock.forward(days=6)
    office.act("organizer", f"days/{visit}/publish", ["day.published"], late_reason="停电")
    office.act("organizer", f"days/{visit}/cancel", ["day.cancelled"], note="大雪")
    receipt = survey.submit(campaign.form, {"head": "问需", "text": OPINION}, "web", "token")
    office.act("organizer", f"opinions/{receipt.reference}", ["opinion.assigned"], owner="水利站站长", due="2026-11-18")
    office.act("organizer", f"opinions/{receipt.reference}", ["opinion.answered"], answer=ANSWER)


@pytest.fixture
def played(office: Office, campaign: Campaign, township: Township, clock: FixedClock) -> tuple[Office, str, list[str]]:
    """The whole work of an office, by all its forms; with the round and its codes."""
    interview_days(office, campaign, clock)
    clock.forward(days=4)
    of, known = run_round(office, township, clock)
    review(office, of)
    afterwards(office, of, township.actors["officer1"])
    end(office, of, clock)
    return office, of, known


def test_every_form_of_the_office_leaves_its_entry(played):
    office, _of, _known = played
    rules = [rule for rule in office.app.url_map.iter_rules() if "POST" in rule.methods]
    staff = {rule.endpoint for rule in rules if rule.rule.startswith("/staff")}
    assert staff - office.seen == set(EXEMPT)
    assert audit.verify() == []


def test_log_holds_no_code_ballot_answer_or_passphrase(played):
    _office, of, known = played
    with db.engine.connect() as connection:
        rows = connection.execute(db.text("SELECT * FROM audit_entry")).all()
    written = "\n".join(str(value) for row in rows for value in row)
    written += written.encode().decode("unicode_escape", "replace")  # JSON may write Chinese as escapes
    secret = [*known, *map(group, known), DISCIPLINE, SUPERVISION]
    secret += [leaf.hex() for leaf in queries.sealed_hashes(of)]
    assert [
        word for word in [*secret, OPINION, ANSWER, COMPLAINT, STATEMENT, "43210", "[4, 3, 2, 1, 0]"] if word in written
    ] == []
    assert (len(known), "名册人数要再核" in written) == (27, True)  # a reason is there, so that the search finds words
