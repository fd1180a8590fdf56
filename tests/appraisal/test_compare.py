"""What stands beside a result, gathered from the stored counts of other rounds."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from appraisal.service import appraise, compare, figures
from ballotbox import queries as ballotbox
from ballotbox.domain.rows import newest
from ballotbox.domain.rules import Rules, SelfScore
from ballotbox.models import AssemblyRow
from core import clock as core_clock
from core.db import db, writing
from core.errors import Conflict, NotFound
from roster.models import Area, Cadre
from tests.support import counted
from tests.support.counted import Ballots

GOOD = [Ballots(g, (4, 4, 4, 3, 3), n) for g, n in enumerate((200, 15, 20))]
MIXED = [Ballots(g, (3, 3, 2, 3, 2), n) for g, n in enumerate((100, 10, 10))]
BAD = [Ballots(g, (1, 3, 2, 3, 2), n) for g, n in enumerate((200, 15, 20))]


def store(village, *ballots, **changes):
    return counted.store(village, replace(counted.spec_of(village, threshold=0.1), **changes), ballots)


def meeting(public_id):
    """Record an assembly with its quorum, as it is recorded before the count."""
    with writing() as session:
        row = ballotbox.round_by_public_id(public_id)
        session.add(
            AssemblyRow(round_id=row.id, host="村务监督委员会", eligible=60, present=41, quorum=True,
                        recorded_by=1, recorded_at=core_clock.now())
        )  # fmt: skip


def third(township):
    """A third village with cadres like those of the second: of two nothing is said."""
    like = township.villages[1]
    with writing() as session:
        area = Area(
            public_id="dlczzb88", kind="village", name="东柳村", name_en="Dongliu", number=9, parent_id=township.id
        )
        session.add(area)
        session.flush()
        for one in session.scalars(select(Cadre).where(Cadre.area_id == like.id).order_by(Cadre.id)).all():
            about = {"surname": one.surname, "title": one.title, "title_en": one.title_en}
            session.add(Cadre(area_id=area.id, post_id=one.post_id, **about))
        return replace(like, id=area.id, public_id=area.public_id, name=area.name)


def newest_figures():
    """Turnout and scores of every village's newest counted round; None for one that cannot be read."""
    return figures((row.spec, row.counts) for row in newest(ballotbox.all_counts()).values())


@pytest.mark.usefixtures("both_databases")
def test_compare_finds_the_last_round_of_each_person_and_the_same_posts_elsewhere(township, clock):
    old = store(township.villages[0], *MIXED, *BAD)
    clock.forward(days=200)
    new, other = store(township.villages[0], *GOOD, *MIXED), store(township.villages[1], *MIXED, *BAD)
    store(third(township), *MIXED, *BAD)
    found = compare(new, {2: 100.0})
    assert found.round == new
    assert [one.number for one in found.persons] == [1, 2, 3, 4, 5]
    first, second = found.persons[:2]
    before, after = (appraise(one).persons[0].score for one in (old, new))
    assert (first.change.round, first.change.counted_on, first.change.says) == (old, "2026-11-03", "up")
    assert first.change.difference == pytest.approx(after.mean - before.mean, abs=2e-6)
    assert (first.peers.post, first.peers.villages, first.peers.band) == ("村党支部书记", 3, "above")
    assert (first.self_gap, second.self_gap.self_score, second.self_gap.says) == (None, 100.0, "within")
    assert compare(other).persons[0].peers.band == "not_apart"  # the two others differ as much


def test_compare_has_nothing_where_nothing_else_was_counted(township):
    found = compare(store(township.villages[0], *GOOD)).persons[0]
    assert (found.change, found.peers.band, found.self_gap) == (None, "unknown", None)
    assert (found.in_a_row.rounds, found.in_a_row.says) == (0, "no")


def test_compare_takes_a_round_later_than_this_one_for_no_earlier_one(township, clock):
    old = store(township.villages[0], *GOOD)
    clock.forward(days=30)
    store(township.villages[0], *BAD)
    assert compare(old).persons[0].change is None


def test_compare_counts_not_competent_twice_in_a_row_by_the_assembly(township, clock):
    rounds = []
    for _ in range(2):
        rounds.append(store(township.villages[0], *BAD, kind="statutory", rules=Rules(host="村务监督委员会")))
        clock.forward(days=300)
    assert [compare(one).persons[0].in_a_row.says for one in rounds] == ["counting", "met_by_surveys"]
    for one in rounds:
        meeting(one)
    row = compare(rounds[1]).persons[0].in_a_row
    assert (row.rounds, row.needed, row.statutory, row.says) == (2, 2, True, "met")
    assert appraise(rounds[1]).assembly.present == 41
    assert compare(rounds[1]).persons[1].in_a_row.says == "no"


def test_compare_points_out_a_gap_by_the_rules_of_the_round(township):
    counted_round = store(township.villages[0], *GOOD, rules=Rules(self_score=SelfScore(25.0)))
    gaps = [compare(counted_round, {1: own}).persons[0].self_gap for own in (75.0, 76.0)]
    assert [(gap.difference, gap.gap, gap.says) for gap in gaps] == [(-25.0, 25.0, "under"), (-24.0, 25.0, "within")]


def test_compare_leaves_rounds_on_another_scale_alone(township, clock):
    spec = counted.spec_of(township.villages[0])
    dear = replace(spec.scale, grades=(replace(spec.scale.grades[0], score=99.0), *spec.scale.grades[1:]))
    store(township.villages[0], *BAD, scale=dear)
    clock.forward(days=30)
    store(township.villages[1], *BAD, scale=dear)
    found = compare(store(township.villages[0], *GOOD)).persons[0]
    assert (found.change, found.peers.villages) == (None, 1)


def test_compare_is_not_hindered_by_a_round_that_cannot_be_read(township, clock):
    broken = [store(village, *GOOD) for village in township.villages]
    clock.forward(days=30)
    new = store(township.villages[0], *MIXED)
    with writing():
        for one in broken:
            row = ballotbox.round_by_public_id(one)
            row.spec = row.spec.replace('"roll":780', '"roll":1')
    with pytest.raises(Conflict, match="counts_do_not_fit"):
        appraise(broken[0])
    found = compare(new).persons[0]
    assert (found.change, found.peers.villages) == (None, 1)
    assert [one.round for one in newest_figures() if one] == [new]


def test_compare_needs_a_round_that_is_there(township):
    with pytest.raises(NotFound):
        compare("nosuchrd")


def test_figures_of_the_newest_round_of_every_village_are_those_of_its_result(township, clock):
    store(township.villages[0], *BAD)
    clock.forward(days=30)
    new = [store(village, *GOOD) for village in township.villages]
    found = {one.round: one for one in newest_figures()}
    assert set(found) == set(new)
    for one in new:
        scores = [person.score for person in appraise(one).persons]
        assert [person.mean for person in found[one].persons] == [score.mean for score in scores]


def test_appraise_signs_the_flags_of_the_round_too(township):
    public_id = store(township.villages[0], *GOOD)
    assert appraise(public_id).flags == ()
    with writing() as session:
        session.execute(db.text("UPDATE slip SET state = 'spent' WHERE code_hash IN (SELECT code_hash FROM slip "
                                "WHERE state = 'void' LIMIT 2)"))  # fmt: skip
    result = appraise(public_id)
    assert {flag.code for flag in result.flags} == {"accounting_ballots_missing", "accounting_direct_not_spent"}
    assert replace(result, flags=()).digest != result.digest
