import pytest
from hypothesis import given
from hypothesis import strategies as st

from ballotbox.domain.record import Record, RecordError, unpack

RECORDS = st.builds(
    Record,
    round=st.binary(min_size=16, max_size=16),
    group=st.integers(0, 255),
    channel=st.integers(0, 255),
    batch=st.integers(0, 2**32 - 1),
    marks=st.lists(st.integers(0, 255), max_size=483).map(tuple),
    enterer=st.integers(0, 2**32 - 1),
)
KEY = bytes(range(16))


@given(RECORDS)
def test_unpack_gives_back_what_was_packed(record):
    assert len(record.pack()) == 512
    assert unpack(record.pack()) == record


def test_pack_lays_bytes_out_as_documented():
    plain = Record(KEY, group=2, channel=3, batch=0x01020304, marks=(4, 0, 255), enterer=5).pack()
    assert plain.hex() == "01" + KEY.hex() + "02" + "03" + "01020304" + "00000005" + "0003" + "0400ff" + "00" * 480


@pytest.mark.parametrize(
    "record",
    [
        Record(KEY, 256, 1, 1, (1,)),
        Record(KEY, 0, 1, 2**32, (1,)),
        Record(KEY, 0, 1, -1, (1,)),
        Record(KEY, 0, 1, 1, (256,)),
        Record(KEY, 0, 1, 1, (1,) * 484),
        Record(KEY[:15], 0, 1, 1, (1,)),
        Record(KEY + b"x", 0, 1, 1, (1,)),
    ],
)
def test_pack_refuses_values_that_do_not_fit(record):
    with pytest.raises(RecordError, match="value_out_of_range"):
        record.pack()


PLAIN = Record(KEY, 0, 1, 1, (4, 3)).pack()


@pytest.mark.parametrize(
    ("plain", "reason"),
    [
        (PLAIN[:-1], "bad_size"),
        (PLAIN + b"\0", "bad_size"),
        (b"\2" + PLAIN[1:], "bad_version"),
        (PLAIN[:-1] + b"\1", "bad_padding"),
        (PLAIN[:27] + b"\xff\xff" + PLAIN[29:], "bad_padding"),
    ],
)
def test_unpack_refuses_what_is_no_record(plain, reason):
    with pytest.raises(RecordError, match=reason):
        unpack(plain)
