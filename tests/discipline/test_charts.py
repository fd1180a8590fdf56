"""The charts of a round as data: what stands where, and that it can be drawn."""

from __future__ import annotations

from dataclasses import replace

import pytest

from appraisal.domain.release.office import OfficeView
from appraisal.service import appraise, compare
from ballotbox import queries as ballotbox
from core.charts import draw
from discipline import charts
from discipline.charts import Panel, Point
from discipline.charts.specs import WIDTH, extent, wrapped
from discipline.domain.axis import Axis
from tests.support import review_rounds

AXIS = Axis(60.0, 100.0)
WORDS = charts.Words(
    english=False,
    whole="总分",
    hidden="不单独显示",
    nobody="没有票",
    unknown="算不出来",
    absent="没有评过",
    channels=("网上", "短信", "纸票"),
    axes=("从几点起", "票"),
    moment="%-d 日 %-H 时",
    comma="、",
)
TWO = (
    Panel("1. 王书记", (Point(84.7, 81.5, 87.9, whole=True), Point(note="不单独显示"))),
    Panel("2. 李主任", (Point(99.0, 97.0, 101.0, whole=True), Point(58.0))),
)


def values(spec):
    return spec["data"]["values"]


def test_dots_stack_panels_in_order_each_below_its_title():
    spec = charts.dots(["总分", "村民"], TWO, AXIS)
    assert [(row["row"], row.get("title"), row.get("said"), row.get("note")) for row in values(spec)] == [
        (0, "1. 王书记", None, None),
        (1, None, "84.7", None),
        (2, None, None, "不单独显示"),
        (3, "2. 李主任", None, None),
        (4, None, "99.0", None),
        (5, None, "58.0", None),
    ]


def test_dots_stay_on_the_scale_and_say_the_true_figure():
    rows = values(charts.dots(["总分", "村民"], TWO, AXIS))
    assert (rows[4]["low"], rows[4]["high"]) == (97.0, 100.0)
    assert (rows[5]["value"], rows[5]["said"]) == (60.0, "58.0")


def test_dots_tell_whole_and_part_by_shape():
    layers = charts.dots(["总分", "村民"], TWO, AXIS)["layer"]
    shapes = [one["encoding"]["shape"] for one in layers if "shape" in one["encoding"]]
    assert shapes == [{"condition": {"test": "datum.whole", "value": "circle"}, "value": "diamond"}]


def test_dots_joined_have_one_line_more():
    plain, joined = (charts.dots(["去年", "今年"], TWO, AXIS, joined=on) for on in (False, True))
    assert [one["mark"]["type"] for one in joined["layer"]].count("line") == 1
    assert len(joined["layer"]) == len(plain["layer"]) + 1


def test_panel_must_have_a_point_for_every_name():
    with pytest.raises(ValueError, match="shorter"):
        charts.dots(["总分", "村民", "党员"], TWO, AXIS)


@pytest.mark.parametrize("names", [["总分", "德"], ["All together", "Villager representatives"]])
def test_dots_are_as_wide_as_a_phone_lets_them(names):
    drawn = draw("d", "x", charts.dots(names, TWO, AXIS))
    width = float(drawn.split('viewBox="0 0 ')[1].split(" ")[0])
    assert WIDTH - 20 < width <= WIDTH + 8
    for word in ("1. 王书记", "84.7", "不单独显示", names[0]):
        assert f">{word}<" in drawn


def test_names_with_quotes_are_drawn_as_they_are():
    assert '>"王"\\n<' in draw("d", "x", charts.dots(['"王"\\n', "x"], TWO, AXIS))


def test_names_are_broken_between_words_or_anywhere_where_there_are_none():
    assert wrapped("Villager representatives") == "Villager\nrepresentatives"
    assert wrapped("村民代表、党员和镇领导") == "村民代表、党员和\n镇领导"
    assert wrapped("Representatives-of-everybody") == "Representative\ns-of-everybody"
    assert (wrapped(""), extent("村 x")) == ("", 30)


def test_hours_and_bars_show_every_count():
    hours = charts.specs.hours([("2026-11-03T08:00+08:00", 12), ("2026-11-03T19:00+08:00", 31)], ("从", "票"), "%H")
    assert values(hours) == [{"from": "2026-11-03T08:00", "n": 12}, {"from": "2026-11-03T19:00", "n": 31}]
    drawn = draw("h", "x", hours)
    assert drawn.count("M") > 2
    bars = charts.bars([("网上", 320), ("纸票", 50)], 370)
    assert [row["said"] for row in values(bars)] == ["320 · 86%", "50 · 14%"]
    assert ">320 · 86%<" in draw("b", "x", bars)
    assert values(charts.bars([("网上", 0)], 0)) == [{"row": 0, "n": 0, "said": "0"}]


@pytest.mark.parametrize(
    ("ballots", "rows"),
    [
        ((320, 30, 50), [("网上", 320), ("短信", 30), ("纸票", 50)]),
        ((320, 3, 50), [("网上", 320), ("短信、纸票", 53)]),
        ((320, 3, 0), [("网上、短信", 323), ("纸票", 0)]),
        ((3, 2, 9), [("网上、短信、纸票", 14)]),
        ((0, 4, 0), [("网上", 0), ("短信", 4), ("纸票", 0)]),
        ((0, 0, 0), [("网上", 0), ("短信", 0), ("纸票", 0)]),
    ],
)
def test_channels_of_a_few_ballots_join_the_next_smallest(ballots, rows):
    assert charts.channel_rows(ballots, WORDS) == rows


@pytest.fixture
def counted_round(township, clock):
    """A round of five items with an earlier one: its result, its comparison, its counts."""
    public_id = review_rounds.full(township, clock)
    return appraise(public_id), compare(public_id), ballotbox.counts(public_id)


def test_profile_shows_every_item_of_every_person_below_the_whole(counted_round):
    result, *_ = counted_round
    rows = values(charts.profile(result, WORDS))
    person = result.persons[1]
    own = rows[7:14]  # a title, the whole and five items for each
    assert own[0]["title"] == f"2. {person.name}"
    assert [row["value"] for row in own[1:]] == [person.score.mean, *(item.score.mean for item in person.items)]
    assert [row["whole"] for row in own[1:]] == [True, *[False] * 5]
    assert len(rows) == 35


def test_groups_show_none_that_may_not_stand_by_itself(counted_round):
    result, *_ = counted_round
    views = [OfficeView((True, False, True), pooled=True)] * 5
    first = values(charts.groups(result, views, WORDS))[:5]
    means = [group.mean for group in result.persons[0].groups]
    assert [row.get("value") for row in first[2:]] == [means[0], None, means[2]]
    assert first[3]["note"] == "不单独显示"


def test_groups_without_ballots_say_so(counted_round):
    result, *_ = counted_round
    empty = replace(result.turnout.groups[1], returned=0)
    turnout = replace(result.turnout, groups=(result.turnout.groups[0], empty, result.turnout.groups[2]))
    views = [OfficeView((True, False, True), pooled=True)] * 5
    assert values(charts.groups(replace(result, turnout=turnout), views, WORDS))[3]["note"] == "没有票"


def test_bounds_stand_only_where_they_tell_of_no_small_group(counted_round):
    result, *_ = counted_round
    views = [OfficeView((True,) * 3, pooled=True, beside=place != 0) for place in range(5)]
    rows = values(charts.bounds(result, views, WORDS))
    ends = result.persons[1].extremes
    assert ("least" in rows[0], rows[1]["least"], rows[1]["most"]) == (False, ends.worst, ends.best)


def test_changes_go_from_the_oldest_round_to_this_one(counted_round):
    result, beside, _ = counted_round
    old = beside.persons[0].earlier[0]
    days = [(old.round, "2026-11-03"), (result.round, "2027-11-02")]
    earlier = [one.earlier if one.number != 2 else () for one in beside.persons]
    rows = values(charts.changes(result, earlier, days, WORDS))
    assert [row["title"] for row in rows if "title" in row] == [
        f"{person.number}. {person.name}" for person in result.persons if person.number != 2
    ]
    assert [row["value"] for row in rows[1:3]] == [old.score.mean, result.persons[0].score.mean]


def test_hours_and_channels_hold_every_ballot(counted_round):
    *_, counts = counted_round
    assert sum(row["n"] for row in values(charts.hours(counts, WORDS))) == counts.ballots
    assert sum(row["n"] for row in values(charts.channels(counts, WORDS))) == counts.ballots
