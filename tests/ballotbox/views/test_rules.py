"""Expert settings of a new round, and the meeting of a statutory one, by a test client."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ballotbox import queries, service
from ballotbox.domain.assembly import Assembly
from ballotbox.domain.presets import USUAL_RULES
from core import clock
from core.db import db
from tests.ballotbox.views.test_rounds import FORM
from tests.support import ballots

HOST = "大柳村村务监督委员会"
LAW = {**FORM, "kind": "statutory", "basis": "11 月 2 日村民会议决定", "host": HOST}
EXPERT = {
    "scores": "100、85、70、55",
    "weights": "40，30，30",
    "bands": "95 85 65",
    "denominator": "returned",
    "turnout_comparison": ">",
    "one_third_part": "2/5",
    "one_third_comparison": ">",
    "not_competent": "band",
    "in_a_row": "3",
    "self_gap": "5",
    "bands_basis": "县评议办法第六条",
}


@pytest.fixture
def url(township) -> str:
    ballots.set_keys(township)
    return f"/staff/rounds/new?village={township.villages[0].public_id}"


def opened():
    db.session.rollback()
    return queries.round_facts(queries.all_rounds()[0].public_id).spec


def test_new_round_left_alone_has_the_usual_rules(client, sign_in, url):
    sign_in(client, "organizer").post(url, data={**FORM, "step": "open"})
    assert (opened().version, opened().rules) == (2, USUAL_RULES)


def test_new_round_folds_its_expert_settings_and_takes_them(client, sign_in, url):
    page = sign_in(client, "organizer").get(url).text
    assert page.count("专家设置") == 1
    seen = client.post(url, data={**FORM, **EXPERT, "step": "check"}).text
    for words in (
        "100 · 称职 85",
        "优秀 95 · 称职 85 · 基本称职 65",
        "收回的票",
        "2/5",
        "超过才算",
        "连续 3 次",
        "县评议办法第六条",
    ):
        assert words in seen, words
    assert 'name="weights" value="40，30，30"' in seen
    client.post(url, data={**FORM, **EXPERT, "step": "open"})
    spec, rules = opened(), opened().rules
    assert [grade.score for grade in spec.scale.grades] == [100, 85, 70, 55]
    assert [group.weight for group in spec.groups] == [0.4, 0.3, 0.3]
    assert (rules.bands.lower, rules.bands.basis) == ((95, 85, 65, 0), "县评议办法第六条")
    assert (rules.denominator.of, rules.turnout.comparison, rules.self_score.gap) == ("returned", ">", 5)
    third, judged = rules.one_third, rules.not_competent
    assert (third.over, third.under, third.comparison, judged.figure, judged.in_a_row) == (2, 5, ">", "band", 3)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"scores": "100、80、80、40"}, "写 4 个分值，从高到低"),
        ({"scores": "一百"}, "写 4 个分值，从高到低"),
        ({"scores": "inf 3 2 1"}, "写 4 个分值，从高到低"),
        ({"bands": "90、80"}, "写 3 个分数线，从高到低"),
        ({"bands": ""}, "写 3 个分数线，从高到低"),
        ({"weights": "50、40、30"}, "一类写一个百分数，加起来 100"),
        ({"weights": "50、50"}, "权重要按类别一类写一个，加起来正好 100"),
        ({"weights": "、"}, "一类写一个百分数，加起来 100"),
        ({"in_a_row": "0"}, "写 1 到 5 的整数"),
        ({"self_gap": "多"}, "写 0 到 100 的整数"),
        ({"bands_basis": " "}, "写上依据，200 个字以内"),
        ({"one_third_item": "virtue"}, "这种评法没有这一项"),
        ({"one_third": "no"}, "上面选了不用那一条"),
        ({"kind": "statutory", "basis": "11 月 2 日村民会议决定"}, "法定评议写上由哪个机构主持"),
    ],
)
def test_new_round_says_at_the_expert_field_what_to_write(client, sign_in, url, changes, sentence):
    page = sign_in(client, "organizer").post(url, data={**FORM, **changes, "step": "check"})
    assert page.status_code == 422
    assert page.text.count(sentence) >= 2  # in the summary and at the field
    assert queries.all_rounds() == []


@pytest.fixture
def statutory(township) -> str:
    ballots.set_keys(township)
    who, place = township.actors["organizer"], township.villages[0].id
    closes = clock.now() + timedelta(days=3)
    rules = USUAL_RULES.__class__(bands=USUAL_RULES.bands, host=HOST)
    return service.open_round(who, place, "overall", closes, "statutory", "11 月 2 日村民会议决定", rules=rules)


def test_assembly_is_recorded_on_its_page(client, sign_in, statutory):
    round_page, address = f"/staff/rounds/{statutory}", f"/staff/rounds/{statutory}/assembly"
    assert "还没有记会议的情况" in sign_in(client, "organizer").get(round_page).text
    assert f'value="{HOST}"' in client.get(address).text  # as it was announced
    answer = client.post(address, data={"host": HOST, "eligible": "60", "present": "41", "quorum": "yes"})
    assert (answer.status_code, answer.location) == (303, round_page)
    assert queries.assembly(statutory) == Assembly(HOST, 60, 41, quorum=True)
    assert "41 / 60" in client.get(round_page).text
    assert 'value="41"' in client.get(address).text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"host": ""}, "写上由哪个机构主持"),
        ({"eligible": "很多"}, "写上应到多少人"),
        ({"present": "61"}, "写上实到多少人"),
        ({"quorum": ""}, "选一种"),
    ],
)
def test_assembly_page_says_at_the_field_what_to_write(client, sign_in, statutory, changes, sentence):
    typed = {"host": HOST, "eligible": "60", "present": "41", "quorum": "yes"}
    page = sign_in(client, "organizer").post(f"/staff/rounds/{statutory}/assembly", data={**typed, **changes})
    assert (page.status_code, page.text.count(sentence) >= 2) == (422, True)
    assert queries.assembly(statutory) is None


def test_survey_has_no_assembly(client, sign_in, open_round):
    opened = open_round()
    assert "村民会议</h2>" not in sign_in(client, "organizer").get(f"/staff/rounds/{opened.id}").text
    page = client.post(
        f"/staff/rounds/{opened.id}/assembly", data={"host": HOST, "eligible": "6", "present": "4", "quorum": "yes"}
    )
    assert page.status_code == 409
    assert "没有会议情况可记" in page.text
