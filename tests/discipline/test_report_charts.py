"""What the charts of the office report show, one a person."""

from __future__ import annotations

from core.charts import draw
from discipline.charts import report
from tests.support import dossiers
from tests.support.dossiers import of_ballots
from tests.support.specs import make_spec

SMALL = [[(4, 3)] * 20 + [(2, 1)] * 8, [(3, 3)] * 5]


def rows(chart: dict) -> list[dict]:
    return chart["data"]["values"]


def test_chart_of_several_items_shows_each_with_its_interval():
    of = dossiers.usual()
    chart = report(of)[0]
    items = of.result.persons[0].items
    assert [(row["value"], row["low"], row["high"]) for row in rows(chart)] == [
        (item.score.mean, item.score.low, item.score.high) for item in items
    ]


def test_charts_of_a_round_have_one_scale():
    scales = [chart["layer"][1]["encoding"]["x"]["scale"] for chart in report(dossiers.usual())]
    assert [scale["domain"] for scale in scales] == [[60.0, 100.0]] * 5


def test_chart_of_one_item_shows_the_grades_with_their_intervals():
    found = rows(report(dossiers.usual("overall"))[0])
    assert [row["grade"] for row in found] == ["优秀", "称职", "基本称职", "不称职"]
    assert all(row["low"] < row["share"] < row["high"] for row in found)


def test_no_chart_of_grades_where_their_shares_would_tell_a_small_group():
    assert report(of_ballots(make_spec(), SMALL)) == [None, None]


def test_person_of_whom_nothing_may_be_told_has_no_chart():
    ballots = [[(4, 3)] * 5 + [(0, 3)] * 20, [(4, 3)] * 4 + [(0, 3)] * 20]
    assert [chart is None for chart in report(of_ballots(make_spec(), ballots))] == [True, False]


def test_item_without_a_score_says_so():
    of = of_ballots(make_spec(persons=1, items=3), [[(4, 3, 2)] * 20, []])
    assert draw("x", "", report(of)[0]).count("算不出来") == 3
