import pytest
from hypothesis import given
from hypothesis import strategies as st

from ballotbox.domain.codes import code_hash, group, new_code, parse_code
from ballotbox.domain.errors import CodeTypo

CODES = st.binary(min_size=16, max_size=16).map(new_code)
CODE = new_code(bytes(range(16)))


def test_new_code_has_15_digits_of_the_bytes_and_a_check_digit():
    assert CODE[:15] == f"{int.from_bytes(bytes(range(16))) % 10**15:015}"
    assert parse_code(CODE) == CODE


def test_new_code_keeps_leading_zeros():
    assert new_code(bytes(16)) == "0" * 16


def test_new_code_wants_16_bytes():
    with pytest.raises(ValueError, match="16 random bytes"):
        new_code(b"short")


@given(CODES, st.integers(0, 15), st.integers(1, 9))
def test_parse_code_finds_every_wrong_digit(code, place, step):
    wrong = code[:place] + str((int(code[place]) + step) % 10) + code[place + 1 :]
    with pytest.raises(CodeTypo):
        parse_code(wrong)


@given(CODES, st.integers(0, 14))
def test_parse_code_finds_every_swap_of_neighbours(code, place):
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    if swapped != code:
        with pytest.raises(CodeTypo):
            parse_code(swapped)


@pytest.mark.parametrize(
    "typed",
    [
        group(CODE),
        group(CODE).replace(" ", "-"),
        group(CODE).replace(" ", "　"),
        group(CODE).replace(" ", "－"),
        group(CODE).replace(" ", "—"),
        f"\t{CODE}\n",
        f"\ufeff{CODE}\u200b",
        CODE.translate({ord("0") + n: ord("０") + n for n in range(10)}),
    ],
)
def test_parse_code_takes_codes_as_people_type_them(typed):
    assert parse_code(typed) == CODE


@pytest.mark.parametrize(
    "typed", ["", CODE[:-1], CODE + "0", CODE[:-1] + "x", "١" * 16, "²" * 16, "1" * 100_000, "\0" * 16]
)
def test_parse_code_refuses_what_is_no_code(typed):
    with pytest.raises(CodeTypo) as refused:
        parse_code(typed)
    assert (refused.value.code, refused.value.fields) == ("code_typo", {"code": "code_typo"})


def test_group_writes_a_code_like_a_bank_card():
    assert group("1234567890123456") == "1234 5678 9012 3456"


def test_code_hash_is_hmac_sha256():
    # RFC 4231, test case 2
    digest = code_hash(b"Jefe", "what do ya want for nothing?")
    assert digest.hex() == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
