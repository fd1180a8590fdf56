from __future__ import annotations

import pytest

from core.ids import ALPHABET, clean_id, short_id


def test_short_id_has_the_wanted_length_and_letters_that_are_not_mixed_up():
    assert [len(short_id()), len(short_id(12))] == [8, 12]
    assert set(short_id(2000)) <= set(ALPHABET)
    assert set(ALPHABET) & set("01aeiouly") == set()


def test_short_ids_do_not_repeat():
    assert len({short_id() for _ in range(1000)}) == 1000


@pytest.mark.parametrize("typed", ["k3m8x2vp", "K3M8X2VP", " k3m8-x2vp ", "k3 m8\tx2-vp\n"])
def test_clean_id_forgives_case_blanks_and_hyphens(typed):
    assert clean_id(typed) == "k3m8x2vp"
