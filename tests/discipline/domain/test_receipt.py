"""A receipt as people paste and type it."""

from __future__ import annotations

import hashlib

import pytest

from discipline.domain.receipt import Found, look_up

HASHES = sorted(hashlib.sha256(bytes([n])).digest() for n in range(50))
MINE = HASHES[17].hex()


@pytest.mark.parametrize(
    "typed",
    [
        MINE,
        MINE[:16],
        MINE[:17],
        MINE.upper(),
        f"  {MINE[:4]} {MINE[4:8]} {MINE[8:12]} {MINE[12:16]}\n",
        f"{MINE[:4]}-{MINE[4:8]}·{MINE[8:16]}",
        "".join(chr(ord(c) + 0xFEE0) for c in MINE[:16]),  # full-width, as Chinese keyboards give them
    ],
)
def test_look_up_finds_a_receipt_however_it_is_written(typed):
    assert look_up(typed, HASHES) is Found.IN_BOX


@pytest.mark.parametrize("typed", ["0" * 16, "f" * 64, MINE[:63] + ("0" if MINE[63] != "0" else "1")])
def test_look_up_says_when_there_is_none(typed):
    assert look_up(typed, HASHES) is Found.NOT_FOUND


@pytest.mark.parametrize("typed", ["", MINE[:15], MINE + "0", "1234 5678 9012 345g", "王书记", "😀" * 16, "\x00" * 16])
def test_look_up_tells_what_is_no_receipt(typed):
    assert look_up(typed, HASHES) is Found.NOT_A_RECEIPT


def test_look_up_in_an_empty_box_finds_nothing():
    assert look_up(MINE, []) is Found.NOT_FOUND
