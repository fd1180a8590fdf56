"""The officer's pages."""

from __future__ import annotations

import pytest
from markupsafe import escape

from appraisal.domain.definitions import DEFINITIONS
from ballotbox.domain.layout import Group
from discipline import queries, service
from discipline.domain.states import State
from tests.support import review_rounds
from tests.support.counted import Ballots

TWO = {
    "groups": (Group("villager", "村民", "Villagers", 0.5, 780), Group("representative", "村民代表", "Reps", 0.5, 38))
}


@pytest.fixture
def officer(client, sign_in):
    return sign_in(client, "officer1")


def state_of(case) -> State:
    return queries.review_of(case.round).standing


def test_reviews_are_for_officers(client, sign_in, case):
    assert client.get("/staff/reviews").status_code == 302
    assert sign_in(client, "organizer").get("/staff/reviews").status_code == 403


def test_reviews_list_every_counted_round(officer, make_case):
    make_case(0), make_case(1, tuple(Ballots(g, (4,) * 5, 12) for g in range(3)))
    page = officer.get("/staff/reviews").text
    assert page.index("小河村") < page.index("大柳村")
    assert "参评率没到门槛" in page


def test_review_shows_figures_and_the_one_thing_to_do(officer, case):
    page = officer.get(f"/staff/reviews/{case.round}").text
    for words in ("370", "42.6%", "参评率，门槛 1/3 已达到", "核对无误", "退回并说明原因", "村党支部书记"):
        assert words in page
    assert 'value="' + case.digest + '"' in page


def test_review_shows_no_group_that_could_be_subtracted(officer, make_case):
    case = make_case(0, (Ballots(0, (4,) * 5, 40), Ballots(0, (2,) * 5, 20), Ballots(1, (3,) * 5, 5)), **TWO)
    page = officer.get(f"/staff/reviews/{case.round}").text
    # two sums over two groups would tell the small one, and a weighted share that is its weight that it is of one mind
    shares = [words in page for words in ("优秀 33%", "33.3%", "61.5%", "加权</span>")]
    assert (page.count("不单独显示</span>"), shares) == (10, [False] * 4)
    assert page.count("有一类人票少，占比不写") == 5


def test_review_offers_the_original_text_only_where_it_is_handed_out(officer, case, make_case):
    small = make_case(1, (Ballots(0, (4,) * 5, 40), Ballots(1, (3,) * 5, 5)), **TWO)
    pages = [officer.get(f"/staff/reviews/{one.round}").text for one in (case, small)]
    assert [("signed.json" in page, "结果原文不能取" in page) for page in pages] == [(True, False), (False, True)]


def test_review_reads_in_english(officer, case):
    page = officer.get(f"/staff/reviews/{case.round}?lang=en").text
    for words in ("Checked, all in order", "turnout; threshold 1/3 reached", "Party branch secretary"):
        assert words in page


def test_review_of_five_items_has_their_profile(officer, make_case):
    case = make_case(0, tuple(Ballots(g, (4, 3, 2, 1, 3) * 5, 20) for g in range(3)), preset="five_dimensions")
    page = officer.get(f"/staff/reviews/{case.round}").text
    assert "各个方面" in page
    assert page.count('class="plot"') == 4  # items, groups, bounds, channels


@pytest.mark.parametrize("language", ["zh", "en"])
def test_review_explains_every_figure_of_the_catalogue(officer, township, clock, language):
    page = officer.get(f"/staff/reviews/{review_rounds.full(township, clock)}?lang={language}").text
    place = ["zh", "en"].index(language)
    explained = {key for key, one in DEFINITIONS.items() if f"<summary>{escape(one.name[place])}<span" in page}
    assert DEFINITIONS.keys() - explained == set()


def test_review_says_what_to_look_at_first_and_which_rules_fired(officer, township, clock):
    page = officer.get(f"/staff/reviews/{review_rounds.full(township, clock)}").text
    for words in (
        "有 3 处要先看一看",
        "1 处数字有点特别，只是提个醒，票照样算数。",
        "连续 2 次法定评议判为不称职：依法终止职务。",
        "《村民委员会组织法》（2025年修订）第三十八条",
        "村民和村民代表给刘会计的分相差",
        "分别听听两类人怎么说，别只看总分。",
        "大柳村村务监督委员会",
        "41 / 60",
    ):
        assert words in page


def test_review_in_order_says_that_it_can_be_signed(officer, make_case):
    case = make_case(0, tuple(Ballots(g, (4, 4, 3, 4, 3), n) for g, n in enumerate((300, 20, 30))))
    page = officer.get(f"/staff/reviews/{case.round}").text
    for words in ("数字没有疑点，可以签", "没有规则触发。", "没有特别的数字。"):
        assert words in page
    case.publish()
    assert "数字没有疑点，可以签" not in officer.get(f"/staff/reviews/{case.round}").text


def test_review_is_closed_to_the_cadre_it_evaluates(client, sign_in, case):
    visitor = sign_in(client, "cadre")
    assert visitor.get(f"/staff/reviews/{case.round}").status_code == 403
    assert visitor.post(f"/staff/reviews/{case.round}/check", data={"result": case.digest}).status_code == 403
    assert "这一轮评的有您" in visitor.get("/staff/reviews").text


def test_review_of_an_unknown_round_is_not_there(officer):
    assert officer.get("/staff/reviews/nosuchrd").status_code == 404


def test_two_officers_sign_and_the_bulletin_appears(app, client, sign_in, case):
    first, second = sign_in(client, "officer1"), sign_in(app.test_client(), "officer2")
    address, form = f"/staff/reviews/{case.round}", {"result": case.digest}
    assert first.post(f"{address}/check", data=form).status_code == 303
    assert first.post(f"{address}/sign", data=form).status_code == 303
    assert "您已签字。等另一名审核人来签。" in first.get(address).text
    refused = first.post(f"{address}/sign", data=form)
    assert (refused.status_code, "第二个签字要由另一名审核人来签" in refused.text) == (409, True)
    assert second.post(f"{address}/sign", data=form).status_code == 303
    assert second.post(f"{address}/publish").status_code == 303
    assert state_of(case) is State.PUBLISHED
    page = app.test_client().get(f"/r/{case.round}").text
    for words in ("村干部直评结果", "370 人投了票，应参加 868 人，参评率 42.6%。", "林（纪委）", "何（纪委）"):
        assert words in page


def test_step_that_came_too_late_says_so(officer, case):
    service.check(case.second, case.round, case.digest)
    late = officer.post(f"/staff/reviews/{case.round}/check", data={"result": case.digest})
    assert (late.status_code, "别的审核人刚办过一步" in late.text) == (409, True)


def test_posts_need_the_token(officer, case):
    answer = officer.post(f"/staff/reviews/{case.round}/check", data={"result": case.digest}, csrf=False)
    assert answer.status_code == 400
    assert state_of(case) is State.DRAFT


def test_return_asks_for_the_reason_and_keeps_what_was_typed(officer, case):
    address = f"/staff/reviews/{case.round}/return"
    assert officer.get(address).status_code == 200
    empty = officer.post(address, data={"reason": ""})
    assert (empty.status_code, "写上原因：哪个数不对，要谁去查。" in empty.text) == (422, True)
    long = officer.post(address, data={"reason": "长" * 501})
    assert (long.status_code, "长" * 501 in long.text) == (422, True)
    assert officer.post(address, data={"reason": "第 2 批对不上"}).status_code == 303
    page = officer.get(f"/staff/reviews/{case.round}").text
    assert "退回原因：第 2 批对不上" in page
    assert officer.post(f"/staff/reviews/{case.round}/reopen").status_code == 303
    assert state_of(case) is State.DRAFT


def test_reviews_ask_the_database_as_often_for_three_rounds_as_for_one(officer, make_case, count_queries):
    def asked() -> int:
        return count_queries(lambda: officer.get("/staff/reviews"))

    make_case(0)
    one = asked()
    make_case(1)
    two = asked()
    make_case(1)
    assert asked() == two == one


def test_review_asks_the_database_no_more_for_more_persons(officer, make_case, count_queries):
    small, large = make_case(0, (Ballots(0, (4,), 20),), persons=1), make_case(1)
    asked = [count_queries(lambda c=c: officer.get(f"/staff/reviews/{c.round}")) for c in (small, large)]
    assert asked[0] == asked[1]
