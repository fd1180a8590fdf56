from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ballotbox.domain.codes import RANDOM_BYTES, new_code, parse_code
from ballotbox.domain.errors import CodeTypo
from demo.domain.slips import mistyped, portions


@pytest.mark.parametrize(
    ("left", "wanted", "given_out"),
    [
        ((780, 38, 50), 400, [322, 38, 40]),
        ((350, 24, 26), 400, [350, 24, 26]),  # a small village: everybody
        ((350, 24, 26), 500, [350, 24, 26]),
        ((420, 0, 0), 20, [20, 0, 0]),  # the small groups' slips were printed before
        ((780, 38, 50), 20, [16, 2, 2]),
        ((780, 38, 50), 1, [0, 1, 0]),
        ((0, 0, 0), 20, [0, 0, 0]),
    ],
)
def test_portions_gives_every_group_some_and_the_largest_the_rest(
    left: tuple[int, ...], wanted: int, given_out: list[int]
) -> None:
    assert portions(left, wanted) == given_out


@given(st.lists(st.integers(0, 2_000), min_size=1, max_size=5), st.integers(1, 5_000))
def test_portions_never_exceeds_a_roll_and_gives_all_it_can(left: list[int], wanted: int) -> None:
    given_out = portions(left, wanted)
    assert all(0 <= out <= there for out, there in zip(given_out, left, strict=True))
    assert sum(given_out) == min(wanted, sum(left))


@given(st.binary(min_size=RANDOM_BYTES, max_size=RANDOM_BYTES))
def test_mistyped_code_never_passes_the_check_digit(random_bytes: bytes) -> None:
    code = new_code(random_bytes)
    assert parse_code(code) == code
    with pytest.raises(CodeTypo):
        parse_code(mistyped(code))


def test_mistyped_changes_a_digit_where_all_are_alike() -> None:
    assert mistyped("0" * 16) == "0" * 15 + "1"
