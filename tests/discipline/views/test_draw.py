"""The pages of spot-check draws, and the printed sheet."""

from __future__ import annotations

import hashlib
import io

import pypdf
import pytest

from core import pdf as core_pdf
from discipline import pdf, queries, service
from discipline.service import Sheet
from tests.support.client import PageClient

DICE, WHY = "刘、周各掷三次骰子", "年度抽查"
ASKED = {"k": "1", "source": DICE, "reason": WHY}


@pytest.fixture
def officer(client, sign_in):
    return sign_in(client, "officer1")


@pytest.fixture
def rounds(make_case) -> list[str]:
    return [make_case(0).round, make_case(1).round]


def text_of(sheet: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(sheet)).pages)


def test_draws_are_for_officers(app, sign_in, rounds, township):
    made = service.prepare_draw(township.actors["officer1"], 1, DICE, WHY)
    paths = ["", "/new", f"/{made}", f"/{made}.pdf", f"/{made}/population.txt"]
    for login in ("organizer", "keyholder", "admin", "head"):
        visitor = sign_in(app.test_client(), login)
        assert [visitor.get(f"/staff/draws{path}").status_code for path in paths] == [403] * 5, login
        assert visitor.post(f"/staff/draws/{made}", data={"seed": "3516"}).status_code == 403
    assert queries.draw(made).seed is None


def test_villages_are_drawn_in_two_steps(officer: PageClient, rounds):
    page = officer.get("/staff/draws/new").text
    assert ("名单：2 个村" in page, "大柳村" in page, "小河村" in page) == (True,) * 3
    made = officer.post("/staff/draws/new", data=ASKED).location
    page = officer.get(made).text
    assert (f"说好的来处：{DICE}" in page, "按抽出的次序" in page, "等抽签号" in officer.get("/staff/draws").text) == (
        True,
        False,
        True,
    )
    assert officer.post(made, data={"seed": "3 5 1 6"}).location == made
    page, drawn = officer.get(made).text, queries.draws()[0].drawn
    assert ("3 5 1 6" in page, drawn[0] in page, page.count("sha256sum") > 1, "填抽签号</h2>" in page) == (
        True,
        True,
        True,
        False,
    )
    assert officer.post(made, data={"seed": "4 4 4 4"}).status_code == 409
    assert queries.draws()[0].drawn == drawn


def test_lines_of_a_sheet_are_drawn(officer: PageClient, rounds):
    page = officer.get("/staff/draws/new?kind=lines").text
    assert page.count("<option") == 6
    asked = ASKED | {"k": "5", "lines": "37", "sheet": f"{rounds[1]}.representative"}
    made = officer.post("/staff/draws/new?kind=lines", data=asked).location
    officer.post(made, data={"seed": "3 5 1 6"})
    found = queries.draws()[0]
    assert (len(found.drawn), len(found.population), found.facts.village, found.group.key) == (
        5,
        37,
        "小河村",
        "representative",
    )
    assert f"第 {int(found.drawn[0][-5:])} 行" in officer.get(made).text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"k": ""}, "写一个整数，比如 3"),
        ({"k": "三"}, "写一个整数，比如 3"),
        ({"k": "3"}, "写 1 到 2 之间的整数。"),
        ({"source": " "}, "写一句，印在抽查单上。"),
        ({"reason": "长" * 301}, "写得太长，最多 300 个字。"),
    ],
)
def test_draw_asked_for_wrongly_is_refused_at_its_field(officer: PageClient, rounds, wrong, said):
    answer = officer.post("/staff/draws/new", data=ASKED | wrong)
    assert (answer.status_code, answer.text.count(said), queries.draws()) == (422, 2, [])
    assert f'value="{(ASKED | wrong)["reason"]}"' in answer.text


@pytest.mark.parametrize(
    ("wrong", "status"),
    [({"lines": "781"}, 422), ({"lines": "x"}, 422), ({"sheet": ""}, 404), ({"sheet": "zzzzzzzz.villager"}, 404)],
)
def test_lines_asked_for_wrongly_are_refused(officer: PageClient, rounds, wrong, status):
    asked = ASKED | {"lines": "37", "sheet": f"{rounds[1]}.villager"} | wrong
    assert officer.post("/staff/draws/new?kind=lines", data=asked).status_code == status
    assert queries.draws() == []


def test_seed_that_nobody_can_type_is_refused_and_kept(officer: PageClient, rounds, township):
    made = service.prepare_draw(township.actors["officer1"], 1, DICE, WHY)
    answer = officer.post(f"/staff/draws/{made}", data={"seed": "骰子"})
    assert (answer.status_code, answer.text.count("抽签号写 4 到 100 个数字、字母"), 'value="骰子"' in answer.text) == (
        422,
        2,
        True,
    )
    assert queries.draw(made).seed is None


def test_list_is_served_as_it_was_hashed(officer: PageClient, rounds, township):
    made = service.prepare_draw(township.actors["officer1"], 1, DICE, WHY)
    answer = officer.get(f"/staff/draws/{made}/population.txt")
    assert answer.data.decode().splitlines() == sorted(rounds)
    assert hashlib.sha256(answer.data).hexdigest() == queries.draw(made).population_hash
    assert answer.headers["Content-Disposition"] == f'attachment; filename="population-{made}.txt"'


def test_redraw_is_seen_on_the_page_and_on_the_sheet(officer: PageClient, rounds, township):
    first = service.prepare_draw(township.actors["officer1"], 1, DICE, WHY)
    service.throw(township.actors["officer1"], first, "3 5 1 6")
    again = service.prepare_draw(township.actors["officer1"], 1, DICE, "路不通")
    assert "同样的名单以前抽过 1 次" in officer.get(f"/staff/draws/{again}").text
    sheet = text_of(officer.get(f"/staff/draws/{again}.pdf").data)
    assert ("同样的名单以前抽过" in sheet, WHY in sheet, "3 5 1 6" in sheet) == (True,) * 3


def test_sheet_before_the_seed_fixes_the_list_and_draws_nothing(officer: PageClient, rounds, township):
    made = service.prepare_draw(township.actors["officer1"], 1, DICE, WHY)
    answer = officer.get(f"/staff/draws/{made}.pdf")
    sheet = text_of(answer.data)
    assert (answer.mimetype, "名单定下了" in sheet, "按抽出的次序" in sheet, "head -n" in sheet) == (
        "application/pdf",
        True,
        False,
        False,
    )


def test_sheet_says_what_was_drawn_from_what_and_how_to_recompute_it(rounds, township):
    officer = township.actors["officer1"]
    made = service.prepare_draw(officer, 40, DICE, WHY, Sheet(rounds[1], "villager", 300))
    service.throw(officer, made, "3 5 1 6 2 4")
    found = queries.draw(made)
    sheet = pdf.draw_sheet(found, [], {})
    plain = text_of(sheet).replace("\n", "").replace(" ", "")
    wanted = [*found.drawn, found.population_hash, "351624", DICE.replace(" ", ""), "小河村，村民", officer.name]
    assert [words for words in wanted if words.replace(" ", "") not in plain] == []
    assert all("".join(line.split()) in plain for line in found.commands)
    assert len(pypdf.PdfReader(io.BytesIO(sheet)).pages) == 2


def test_sheet_is_chinese_whoever_prints_it(app, rounds, township, monkeypatch):
    made = service.prepare_draw(township.actors["officer1"], 1, DICE, WHY)
    given = {}
    monkeypatch.setattr(core_pdf, "render", lambda template, data: given.update(data) or b"")
    with app.test_request_context("/staff/draws?lang=en"):
        pdf.draw_sheet(queries.draw(made), [], {})
    assert given["rows"][3] == ("定名单", "2026 年 11 月 3 日 9:00，林（纪委）")


def test_draws_read_in_english(officer: PageClient, rounds, township):
    made = service.prepare_draw(township.actors["officer1"], 1, DICE, WHY)
    assert "Waiting for the seed" in officer.get("/staff/draws?lang=en").text
    assert "Why before witnesses?" in officer.get(f"/staff/draws/{made}?lang=en").text
    assert "Fix the list" in officer.get("/staff/draws/new?lang=en").text
