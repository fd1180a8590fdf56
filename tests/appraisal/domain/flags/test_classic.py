import pytest

from appraisal.domain.errors import CountsError
from appraisal.domain.flags.classic import burst, identical, last_digits


def test_burst_without_baseline_events_has_no_ratio():
    found = burst((3, 10), (0, 90))
    assert (found.rate_ratio, found.p) == (None, pytest.approx(0.001))


def test_burst_without_events_is_no_burst():
    assert burst((0, 10), (0, 90), scanned=9).p_adjusted == 1


@pytest.mark.parametrize(
    ("window", "baseline", "code"),
    [((-1, 10), (5, 90), "negative_count"), ((1, 0), (5, 90), "no_time"), ((1, 10), (5, 0), "no_time")],
)
def test_burst_refuses(window, baseline, code):
    with pytest.raises(CountsError) as caught:
        burst(window, baseline)
    assert caught.value.code == code


def test_identical_all_of_two_by_hand():
    found = identical([0.5, 0.5], 2, 2)
    assert (found.match, found.pairs, found.p_modal, found.p_any) == (
        0.5,
        0.5,
        pytest.approx(0.25),
        pytest.approx(0.5),
    )


@pytest.mark.parametrize(
    ("shares", "ballots", "same", "code"),
    [([0.8, 0.8], 5, 1, "not_a_probability"), ([0.5], 5, 6, "more_than_all")],
)
def test_identical_refuses(shares, ballots, same, code):
    with pytest.raises(CountsError) as caught:
        identical(shares, ballots, same)
    assert caught.value.code == code


def test_last_digits_need_ten_counts():
    with pytest.raises(CountsError) as caught:
        last_digits([1, 2, 3])
    assert caught.value.code == "unknown_shape"
