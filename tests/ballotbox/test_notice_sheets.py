"""The notices on paper say what the notices as data say, and lead to the round's page."""

from __future__ import annotations

import io
import json
from collections.abc import Callable

import pypdf
import pytest

from ballotbox import pdf, queries
from core.audit_rows import AuditCheckpoint
from core.canonical import grouped, printed_hash
from core.db import db, writing
from tests.ballotbox.conftest import Box
from tests.support.printed import drawn, qr_texts

Sheets = tuple[bytes, bytes]


@pytest.fixture
def counted(app, client, make_box: Callable[..., Box]) -> Box:
    """A counted round of 20 and 10 slips with six ballots."""
    app.config["BASE_URL"] = "https://pj.example.cn"
    box = make_box()
    for code in box.codes[0][:6]:
        box.cast(code)
    box.close()
    box.count()
    return box


def words(sheet: bytes) -> str:
    """Return all text of the sheet without blanks: where lines break says nothing."""
    return "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(sheet)).pages)


def bare(text: str) -> str:
    return "".join(text.split())


def test_opening_sheet_says_what_the_notice_says(client, counted):
    sheet = client.get(f"/r/{counted.round}/opening.pdf")
    text = queries.opening_notice(counted.round)
    notice, said = json.loads(text), words(sheet.data)
    assert (sheet.mimetype, sheet.data[:5], len(drawn(sheet.data, 1))) == ("application/pdf", b"%PDF-", 2)
    for part in (
        "开始公告",
        "大柳村",
        "2026年大柳村村干部直评",
        "1王书记、2李主任、3张副书记、4刘会计、5陈主席",
        "优秀100分、称职80分、基本称职60分、不称职40分，不了解不计分",
        "村民780人，占50%；村民代表38人，占25%；党员50人，占25%；一共868人",
        "11月3日9:00到11月6日9:00",
        "50%的人评了才有效；不称职到三分之一的，另外标出",
        "民主评议（调查），不是法定村民会议评议；依据柳河镇党委〔2026〕12号",
        bare(printed_hash(text)),
        bare(notice["key_fingerprint"]),
        notice["questionnaire"],
        f"办事记录的总指纹，当时一共{notice['audit']['size']}条{notice['audit']['root']}",
        *(
            f"{line['batch']}{group}发给人的{line['size']}{line['code_root']}"
            for line, group in zip(notice["batches"], ("村民", "村民代表"), strict=True)
        ),
    ):
        assert part in said, part


def test_closing_sheet_says_what_the_notice_says(client, counted):
    sheet = client.get(f"/r/{counted.round}/closing.pdf")
    text = queries.closing_notice(counted.round)
    notice, said = json.loads(text), words(sheet.data)
    for part in (
        "截止公告",
        "印出的票条30张作废的24张扫码、短信用掉6张纸票用掉0张票箱里的票6张",
        "印出30＝作废24＋用掉6",
        bare(printed_hash(text)),
        notice["box_root"],
        notice["commitment"],
        f"办事记录的总指纹，当时一共{notice['audit']['size']}条{notice['audit']['root']}",
    ):
        assert part in said, part
    assert grouped(notice["box_root"]).split()[0] in said


def test_sheets_lead_to_the_round_by_their_code(client, counted):
    for kind in ("opening", "closing"):
        sheet = client.get(f"/r/{counted.round}/{kind}.pdf").data
        assert qr_texts(sheet) == [f"https://pj.example.cn/r/{counted.round}"]


def test_sheet_of_a_notice_is_typeset_once_and_anew_when_the_notice_changed(client, make_box, monkeypatch):
    box, made = make_box(), []
    monkeypatch.setattr(pdf.pdf, "render", lambda template, data: made.append(template) or b"%PDF-")
    for _ in range(3):
        assert client.get(f"/r/{box.round}/opening.pdf").status_code == 200
    assert made == ["ballotbox/notice.typ"]
    with writing() as session:
        session.execute(db.delete(AuditCheckpoint))
    client.get(f"/r/{box.round}/opening.pdf")
    assert len(made) == 2


def test_opening_sheet_is_a_sample_until_slips_are_activated(client, open_round):
    said = words(client.get(f"/r/{open_round()}/opening.pdf").data)
    assert ("样张·票条启用以后再打印张贴" in said, "票码根" in said) == (True, False)


def test_sheet_of_a_round_older_than_the_audit_tree_has_no_checkpoint(client, counted):
    assert "样张" not in words(client.get(f"/r/{counted.round}/opening.pdf").data)
    with writing() as session:
        session.execute(db.delete(AuditCheckpoint))
    said = words(client.get(f"/r/{counted.round}/opening.pdf").data)
    assert ("办事记录的总指纹" in said, bare(printed_hash(queries.opening_notice(counted.round))) in said) == (
        False,
        True,
    )


def test_closing_sheet_waits_for_the_count_and_unknown_rounds_have_none(client, make_box):
    box = make_box(sizes=(3,))
    found = [client.get(path).status_code for path in (f"/r/{box.round}/closing.pdf", "/r/zzzzzzzz/opening.pdf")]
    assert found == [409, 404]


def test_sheets_are_linked_where_people_look(client, sign_in, counted, make_box):
    opening, closing = (f"/r/{counted.round}/{kind}.pdf" for kind in ("opening", "closing"))
    page = client.get(f"/r/{counted.round}").text
    assert (opening in page, closing in page) == (True, True)
    office = sign_in(client, "organizer").get(f"/staff/rounds/{counted.round}").text
    assert (opening in office, closing in office) == (True, True)
