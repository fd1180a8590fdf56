from __future__ import annotations

import pytest

from core.auth import Actor, Role
from core.errors import NotFound
from roster import queries


def test_villages_come_in_the_order_of_their_numbers(township):
    assert [(area.number, area.name) for area in queries.villages()] == [(1, "大柳村"), (2, "小河村")]


def test_township_is_the_one_of_this_installation(township):
    assert queries.township().id == township.id


def test_township_is_missed_before_it_is_set_up(app):
    with pytest.raises(NotFound) as missing:
        queries.township()
    assert missing.value.code == "no_township"


def test_area_is_found_by_id_and_by_address(township):
    village = township.villages[0]
    assert queries.area(village.id) is queries.area_by_public_id("dlvkdl22")


@pytest.mark.parametrize("look", [lambda: queries.area(4711), lambda: queries.area_by_public_id("nowhere")])
def test_unknown_area_is_not_found(township, look):
    with pytest.raises(NotFound) as missing:
        look()
    assert missing.value.code == "no_area"


@pytest.mark.parametrize(("number", "name"), [(1, "大柳村"), (2, "小河村"), (0, None), (9, None)])
def test_village_is_found_by_the_number_texted(township, number, name):
    found = queries.village_by_number(number)
    assert (found.name if found else None) == name  # 0 is the township's, which is no village


def test_cadres_come_in_the_order_of_their_posts(township):
    cadres = queries.cadres_of(township.villages[1].id)
    assert [cadre.name for cadre in cadres] == ["赵书记", "杨主任", "周副书记", "吴会计", "孙主席"]
    assert tuple(cadre.id for cadre in cadres) == township.villages[1].cadres


def test_rolls_come_in_the_order_of_the_groups(township):
    rolls = queries.rolls_of(township.villages[0].id)
    assert [(roll.group.key, roll.size) for roll in rolls] == [
        ("villager", 780),
        ("representative", 38),
        ("party_member", 50),
    ]


def test_staff_are_found_by_session_and_login(township):
    staff = queries.staff_by_login("officer1")
    assert queries.staff_by_id(str(staff.id)) is staff
    assert [queries.staff_by_id("4711"), queries.staff_by_id("x"), queries.staff_by_login("x")] == [None] * 3


def test_staff_are_seen_by_use_cases_as_actors(township):
    staff = queries.staff_by_login("cadre")
    roles = frozenset({Role.ORGANIZER, Role.OFFICER, Role.KEY_HOLDER, Role.CADRE})  # the last by being one
    assert staff.actor == Actor(staff.id, "王（组织办）", roles, township.id, township.villages[0].cadres[0])


def test_staff_names_are_by_id(township):
    assert queries.staff_names() == {actor.staff_id: actor.name for actor in township.actors.values()}
