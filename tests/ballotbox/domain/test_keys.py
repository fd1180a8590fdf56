import hashlib

import pytest
from nacl.bindings import crypto_scalarmult_base

from ballotbox.domain import keys
from ballotbox.domain.keys import KeysError, fingerprint, fits, holder_pair, unwrap, wrap

SALT, OTHER = b"s" * 16, b"t" * 16


@pytest.fixture(autouse=True)
def quick(quick_keys):
    """Stretch little: these tests are about locks."""


def test_passphrases_are_stretched_with_three_passes_over_64_mib(monkeypatch):
    monkeypatch.undo()
    assert (keys.OPS, keys.MEMORY) == (3, 64 * 1024 * 1024)
    assert holder_pair("liuhe jiwei 2026", SALT).public.hex() == PUBLIC


# argon2-cffi 25.1: hash_secret_raw(b"liuhe jiwei 2026", b"s" * 16, 3, 65536, 1, 32, Type.ID), then X25519 of the
# first 32 bytes of its SHA-512 (crypto_box_seed_keypair)
PUBLIC = "3631b0a328c81853f311ce4f1f27b1cfdafcf3e6b0fd4edb061dddd69232311f"


def test_holder_pair_is_the_same_for_the_same_passphrase_and_salt_alone():
    pair = holder_pair("liuhe jiwei 2026", SALT)
    assert pair == holder_pair("liuhe jiwei 2026", SALT)
    assert pair != holder_pair("liuhe jiwei 2026", OTHER)
    assert pair != holder_pair("liuhe jiwei 2027", SALT)
    assert crypto_scalarmult_base(pair.private) == pair.public


@pytest.mark.parametrize("typed", ["  liuhe  jiwei 2026 ", "ｌｉｕｈｅ　ｊｉｗｅｉ　２０２６", "liuhe\tjiwei\n2026"])
def test_passphrase_typed_with_an_input_method_is_the_same(typed):
    assert holder_pair(typed, SALT) == holder_pair("liuhe jiwei 2026", SALT)


@pytest.mark.parametrize(
    ("passphrase", "enough"),
    [("柳河镇纪委开箱口令二〇二六", True), ("123456789012", True), ("12345678901", False), ("a    " * 2, False)],
)
def test_long_enough_counts_characters_that_matter(passphrase, enough):
    assert keys.long_enough(passphrase) is enough


def test_fits_tells_the_right_passphrase_from_a_wrong_one():
    pair = holder_pair("liuhe jiwei 2026", SALT)
    assert fits("liuhe jiwei 2026", SALT, pair.public) == pair
    assert fits("liuhe jiwei 2027", SALT, pair.public) is None


def test_wrapped_key_opens_with_both_holders_alone():
    first, second, private = holder_pair("first", SALT), holder_pair("second", OTHER), bytes(range(32))
    public = crypto_scalarmult_base(private)
    wrapped = wrap(private, first.public, second.public)
    assert len(wrapped) == keys.WRAPPED_SIZE == 128
    assert unwrap(wrapped, first, second, public) == private
    for pairs in [(first, first), (second, second), (second, first), (holder_pair("x", SALT), second)]:
        with pytest.raises(KeysError, match="holder"):
            unwrap(wrapped, *pairs, public)


def test_damaged_wrapped_key_is_told_apart():
    first, second = holder_pair("first", SALT), holder_pair("second", OTHER)
    with pytest.raises(KeysError, match="damaged"):
        unwrap(wrap(bytes(32), first.public, second.public)[:-1], first, second, bytes(32))


def test_wrapped_key_of_another_round_is_told_apart():
    first, second = holder_pair("first", SALT), holder_pair("second", OTHER)
    with pytest.raises(KeysError, match="round"):
        unwrap(wrap(bytes(range(32)), first.public, second.public), first, second, first.public)


def test_suggested_passphrase_is_made_of_proquints():
    # the examples of the proposal: 127.0.0.1 and 63.84.220.193
    assert keys.suggest_passphrase(bytes([127, 0, 0, 1, 63, 84, 220, 193])) == "lusab-babad-gutih-tugad"


def test_fingerprint_is_half_of_the_hash_in_groups():
    assert fingerprint(b"key").replace(" ", "") == hashlib.sha256(b"key").hexdigest()[:32]
    assert [len(part) for part in fingerprint(b"key").split()] == [4] * 8
