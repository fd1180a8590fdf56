"""The sample township as it stands on the day it is first started (3 November 2026, a Tuesday)."""

from __future__ import annotations

import re
import stat
from collections import Counter
from datetime import date, timedelta

import pytest
from flask import Flask

from ballotbox import queries as ballotbox
from casework import queries as casework
from core import clock
from demo.domain import township
from demo.domain.opinions import OPINIONS
from demo.service import sample
from discipline import queries as discipline
from notices import queries as notices
from roster import queries as roster
from roster.models import Staff
from survey import queries as survey
from tests.support.client import PageClient
from tests.support.demo import Sample

pytestmark = pytest.mark.usefixtures("demo")
TODAY = date(2026, 11, 3)


def test_eight_villages_have_five_posts_and_three_groups_each(app: Flask) -> None:
    found = roster.villages()
    assert [village.number for village in found] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert {len(roster.cadres_of(village.id)) for village in found} == {5}
    assert {len(roster.rolls_of(village.id)) for village in found} == {3}


def test_eight_groups_visit_eight_villages_on_six_days(app: Flask) -> None:
    campaign = notices.current_campaign()
    table = notices.timetable(campaign)
    assert (len(campaign.groups), campaign.days) == (8, tuple(TODAY + timedelta(days=n) for n in range(4, 10)))
    assert (table.visits, len({view.village_id for views in table.cells.values() for view in views})) == (8, 8)
    assert {view.day for views in table.cells.values() for view in views} == set(campaign.days)


def test_one_notice_is_late_and_one_is_due_today(app: Flask) -> None:
    found = {row.village: row.status for row in notices.days_at_risk(TODAY)}
    assert found == {"小河村": "late", "南湾村": "must_post_today", "北沟村": "draft"}
    assert len(notices.current_notices()) == 4


def test_one_round_is_published_and_one_is_open(app: Flask) -> None:
    rows = {row.village: row for row in ballotbox.all_rounds()}
    assert {village: row.state for village, row in rows.items()} == {"大柳村": "open", "石桥村": "counted"}
    assert (rows["大柳村"].turnout_tens, rows["大柳村"].printed, rows["大柳村"].active) == (130, 448, 448)
    done = rows["石桥村"]
    assert [found.round for found in discipline.published_of_village(done.village_id)] == [done.public_id]
    accounting = ballotbox.accounting(done.public_id)
    assert (accounting.in_order, accounting.spent, accounting.decrypted) == (True, 249, 249)


def test_finished_round_reached_its_threshold_and_has_ballots_of_every_group(app: Flask) -> None:
    (done,) = [row for row in ballotbox.all_rounds() if row.state == "counted"]
    assert done.threshold_reached
    returned = ballotbox.counts(done.public_id).returned
    assert [sum(channels) for channels in returned] == [202, 23, 24]


def test_secretary_of_the_published_round_scored_himself_and_has_a_public_statement(app: Flask) -> None:
    (done,) = [row for row in ballotbox.all_rounds() if row.state == "counted"]
    assert discipline.self_scores(done.public_id) == {1: pytest.approx(92.0)}
    (said,) = discipline.statements_shown(done.public_id)
    assert (said.person.name, said.text) == ("何书记", township.STATEMENT)


def test_opinions_are_of_every_head_and_some_are_answered(app: Flask) -> None:
    assert {opinion.head for opinion in OPINIONS} == {"问政", "问计", "问需", "问效"}
    listed = casework.opinions().rows
    assert len(listed) == len(OPINIONS) == 16
    assert Counter(opinion.state.value for opinion in listed) == {"received": 10, "assigned": 4, "answered": 2}
    assert all(survey.opinion_form(village.id) for village in roster.villages())


def test_names_are_posts_and_surnames_only(app: Flask) -> None:
    cadres = [cadre for village in roster.villages() for cadre in roster.cadres_of(village.id)]
    assert {len(cadre.surname) for cadre in cadres} == {1}
    titles = {title for _post, _english, title, _title_en in township.POSTS}
    assert {cadre.name.removeprefix(cadre.surname) for cadre in cadres} == titles
    names = [staff.name for staff in Staff.query.all()]
    assert [name for name in names if not re.fullmatch(r"[\u4e00-\u9fff]（[\u4e00-\u9fff]+）", name)] == []


def test_demo_file_is_for_its_owner_alone(demo: Sample) -> None:
    assert stat.S_IMODE((demo.folder / "demo.json").stat().st_mode) == 0o600


def test_demo_file_names_seven_logins_both_passphrases_and_unused_codes(demo: Sample, app: Flask) -> None:
    logins = [row["login"] for row in demo.known["logins"]]
    assert logins == ["organizer", "officer1", "officer2", "keyholder", "admin", "cadre1", "cadre3"]
    assert all(row["who"] and re.fullmatch(r"\w{4}-\w{4}", row["password"]) for row in demo.known["logins"])
    assert sorted(demo.known["passphrases"]) == ["discipline", "supervision"]
    (running,) = [row.public_id for row in ballotbox.all_rounds() if row.state == "open"]
    codes = [row["code"] for row in demo.known["codes"]]
    assert [row["url"] for row in demo.known["codes"]] == [f"http://127.0.0.1:8000/b/{running}#{c}" for c in codes]
    assert len(set(codes)) == 6


def test_demo_logins_open_the_door_and_demo_codes_vote(demo: Sample, app: Flask, client: PageClient) -> None:
    for row in demo.known["logins"]:
        fields = {"login": row["login"], "password": row["password"]}
        assert app.test_client().post("/staff/sign-in", data=fields).location == "/staff/home"
    for row in demo.known["codes"]:
        fields = {"code": row["code"], **{f"g{person}-1": "4" for person in range(1, 6)}}
        path = row["url"].removeprefix("http://127.0.0.1:8000").partition("#")[0]
        assert client.post(f"{path}/cast", data=fields).status_code == 200


def test_demo_passphrases_open_the_running_box_after_it_closes(demo: Sample, app: Flask) -> None:
    from ballotbox import service  # noqa: PLC0415 – beside `ballotbox`, which names its reads here
    from roster.queries import staff_by_login  # noqa: PLC0415 – as above

    (running,) = [row.public_id for row in ballotbox.all_rounds() if row.state == "open"]
    organizer, officer = staff_by_login("organizer").actor, staff_by_login("officer1").actor
    service.close_round(organizer, running)
    phrases = demo.known["passphrases"]
    key = service.open_key(officer, running, phrases["discipline"], phrases["supervision"])
    counts = service.count(officer, running, key)
    assert sum(sum(channels) for channels in counts.returned) == 137


def test_building_twice_is_refused_and_changes_nothing(demo: Sample, app: Flask) -> None:
    before = (demo.folder / "demo.json").read_bytes()
    refused = app.test_cli_runner().invoke(args=["init-demo"])
    said = "Error: There is a township already; the sample is only for an empty database.\n"
    assert (refused.exit_code, refused.output) == (1, said)
    assert (demo.folder / "demo.json").read_bytes() == before


def test_if_empty_does_nothing_where_there_is_a_township(demo: Sample, app: Flask) -> None:
    before = (demo.folder / "demo.json").read_bytes()
    done = app.test_cli_runner().invoke(args=["init-demo", "--if-empty"])
    assert (done.exit_code, done.output) == (0, "")
    assert (demo.folder / "demo.json").read_bytes() == before
    assert sample.is_empty() is False


def test_clock_stands_at_today_again_after_the_past_was_built(app: Flask) -> None:
    assert clock.today() == TODAY
