from dataclasses import replace
from datetime import timedelta

import pytest

from ballotbox import queries, service
from ballotbox.domain.assembly import Assembly
from ballotbox.domain.presets import USUAL_RULES
from ballotbox.domain.rules import Bands, OneThird
from core import clock
from core.audit import entries
from core.errors import Conflict, InvalidInput, NotAllowed, NotFound

HOST = "大柳村村务监督委员会"
RULES = replace(USUAL_RULES, host=HOST)


@pytest.fixture
def open_statutory(holders):
    """Open a statutory round: `open_statutory(weights=(0.4, 0.3, 0.3))`."""

    def build(rules=RULES, **settings):
        place, closes = holders.villages[0].id, clock.now() + timedelta(days=3)
        who = holders.actors["organizer"]
        return service.open_round(
            who, place, "overall", closes, "statutory", "11 月 2 日村民会议", rules=rules, **settings
        )

    return build


@pytest.mark.usefixtures("both_databases")
def test_assembly_is_recorded_audited_and_mended_before_the_count(holders, open_statutory):
    opened, actors = open_statutory(), holders.actors
    assert queries.assembly(opened) is None
    service.record_assembly(actors["organizer"], opened, f" {HOST} ", 60, 41, quorum=True)
    assert queries.assembly(opened) == Assembly(HOST, 60, 41, quorum=True)
    service.record_assembly(actors["officer1"], opened, HOST, 60, 29, quorum=False)
    assert queries.assembly(opened) == Assembly(HOST, 60, 29, quorum=False)
    kept = [(entry.action, entry.details) for entry in entries()[:2]]
    assert kept == [
        ("round.assembly", {"present": "29/60", "quorum": False, "host": HOST}),
        ("round.assembly", {"present": "41/60", "quorum": True, "host": HOST}),
    ]


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        (("", 60, 41), {"host": "assembly_host"}),
        (("监" * 101, 60, 41), {"host": "assembly_host"}),
        ((HOST, 0, 0), {"eligible": "assembly_eligible"}),
        ((HOST, 10**7, 41), {"eligible": "assembly_eligible"}),
        ((HOST, 60, 61), {"present": "assembly_present"}),
        ((HOST, 60, -1), {"present": "assembly_present"}),
    ],
)
def test_assembly_that_cannot_have_been_is_refused_at_its_field(holders, open_statutory, typed, fields):
    opened = open_statutory()
    with pytest.raises(InvalidInput) as refused:
        service.record_assembly(holders.actors["organizer"], opened, *typed, quorum=True)
    assert refused.value.fields == fields
    assert queries.assembly(opened) is None


def test_assembly_is_for_statutory_rounds_before_the_count_by_the_office(holders, open_round, box, open_statutory):
    organizer = holders.actors["organizer"]
    with pytest.raises(Conflict, match="not_statutory"):
        service.record_assembly(organizer, box.round, HOST, 60, 41, quorum=True)
    with pytest.raises(NotFound):
        service.record_assembly(organizer, "nosuchrd", HOST, 60, 41, quorum=True)
    with pytest.raises(NotFound):
        queries.assembly("nosuchrd")
    box.close()
    opened = open_statutory()
    for login, reason in (("keyholder", "role_missing"), ("cadre", "own_round")):
        with pytest.raises(NotAllowed, match=reason):
            service.record_assembly(holders.actors[login], opened, HOST, 60, 41, quorum=True)


def test_assembly_is_not_recorded_once_the_result_is_known(holders, open_statutory):
    opened, actors = open_statutory(), holders.actors
    service.close_round(actors["organizer"], opened)
    key = service.open_key(actors["officer1"], opened, "liuhe jiwei 2026", "cunwu jiandu 2026")
    service.count(actors["officer1"], opened, key)
    with pytest.raises(Conflict, match="round_counted"):
        service.record_assembly(actors["organizer"], opened, HOST, 60, 41, quorum=True)


def test_statutory_round_says_who_chairs(open_statutory):
    with pytest.raises(InvalidInput) as refused:
        open_statutory(rules=USUAL_RULES)
    assert refused.value.fields == {"host": "assembly_host"}
    assert queries.round_facts(open_statutory()).spec.rules.host == HOST


def test_round_is_judged_by_the_rules_weights_and_scores_it_was_opened_with(open_round):
    rules = replace(USUAL_RULES, bands=Bands((95.0, 85.0, 65.0, 0.0), "县办法"))
    spec = queries.round_facts(open_round(rules=rules, weights=(0.4, 0.3, 0.3), scores=(100, 85, 70, 55))).spec
    assert (spec.version, spec.rules) == (2, rules)
    assert [group.weight for group in spec.groups] == [0.4, 0.3, 0.3]
    assert [grade.score for grade in spec.scale.grades] == [100, 85, 70, 55]


@pytest.mark.parametrize(
    ("settings", "fields"),
    [
        ({"weights": (0.5, 0.5)}, {"weights": "bad_weights"}),
        ({"weights": (0.5, 0.4, 0.3)}, {"weights": "bad_weights"}),
        ({"weights": (1.5, -0.5, 0.0)}, {"weights": "bad_weights"}),
        ({"weights": (float("nan"), 0.5, 0.5)}, {"weights": "bad_weights"}),
        ({"scores": (100, 80, 80, 40)}, {"scores": "bad_rule"}),
        ({"scores": (100, 80)}, {"scores": "bad_rule"}),
        ({"rules": replace(USUAL_RULES, one_third=OneThird(item="virtue"))}, {"one_third_item": "bad_rule"}),
        ({"rules": replace(USUAL_RULES, bands=Bands((90.0, 60.0)))}, {"bands": "bad_rule"}),
    ],
)
def test_rules_that_do_not_fit_are_refused_at_their_field(open_round, settings, fields):
    with pytest.raises(InvalidInput) as refused:
        open_round(**settings)
    assert refused.value.fields == fields
    assert queries.all_rounds() == []
