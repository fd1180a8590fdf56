import pytest

from ballotbox.domain.groups import GroupsError, Roll, arrange


def rolls(**sizes):
    return [Roll(key, f"名{key}", f"Name {key}", size) for key, size in sizes.items()]


def short(groups):
    return [(g.key, g.roll, g.weight, g.merged) for g in groups]


def test_groups_keep_their_order_and_the_usual_weights_of_those_present():
    assert short(arrange(rolls(villager=780, representative=38, party_member=50))) == [
        ("villager", 780, 0.5, ()),
        ("representative", 38, 0.25, ()),
        ("party_member", 50, 0.25, ()),
    ]


def test_small_group_joins_the_largest_with_its_weight_and_name():
    groups = arrange(rolls(villager=180, representative=24, party_member=26, town_leader=4))
    assert short(groups) == [
        ("villager", 184, 0.6, ("town_leader",)),
        ("representative", 24, 0.2, ()),
        ("party_member", 26, 0.2, ()),
    ]
    assert (groups[0].name, groups[0].name_en) == ("名villager、名town_leader", "Name villager, Name town_leader")


def test_group_can_be_merged_elsewhere():
    groups = arrange(rolls(villager=180, representative=24, party_member=4), {"party_member": "representative"})
    assert short(groups) == [("villager", 180, 0.5, ()), ("representative", 28, 0.5, ("party_member",))]


def test_groups_small_together_may_be_large_enough():
    assert short(arrange(rolls(villager=9, representative=8))) == [("villager", 17, 1.0, ("representative",))]


def test_empty_rolls_and_unknown_groups_count_too():
    assert short(arrange(rolls(villager=100, teacher=20, party_member=0))) == [
        ("villager", 100, pytest.approx(2 / 3), ()),
        ("teacher", 20, pytest.approx(1 / 3), ()),
    ]


@pytest.mark.parametrize(
    ("given", "merge", "reason"),
    [
        (rolls(), None, "roll_too_small"),
        (rolls(villager=0), None, "roll_too_small"),
        (rolls(villager=5, representative=4), None, "roll_too_small"),
        (rolls(villager=50, representative=5, party_member=4), {"party_member": "representative"}, "unknown_group"),
        (rolls(villager=50, representative=20), {"representative": "nobody"}, "unknown_group"),
        (rolls(villager=50, representative=20), {"representative": "representative"}, "unknown_group"),
        (
            rolls(villager=50, representative=20),
            {"representative": "villager", "villager": "representative"},
            "unknown_group",
        ),
    ],
)
def test_groups_that_could_not_be_secret_or_do_not_exist_are_refused(given, merge, reason):
    with pytest.raises(GroupsError, match=reason):
        arrange(given, merge)
