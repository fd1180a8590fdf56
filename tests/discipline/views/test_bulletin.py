"""What of a result leaves the office."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest

from appraisal.domain.result import sha256
from appraisal.service import appraise, release
from ballotbox.domain.notices import commitment
from discipline import queries
from tests.support.counted import SALT, Ballots


@pytest.fixture
def published(make_case):
    def publish(*ballots: Ballots, **settings) -> dict:
        case = make_case(0, ballots, **settings)
        case.publish()
        found = queries.published(case.round)
        assert found is not None
        return found.content

    return publish


def shares(person: dict) -> list[tuple[int, int, int]]:
    return [(cell["first"], cell["last"], cell["percent"]) for cell in person["shares"]]


USUAL = (
    *(Ballots(0, (key,) * 5, n) for key, n in ((4, 60), (3, 30), (2, 20), (1, 10))),
    *(Ballots(1, (key,) * 5, n) for key, n in ((4, 15), (3, 10), (2, 3), (1, 6))),
    *(Ballots(2, (key,) * 5, n) for key, n in ((4, 12), (3, 8), (2, 4), (1, 2))),
)


def test_bulletin_states_shares_and_score(published):
    person = published(*USUAL)["persons"][0]
    assert shares(person) == [(0, 0, 48), (1, 1, 27), (2, 2, 15), (3, 3, 10)]
    figures = [person[name] for name in ("ballots", "score", "step", "low", "high", "band")]
    assert figures == [180, 82.0, 1.0, 79.0, 85.0, [1, 2]]


def test_bulletin_joins_grades_of_fewer_than_five(published):
    person = published(
        Ballots(0, (4,) * 5, 60), Ballots(0, (2,) * 5, 3), Ballots(0, (1,) * 5, 1), Ballots(1, (3,) * 5, 16),
        Ballots(2, (4,) * 5, 20),
    )["persons"][0]  # fmt: skip
    assert shares(person) == [(0, 0, 80), (1, 3, 20)]


def test_bulletin_hides_shares_where_joining_leaves_one_cell(published):
    person = published(*(Ballots(g, (1,) * 5, 20) for g in range(3)), *(Ballots(g, (4,) * 5, 1) for g in range(3)))[
        "persons"
    ][0]
    assert (person["shares"], person["score"] is None) == ([], False)


def test_bulletin_says_nothing_of_a_person_with_fewer_than_ten_ballots(published):
    knows, does_not = (4,) * 5, (4, 4, 4, 4, 0)
    ballots = [Ballots(g, does_not, 17) for g in range(3)] + [Ballots(g, knows, 3) for g in range(3)]
    person = published(*ballots)["persons"][4]
    figures = [person[name] for name in ("shares", "ballots", "score", "low", "high", "band", "notes")]
    assert figures == [[], None, None, None, None, None, ["too_few"]]


def test_bulletin_hides_a_handful_of_abstentions(published):
    some = [Ballots(g, (4, 4, 4, 4, 3), 20) for g in range(3)]
    few, many = Ballots(0, (0, 4, 4, 4, 4), 4), Ballots(0, (4, 0, 4, 4, 4), 5)
    persons = published(*some, few, many)["persons"]
    # 69 came back: 4 abstained on the first person, 5 on the second, nobody on the third
    assert [person["ballots"] for person in persons[:3]] == [None, 64, 69]


def test_bulletin_counts_cells_in_ballots_where_each_gives_five_answers(published):
    good, mixed = (4,) * 25, (4, 4, 4, 4, 1) * 5
    person = published(*(Ballots(g, good, 20) for g in range(3)), Ballots(0, mixed, 20), preset="five_dimensions")[
        "persons"
    ][0]  # 20 answers in the last grade could be those of four people
    assert person["shares"] == []


def test_bulletin_keeps_interval_ends_on_the_scale(published):
    person = published(*(Ballots(g, (4,) * 5, 12) for g in range(3)), *(Ballots(g, (3,) * 5, 1) for g in range(3)))[
        "persons"
    ][0]
    assert person["high"] == 100.0


def test_bulletin_is_canonical_and_carries_what_ties_it_to_the_box(case):
    digest = case.digest
    case.publish()
    found = queries.published(case.round)
    again = json.dumps(json.loads(found.text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert found.text == again
    assert found.sha256 == sha256(again)
    content = found.content
    # under the round's salt: the bare hash would let anybody try which hidden counts it is of
    assert content["result_commitment"] == commitment(SALT, digest)
    assert digest not in found.text
    assert {len(content["prints"][name]) for name in ("questionnaire", "box_root")} == {64}
    assert [row["name"] for row in content["signed_by"]] == ["林（纪委）", "何（纪委）"]
    assert set(content["definitions"]["zh"]) == set(content["definitions"]["en"])
    ledger = content["ledger"]
    assert (ledger["spent"], ledger["sealed"], ledger["counted"], ledger["difference"]) == (370, 370, 370, 0)


def test_bulletin_takes_every_figure_from_the_release(case):
    released = asdict(release(appraise(case.round)))
    case.publish()
    content = queries.published(case.round).content
    assert content["version"] == 2
    told = [{name: person[name] for name in released["persons"][0]} for person in content["persons"]]
    again = json.loads(json.dumps({"turnout": released["turnout"], "persons": released["persons"]}))
    assert {"turnout": content["turnout"], "persons": told} == again


def test_bulletin_shows_a_group_by_itself_only_where_its_cells_may_be_shown(published):
    person = published(*USUAL)["persons"][0]
    groups = {group["key"]: [share["percent"] for share in group["shares"]] for group in person["groups"]}
    assert groups == {
        "villager": [50, 25, 17, 8],
        "representative": [44, 29, None, None],
        "party_member": [46, 31, None, None],
    }


def test_bulletin_has_a_person_and_no_other_key(case):
    case.publish()
    person = queries.published(case.round).content["persons"][0]
    assert set(person) == {
        "number", "name", "name_en", "post", "post_en", "shares", "groups", "ballots", "score", "step", "low", "high",
        "band", "one_third", "not_competent", "in_a_row", "notes",
    }  # fmt: skip
