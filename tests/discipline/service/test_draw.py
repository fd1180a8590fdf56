"""Draws: the list before the seed, one seed, every draw kept, and anybody can recompute one."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from ballotbox.models import EvaluationRound
from core import audit
from core.db import db, writing
from core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from discipline import queries, service
from discipline.domain.draw import Kind
from discipline.service import Sheet
from tests.support.counted import Ballots

pytestmark = pytest.mark.usefixtures("both_databases")
DICE, WHY = "刘、周各掷三次骰子", "年度抽查"


@pytest.fixture
def officer(township):
    return township.actors["officer1"]


@pytest.fixture
def rounds(make_case) -> list[str]:
    """Counted rounds: an old and a new one of 大柳村, one of 小河村."""
    old, new, other = make_case(0).round, make_case(0).round, make_case(1).round
    with writing():  # the clock stands: let the old one be the older
        row = db.session.scalars(db.select(EvaluationRound).where(EvaluationRound.public_id == old)).one()
        row.opened_at = row.opened_at.replace(year=2025)
    return [old, new, other]


def test_list_of_villages_is_each_ones_newest_counted_round(officer, rounds):
    made = service.prepare_draw(officer, 1, DICE, WHY)
    found = queries.draw(made)
    assert (set(found.population), found.k, found.kind, found.drawn) == (set(rounds[1:]), 1, Kind.ROUNDS, ())
    assert (found.source, found.reason, found.prepared_by, found.seed) == (DICE, WHY, officer.name, None)


def test_seed_draws_once_and_the_result_stays(officer, township, rounds):
    made = service.prepare_draw(officer, 1, DICE, WHY)
    service.throw(township.actors["officer2"], made, "３ 5 1  6")
    first = queries.draw(made)
    assert (first.seed, first.drawn_by, len(first.drawn)) == ("3 5 1 6", township.actors["officer2"].name, 1)
    with pytest.raises(Conflict, match="draw_done"):
        service.throw(officer, made, "4 4 4 4")
    assert queries.draw(made) == first


def test_round_counted_later_does_not_move_a_draw(officer, rounds, make_case):
    made = service.prepare_draw(officer, 2, DICE, WHY)
    service.throw(officer, made, "3 5 1 6")
    before = queries.draw(made)
    make_case(1)
    assert queries.draw(made) == before


def test_every_draw_is_kept_and_listed_beside_the_next(officer, rounds):
    first = service.prepare_draw(officer, 1, DICE, WHY)
    service.throw(officer, first, "3 5 1 6")
    again = service.prepare_draw(officer, 1, DICE, "上次抽的村路不通")
    sheet = service.prepare_draw(officer, 1, DICE, WHY, Sheet(rounds[2], "villager", 9))
    assert [row.public_id for row in queries.draws()] == [sheet, again, first]
    assert [[row.public_id for row in queries.former(name)] for name in (first, again, sheet)] == [[], [first], []]


def test_lines_of_another_sheet_are_no_former_draw(officer, rounds):
    makes = [Sheet(rounds[2], group, 9) for group in ("villager", "villager", "party_member")]
    names = [service.prepare_draw(officer, 2, DICE, WHY, sheet) for sheet in makes]
    assert [len(queries.former(name)) for name in names] == [0, 1, 0]
    assert queries.draw(names[2]).group.name == "党员"


def test_log_fixes_the_list_before_the_seed(officer, rounds):
    made = service.prepare_draw(officer, 1, DICE, WHY)
    service.throw(officer, made, "3 5 1 6")
    seeded, prepared = audit.entries(f"draw:{made}")
    population = queries.draw(made).population_hash
    assert (prepared.action, prepared.facts) == (
        "draw.prepared",
        {"population": population, "units": 2, "number": 1},
    )
    assert (prepared.personal["source"], prepared.personal["reason"]) == (DICE, WHY)
    assert (seeded.action, seeded.facts) == (
        "draw.drawn",
        {"seed": "3 5 1 6", "population": population, "number": 1},
    )


def test_printed_commands_recompute_the_draw_with_plain_tools(officer, rounds, tmp_path: Path):
    made = service.prepare_draw(officer, 7, DICE, WHY, Sheet(rounds[2], "villager", 300))
    service.throw(officer, made, "3 5 1 6 2 4")
    found = queries.draw(made)
    (tmp_path / f"population-{made}.txt").write_text(found.population_text, "utf-8")
    said = [
        subprocess.run(["bash", "-c", line], cwd=tmp_path, capture_output=True, check=True, text=True).stdout
        for line in found.commands
    ]
    assert said[0].split()[0] == found.population_hash
    assert tuple(line.split()[1] for line in said[1].splitlines()) == found.drawn


def test_evaluated_officer_draws_nothing_in_which_he_is(township, rounds):
    cadre = township.actors["cadre"]
    for sheet in (None, Sheet(rounds[1], "villager", 9)):
        with pytest.raises(NotAllowed, match="own_round"):
            service.prepare_draw(cadre, 1, DICE, WHY, sheet)
    service.prepare_draw(cadre, 1, DICE, WHY, Sheet(rounds[2], "villager", 9))
    for sheet in (None, Sheet(rounds[1], "villager", 9)):
        made = service.prepare_draw(township.actors["officer1"], 1, DICE, WHY, sheet)
        with pytest.raises(NotAllowed, match="own_round"):
            service.throw(cadre, made, "3 5 1 6")


@pytest.mark.parametrize(
    ("k", "source", "reason", "sheet", "fields"),
    [
        (3, DICE, WHY, None, {"k": "draw_size"}),
        (0, DICE, WHY, None, {"k": "draw_size"}),
        (1, " ", WHY, None, {"source": "draw_words"}),
        (1, DICE, "", None, {"reason": "draw_words"}),
        (1, DICE, WHY, ("villager", 781), {"lines": "lines_over_roll"}),
        (1, DICE, WHY, ("villager", 0), {"lines": "lines_over_roll"}),
        (1, DICE, WHY, ("nobody", 9), {"sheet": "unknown_group"}),
    ],
)
def test_draw_that_cannot_be_is_refused_at_its_field(officer, rounds, k, source, reason, sheet, fields):
    with pytest.raises(InvalidInput) as refused:
        service.prepare_draw(officer, k, source, reason, Sheet(rounds[2], *sheet) if sheet else None)
    assert (refused.value.fields, queries.draws()) == (fields, [])


def test_draw_without_counted_rounds_is_refused(officer, township):
    with pytest.raises(InvalidInput, match="draw_empty"):
        service.prepare_draw(officer, 1, DICE, WHY)


def test_draw_that_is_not_there_is_not_found(officer, township):
    for act in (lambda: queries.draw("zzzzzzzz"), lambda: service.throw(officer, "zzzzzzzz", "3516")):
        with pytest.raises(NotFound, match="no_draw"):
            act()


def test_where_to_look_first_stands_beside_the_lot(officer, make_case):
    low = make_case(1, tuple(Ballots(g, (4,) * 5, 12) for g in range(3)))
    make_case(0)
    made = service.prepare_draw(officer, 1, DICE, WHY)
    service.throw(officer, made, "3 5 1 6")
    looked = {look.village.counted.round: [why.code for why in look.reasons] for look in queries.where_first(officer)}
    assert looked[low.round][0] == "threshold"
    assert len(queries.draw(made).drawn) == 1


def test_list_of_draws_is_as_many_questions_for_many_as_for_one(officer, rounds, count_queries):
    service.prepare_draw(officer, 1, DICE, WHY, Sheet(rounds[2], "villager", 9))
    one = count_queries(queries.draws)
    for group in ("villager", "party_member", "representative"):
        service.prepare_draw(officer, 1, DICE, WHY, Sheet(rounds[1], group, 9))
    assert (count_queries(queries.draws), len(queries.draws())) == (one, 4)
