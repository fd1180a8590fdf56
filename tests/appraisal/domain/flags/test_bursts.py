import pytest
from scipy import stats

from appraisal.domain.errors import CountsError
from appraisal.domain.flags.bursts import bursts
from appraisal.domain.flags.flag import Subject


def hours(*rows):
    return tuple((f"2026-11-{day:02d}T{hour:02d}:00+08:00", casts) for day, hour, casts in rows)


EVENING = hours((3, 17, 20), (3, 18, 35), (3, 19, 55), (3, 20, 60), (3, 21, 40), (3, 22, 15))


def test_burst_evening_peak_is_none():
    assert [one.large for one in bursts(EVENING, ())] == [False] * 6


def test_burst_by_hand_against_the_hours_beside_it():
    found = bursts(hours((3, 9, 20), (3, 10, 200), (3, 11, 30), (3, 12, 10)), ())[1]
    assert (found.code, found.subject) == ("burst", Subject("hour", hour="2026-11-03T10:00+08:00"))
    assert (found.observed, found.expected, found.large) == (200, 30, True)
    assert found.p == pytest.approx(stats.betabinom(250, 10, 20).sf(199))


def test_burst_is_compared_with_the_same_hour_of_other_days():
    found = bursts(hours((3, 18, 20), (3, 19, 90), (3, 20, 20), (4, 19, 80), (4, 20, 20)), ())
    assert (found[1].expected, found[1].large) == (80, False)


def test_burst_of_joined_hours_counts_all_but_nine_casts():
    found = bursts(hours((3, 1, 49), (3, 6, 12), (3, 7, 12)), ())
    assert [one.observed for one in found] == [40, 12, 3]


def test_burst_is_not_looked_for_where_people_were_called_together():
    assert len(bursts(EVENING, {"2026-11-03T20:00+08:00"})) == 5


def test_hours_joined_with_a_gathering_are_not_looked_at_either():
    evening = hours((3, 18, 20), (3, 19, 90), (3, 22, 20))
    assert [one.subject.hour[11:13] for one in bursts(evening, {"2026-11-03T21:00+08:00"})] == ["18", "22"]
    assert [one.subject.hour[11:13] for one in bursts(evening, {"2026-11-04T01:00+08:00"})] == ["18", "19"]


def test_burst_of_a_single_entry_has_nothing_to_be_compared_with():
    assert bursts(EVENING[:1], ()) == []
    assert bursts((), ()) == []


@pytest.mark.parametrize(
    ("entry", "code"),
    [(("soon", 10), "unknown_hour"), ((None, 10), "unknown_hour"), (("2026-11-03T10:00+08:00", -1), "negative_count")],
)
def test_burst_refuses_hours_that_are_none(entry, code):
    with pytest.raises(CountsError) as caught:
        bursts((*EVENING, entry), ())
    assert caught.value.code == code
