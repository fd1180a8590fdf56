"""Township and county at a glance: who sees what, and what it says."""

from __future__ import annotations

import re
import zlib
from dataclasses import replace

import pytest

from ballotbox import queries as ballotbox
from ballotbox.domain.record import Record
from ballotbox.domain.screen import Known
from ballotbox.domain.tally import tally
from ballotbox.models import StoredCount
from bench import county
from core.auth import Role
from core.db import db, writing
from discipline import service
from roster.models import Area
from roster.service import new_staff
from tests.support import counted
from tests.support.counted import Ballots

FEW = tuple(Ballots(g, (4,) * 5, 12) for g in range(3))
LOW = (
    *(Ballots(0, marks, n) for marks, n in (((1, 3, 2, 3, 2), 300), ((2,) * 5, 20))),
    *(Ballots(group, (1,) * 5, 20) for group in (1, 2)),
)
WORSE = tuple(replace(one, marks=(one.marks[0], 1, *one.marks[2:])) for one in LOW)
TOWN = "/staff/overview/lhzkzb44"


@pytest.fixture
def officer(client, sign_in):
    return sign_in(client, "officer1")


@pytest.fixture
def elsewhere(township):
    """Another township of the same county, with a village of its own and an officer who belongs there."""
    with writing() as session:
        top = Area(public_id="qyxkkk22", kind="county", name="青原县", name_en="Qingyuan County", number=0)
        town = Area(public_id="bszkkk33", kind="township", name="白石镇", name_en="Baishi Town", number=0, parent=top)
        village = Area(
            public_id="htckkk44", kind="village", name="黑土村", name_en="Heitu Village", number=9, parent=town
        )
        session.add_all([top, town, village])
        session.flush()
        session.get_one(Area, township.id).parent_id = top.id
        for login, area in (("county", top), ("other", town), ("villager", village)):
            session.add(new_staff(login, (login, login), "demo-password", area.id, {Role.OFFICER}))


def told(page: str) -> str:
    """What a page says, without the token of its forms."""
    return re.sub(r'name="csrf_token"[^>]*>', "", page)


def replace_counts(round_id: str, ballots) -> None:
    """Put other ballots into a counted box, as if the village had voted so."""
    with writing() as session:
        row = ballotbox.round_by_public_id(round_id)
        batches = ballotbox.batches(round_id)
        spec = ballotbox.round_facts(round_id).spec
        plains = [
            Record(row.key16, pile.group, pile.channel, batches[pile.group].id, pile.marks).pack()
            for pile in ballots
            for _ in range(pile.n)
        ]
        known = Known(spec, row.key16, {batch.id: batch.group_index for batch in batches})
        counts = tally(known, plains, lambda _records: None)
        session.get_one(StoredCount, row.id).counts = zlib.compress(counts.to_json().encode())
    service.make_again([round_id])


@pytest.mark.parametrize("login", ["organizer", "keyholder"])
def test_overview_is_for_officers_and_administrators(client, sign_in, login):
    visitor = sign_in(client, login)
    assert [visitor.get(path).status_code for path in ("/staff/overview", TOWN)] == [403, 403]


def test_overview_of_one_township_is_its_page(officer):
    answer = officer.get("/staff/overview?lang=en")
    assert (answer.status_code, answer.location.split("?")[0]) == (302, TOWN)


def test_officer_of_a_township_sees_no_other(elsewhere, officer, make_case):
    make_case()
    page = officer.get(TOWN).text
    assert ("大柳村" in page, "黑土村" in page, "白石镇" in page) == (True, False, False)
    refused = officer.get("/staff/overview/bszkkk33")
    assert (refused.status_code, "这个地方不归您看" in refused.text) == (403, True)
    assert officer.get("/staff/overview/nosuch22").status_code == 404


def test_officer_of_another_township_sees_nothing_of_this_one(elsewhere, client, sign_in, make_case):
    make_case()
    visitor = sign_in(client, "other")
    page = visitor.get("/staff/overview/bszkkk33").text
    assert ("黑土村" in page, "大柳村" in page, "42.6%" in page) == (True, False, False)
    assert visitor.get(TOWN).status_code == 403


def test_officer_of_a_village_sees_it_alone(elsewhere, client, sign_in):
    visitor = sign_in(client, "villager")
    assert visitor.get("/staff/overview").location.startswith("/staff/overview/bszkkk33")
    assert "黑土村" in visitor.get("/staff/overview/bszkkk33").text


def test_officer_of_the_county_sees_all_and_chooses_without_script(elsewhere, client, sign_in, make_case):
    make_case()
    visitor = sign_in(client, "county")
    page = visitor.get("/staff/overview").text
    for words in ("青原县", "柳河镇", "白石镇", "1 / 3", "42.6%", "黑土村"):
        assert words in page
    chosen = visitor.get("/staff/overview?township=lhzkzb44&year=2026&post=村会计")
    assert chosen.location.startswith(f"{TOWN}?year=2026&post=")
    assert "同一职务放在一起看：村会计" in visitor.get(chosen.location).text
    back = visitor.get(f"{TOWN}?township=")
    assert back.location.split("?")[0] == "/staff/overview"
    other = visitor.get(f"{TOWN}?township=bszkkk33")
    assert visitor.get(other.location).location.startswith("/staff/overview/bszkkk33")


def test_administrator_sees_the_way_and_no_result(client, sign_in, make_case):
    case = make_case(0, LOW)
    make_case(1, FEW)
    page = sign_in(client, "admin").get(TOWN).text
    for words in ("大柳村", "小河村", "参评率没到门槛", "41.5%"):
        assert words in page
    for words in ("同一职务", "最差一等", f"/staff/reviews/{case.round}", "王书记"):
        assert words not in page


def test_of_the_own_round_only_the_state_is_told(client, sign_in, make_case):
    case = make_case(0)
    make_case(1)
    visitor = sign_in(client, "cadre")
    first = visitor.get(TOWN).text
    assert "评的有您，别的不说" in first
    assert "王书记" not in first
    replace_counts(case.round, LOW)
    assert told(visitor.get(TOWN).text) == told(first)
    service.send_back(case.first, case.round, "对一对登记表")
    later = visitor.get(TOWN).text
    assert ("已退回" in later, "登记表" in later) == (True, False)


def test_of_other_rounds_nothing_is_told_that_rests_on_an_own_one(client, sign_in, officer, make_case, township, clock):
    make_case(0, LOW)
    clock.forward(days=300)
    spec = counted.spec_of(township.villages[0])
    persons = (replace(spec.persons[0], cadre_id=township.villages[1].cadres[0]), *spec.persons[1:])
    counted.store(township.villages[0], replace(spec, persons=persons), WORSE)
    wanted = "李主任：得分比上一次低了一大截"
    assert wanted in officer.get(TOWN).text
    page = sign_in(client.application.test_client(), "cadre").get(TOWN).text
    assert (wanted in page, "李主任" in page) == (False, True)


def test_reasons_stand_in_sentences_with_their_link(officer, make_case):
    low, few = make_case(0, LOW), make_case(1, FEW)
    page = officer.get(TOWN).text
    assert "评最差一等的，到了规则定的那一份。" in page
    assert page.index("评最差一等的") < page.index("参评率没到门槛")
    for case in (low, few):
        assert f'href="/staff/reviews/{case.round}"' in page


@pytest.mark.usefixtures("both_databases")
def test_waiting_rounds_are_told_with_their_days(officer, make_case, clock):
    case = make_case()
    clock.forward(days=9)
    assert "计完票 9 天了，还没有核对。" in officer.get(TOWN).text
    case.sign_twice()
    assert "还没有核对" not in officer.get(TOWN).text
    clock.forward(days=8)
    assert "签完字 8 天了，还没有公布。" in officer.get(TOWN).text


def test_round_whose_counts_cannot_be_read_is_named(officer, make_case):
    broken, foreign = make_case(0), make_case(1)
    with writing() as session:
        session.get_one(StoredCount, ballotbox.round_by_public_id(broken.round).id).counts = b"-"
        row = ballotbox.round_by_public_id(foreign.round)
        row.spec = row.spec.replace('"roll":780', '"roll":1')
    page = officer.get(TOWN).text
    assert page.count("存着的计票数读不出来，或者和这一轮对不上。") == 2
    assert page.count("计票数读不出来</td>") == 2


def test_open_round_is_told_in_tens(officer, make_case):
    case = make_case()
    with writing() as session:
        row = ballotbox.round_by_public_id(case.round)
        session.execute(db.text("UPDATE evaluation_round SET state='open', closed_at=NULL, counted_at=NULL"))
        session.execute(db.text("DELETE FROM count"))
        session.execute(db.text("INSERT INTO cast_hour (round_id, hour, n) VALUES (:id, 498000, 57)"), {"id": row.id})
    page = officer.get(TOWN).text
    assert ("已投 50 多张" in page, "投 57" in page) == (True, False)


def test_year_without_rounds_misses_one_in_every_village(officer, make_case):
    make_case()
    page = officer.get(f"{TOWN}?year=2025").text
    assert "2 个村还没有评议（一年至少一次）" in page
    assert officer.get(f"{TOWN}?year=20x5").status_code == 200


def test_overview_asks_the_database_as_often_for_three_rounds_as_for_one(officer, make_case, count_queries):
    def asked() -> int:
        return count_queries(lambda: officer.get(TOWN))

    make_case(0)
    one = asked()
    make_case(1), make_case(1)
    assert asked() == one


def test_overview_reads_in_english(officer, make_case):
    make_case(0, LOW), make_case(1)
    page = officer.get(f"{TOWN}?lang=en").text
    for words in (
        "Where to look first",
        "the worst grade reached the part set in the rules",
        "Daliu Village",
        "Surely below",
    ):
        assert words in page


@pytest.mark.parametrize(("townships", "villages", "counts"), [(0, 0, 0), (1, 1, 1), (27, 12, 5)])
def test_county_of_any_size_has_its_page(app, client, townships, villages, counts):
    made = county.build(townships, villages, 80, counts)
    visitor = client
    visitor.post("/staff/sign-in", data={"login": county.LOGIN, "password": county.PASSWORD})
    page = visitor.get("/staff/overview").text
    assert (len(made.villages), len(made.rounds)) == (townships * villages, counts)
    assert f"{counts} / {townships * villages}</p>" in page
    assert page.count('class="plot"') == (2 if counts else 0)
    assert len(re.findall(r'<th scope="row"><a href="/staff/overview/', page)) == townships * (2 if counts else 1)


def test_menu_leads_officers_and_administrators_to_the_overview(client, sign_in):
    found = {
        login: 'href="/staff/overview"' in sign_in(client.application.test_client(), login).get("/staff/home").text
        for login in ("officer1", "admin", "organizer", "keyholder")
    }
    assert found == {"officer1": True, "admin": True, "organizer": False, "keyholder": False}
