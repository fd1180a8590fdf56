"""Who may take which paper away, under which name, and what the audit log says of it."""

from __future__ import annotations

import io
import json
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook

from appraisal.domain.result import sha256
from ballotbox.domain.layout import Group
from core import audit
from core.audit_rows import AuditEntry
from core.db import db, writing
from discipline import queries, service
from discipline.models import Review
from discipline.pdf import papers
from roster.models import Area
from tests.support import ballots
from tests.support.counted import Ballots
from tests.support.printed import words

FILES = ["report.pdf", "result.xlsx", "result.json", "signed.json"]
TWO = {
    "groups": (Group("villager", "村民", "Villagers", 0.5, 780), Group("representative", "村民代表", "Reps", 0.5, 38))
}


@pytest.fixture
def officer(client, sign_in):
    return sign_in(client, "officer1")


def exports(case) -> list[AuditEntry]:
    return [entry for entry in audit.entries(f"round:{case.round}") if entry.action == "review.exported"]


@pytest.fixture
def other_town(case, township):
    """The village of the case in the second township of a county; the first stands first in every list."""
    with writing() as session:
        town = Area(public_id="bszkkk33", kind="township", name="白石镇", name_en="Baishi Town", number=2)
        session.add(town)
        session.flush()
        session.get_one(Area, township.villages[0].id).parent_id = town.id


def test_papers_and_bulletin_of_a_county_name_the_village_s_own_township(client, officer, case, other_town):
    assert service.dossier(case.first, case.round, "").office == "白石镇"
    assert "白石镇 · 大柳村" in client.get(f"/r/{case.round}").text  # before there is a bulletin
    case.publish()
    assert "白石镇 · 大柳村" in client.get(f"/r/{case.round}").text
    assert "Baishi Town · Daliu Village" in client.get(f"/r/{case.round}?lang=en").text


def name_of(answer) -> str:
    return unquote(answer.headers["Content-Disposition"].partition("filename*=UTF-8''")[2])


@pytest.mark.parametrize("file", FILES)
def test_papers_are_for_officers_and_not_for_the_person_evaluated(client, sign_in, case, file):
    address = f"/staff/reviews/{case.round}/{file}"
    assert client.get(address).status_code == 302
    assert [sign_in(client, login).get(address).status_code for login in ("organizer", "cadre")] == [403, 403]
    assert exports(case) == []


@pytest.mark.parametrize(
    ("file", "kind", "name"),
    [
        ("report.pdf", "application/pdf", "2026 年大柳村村干部直评-结果报告.pdf"),
        (
            "result.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "2026 年大柳村村干部直评-结果.xlsx",
        ),
        ("result.json", "application/json", "2026 年大柳村村干部直评-结果.json"),
        ("signed.json", "application/json", "2026 年大柳村村干部直评-结果原文.json"),
    ],
)
def test_paper_is_handed_out_under_its_name_noted_and_never_cached(officer, case, file, kind, name):
    answer = officer.get(f"/staff/reviews/{case.round}/{file}")
    assert (answer.status_code, answer.mimetype, name_of(answer)) == (200, kind, name)
    assert answer.headers["Content-Disposition"].startswith(f"attachment; filename={case.round}-{file}; ")
    assert answer.headers["Cache-Control"] == "no-store"
    entry = exports(case)[0]
    assert (entry.facts, entry.personal["name"]) == ({"file": file, "result": case.digest}, "林（纪委）")


def test_report_names_the_round_its_printer_and_its_state(officer, case):
    told = "".join(words(officer.get(f"/staff/reviews/{case.round}/report.pdf").data))
    for part in ("柳河镇大柳村", "林（纪委）2026年11月3日9:00打印", "草稿·未经两人签字", case.digest):
        assert part in told, part
    case.publish()
    told = "".join(words(officer.get(f"/staff/reviews/{case.round}/report.pdf").data))
    assert ("草稿" in told, "两人已签字，已公布（2026年11月3日9:00公布）" in told) == (False, True)
    assert queries.published(case.round).sha256 in told


def test_report_of_a_returned_review_says_why(officer, case):
    service.send_back(case.first, case.round, "第 2 批的发放记录对不上")
    told = "".join(words(officer.get(f"/staff/reviews/{case.round}/report.pdf").data))
    assert ("已退回·草稿" in told, "退回原因：第2批的发放记录对不上" in told) == (True, True)


def test_signed_json_hashes_to_what_was_signed(officer, case):
    case.sign_twice()
    text = officer.get(f"/staff/reviews/{case.round}/signed.json").text
    assert {mark.result_hash for mark in queries.review_of(case.round).signatures} == {sha256(text)}
    found = json.loads(officer.get(f"/staff/reviews/{case.round}/result.json").text)
    assert (found["sha256"], found["result"]) == (sha256(text), json.loads(text))
    assert [mark["name"] for mark in found["review"]["marks"]] == ["林（纪委）", "林（纪委）", "何（纪委）"]


def test_spreadsheet_opens_and_holds_the_round(officer, case):
    book = load_workbook(io.BytesIO(officer.get(f"/staff/reviews/{case.round}/result.xlsx").data))
    assert [row[1].value for row in book["干部"].iter_rows(min_row=2)] == [
        "王书记",
        "李主任",
        "张副书记",
        "刘会计",
        "陈主席",
    ]


def test_original_of_a_round_with_a_small_group_is_not_handed_out(officer, make_case):
    case = make_case(0, (Ballots(0, (4,) * 5, 40), Ballots(0, (2,) * 5, 20), Ballots(1, (3,) * 5, 5)), **TWO)
    answer = officer.get(f"/staff/reviews/{case.round}/signed.json")
    assert (answer.status_code, "有一类人来的票不到 10 张" in answer.text, exports(case)) == (409, True, [])
    assert json.loads(officer.get(f"/staff/reviews/{case.round}/result.json").text)["complete"] is False


@pytest.mark.parametrize("file", FILES)
def test_papers_wait_for_the_count_and_unknown_rounds_have_none(officer, township, file):
    opened = ballots.open_round(township)
    paths = (f"/staff/reviews/{opened.id}/{file}", f"/staff/reviews/zzzzzzzz/{file}")
    assert [officer.get(path).status_code for path in paths] == [404, 404]


def test_papers_are_linked_where_they_are_looked_for(officer, case):
    page = officer.get(f"/staff/reviews/{case.round}").text
    assert [file for file in FILES if f"/staff/reviews/{case.round}/{file}" not in page] == []
    case.publish()
    assert f'href="/r/{case.round}.pdf"' in officer.get(f"/r/{case.round}").text


def test_posting_sheet_is_for_everybody_once_published(client, case):
    before = client.get(f"/r/{case.round}.pdf")
    assert (before.status_code, "结果还没有公布。公布以后，这里才有张贴版。" in before.text) == (404, True)
    case.publish()
    answer = client.get(f"/r/{case.round}.pdf")
    assert (answer.status_code, answer.mimetype, name_of(answer)) == (200, "application/pdf", "大柳村-结果公告.pdf")
    assert queries.published(case.round).sha256 in "".join(words(answer.data))
    assert client.get("/r/zzzzzzzz.pdf").status_code == 404


def test_posting_sheet_is_made_of_the_frozen_text_alone_and_typeset_once(client, case, monkeypatch):
    case.publish()
    made = []
    monkeypatch.setattr(
        papers.pdf, "render", lambda template, data: made.append((template, data["persons"])) or b"%PDF-"
    )
    for _again in range(3):
        client.get(f"/r/{case.round}.pdf")
    assert [template for template, _persons in made] == ["discipline/posting.typ"]
    with writing():
        review = db.session.scalar(db.select(Review))
        review.bulletin = review.bulletin.replace("王书记", "汪书记")
    client.get(f"/r/{case.round}.pdf")
    assert [persons[0]["name"] for _template, persons in made] == ["王书记", "汪书记"]
