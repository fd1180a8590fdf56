import pytest

from appraisal.domain.errors import CountsError
from appraisal.domain.methods.bands import BandLimit, band


@pytest.mark.parametrize(
    ("mean", "interval", "names", "point"),
    [
        (95, (92, 98), ("优秀",), "优秀"),
        (90, (90, 90), ("优秀",), "优秀"),
        (89.99999999999999, (89.99999999999999, 91), ("优秀",), "优秀"),
        (91, (88, 94), ("优秀", "称职"), "优秀"),
        (80, (55, 95), ("优秀", "称职", "基本称职", "不称职"), "称职"),
        (40, (-3, 59.9), ("不称职",), "不称职"),
        (99, (97, 103), ("优秀",), "优秀"),
        (85, None, (), "称职"),
        (None, None, (), None),
    ],
)
def test_band_names_what_the_interval_touches(mean, interval, names, point):
    found = band(mean, interval)
    assert (found.names, found.point, found.stated) == (names, point, len(names) == 1)


def test_band_takes_the_limits_of_the_round():
    assert band(72, (71, 73), [BandLimit("好", 70), BandLimit("差", 0)]).names == ("好",)


@pytest.mark.parametrize("limits", [[], [BandLimit("a", 60), BandLimit("b", 80)], [BandLimit("a", 60)] * 2])
def test_band_refuses_limits_out_of_order(limits):
    with pytest.raises(CountsError) as caught:
        band(70, (60, 80), limits)
    assert caught.value.code == "bands_not_descending"
