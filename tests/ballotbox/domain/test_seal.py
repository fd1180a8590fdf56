import pytest
from nacl.public import PrivateKey, SealedBox

from ballotbox.domain.seal import SEALED_SIZE, SealError, new_pair, seal, unseal

PLAIN = bytes(range(256)) * 2


def test_sealed_ballot_opens_with_the_private_key_alone(pair):
    sealed = seal(pair.public, PLAIN)
    assert len(sealed) == SEALED_SIZE == 560
    assert unseal(pair.public, pair.private, sealed) == PLAIN
    with pytest.raises(SealError):
        unseal(*new_pair(), sealed)


def test_sealed_ballot_is_libsodiums_sealed_box(pair):
    assert SealedBox(PrivateKey(pair.private)).decrypt(seal(pair.public, PLAIN)) == PLAIN


def test_same_ballot_is_never_sealed_the_same(pair):
    assert len({seal(pair.public, PLAIN) for _ in range(20)}) == 20


def test_changed_ballot_does_not_open(pair):
    sealed = bytearray(seal(pair.public, PLAIN))
    sealed[300] ^= 1
    with pytest.raises(SealError):
        unseal(pair.public, pair.private, bytes(sealed))


@pytest.mark.parametrize("sealed", [b"", b"x" * 47, b"x" * 560])
def test_what_was_never_sealed_does_not_open(pair, sealed):
    with pytest.raises(SealError):
        unseal(pair.public, pair.private, sealed)


def test_only_whole_records_are_sealed(pair):
    with pytest.raises(ValueError, match="512"):
        seal(pair.public, PLAIN[:-1])
