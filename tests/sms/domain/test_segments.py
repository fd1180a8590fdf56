import pytest

from sms.domain.segments import Segments, segments

CASES = {
    "nothing": ("", Segments("GSM-7", 0, 1)),
    "160 letters": ("a" * 160, Segments("GSM-7", 160, 1)),
    "161 letters": ("a" * 161, Segments("GSM-7", 161, 2)),
    "two full GSM parts": ("a" * 306, Segments("GSM-7", 306, 2)),
    "three GSM parts": ("a" * 307, Segments("GSM-7", 307, 3)),
    "80 euro signs": ("€" * 80, Segments("GSM-7", 160, 1)),
    "extension characters are not cut": ("a" * 152 + "€" * 5, Segments("GSM-7", 162, 2)),
    "an uncut pair needs a third part": ("a" * 152 + "€" + "a" * 151 + "€", Segments("GSM-7", 307, 3)),
    "backtick is not GSM": ("`", Segments("UCS-2", 1, 1)),
    "accent of GSM": ("é", Segments("GSM-7", 1, 1)),
    "70 characters": ("汉" * 70, Segments("UCS-2", 70, 1)),
    "71 characters": ("汉" * 71, Segments("UCS-2", 71, 2)),
    "two full parts": ("汉" * 134, Segments("UCS-2", 134, 2)),
    "three parts": ("汉" * 135, Segments("UCS-2", 135, 3)),
    "35 emoji": ("😀" * 35, Segments("UCS-2", 70, 1)),
    "36 emoji": ("😀" * 36, Segments("UCS-2", 72, 2)),
    "emoji are not cut": ("汉" * 66 + "😀" * 3, Segments("UCS-2", 72, 2)),
    "67 emoji need an odd unit": ("😀" * 67, Segments("UCS-2", 134, 3)),
    "one Chinese character among letters": ("a" * 70 + "汉", Segments("UCS-2", 71, 2)),
}


@pytest.mark.parametrize(("text", "want"), CASES.values(), ids=CASES.keys())
def test_segments_are_counted_as_carriers_do(text, want):
    assert segments(text) == want
