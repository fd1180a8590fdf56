"""Sealing: libsodium's sealed box (X25519, XSalsa20-Poly1305, a key pair of its own for every ballot).

Whoever sealed cannot open it again; only the round's private key can. Randomness is libsodium's own.
"""

from __future__ import annotations

from nacl.bindings import crypto_box_keypair, crypto_box_seal, crypto_box_seal_open
from nacl.exceptions import CryptoError

from ballotbox.domain.record import SIZE

SEALED_SIZE = SIZE + 48  # the ballot's own public key and the authenticator


class SealError(ValueError):
    """Not sealed for this key, or changed since."""


def new_pair() -> tuple[bytes, bytes]:
    """Return a fresh (public, private) X25519 pair, 32 bytes each."""
    return crypto_box_keypair()


def seal(public_key: bytes, record: bytes) -> bytes:
    """Return `record` (512 bytes) sealed: 560 bytes that say nothing about it."""
    if len(record) != SIZE:
        raise ValueError("a record has 512 bytes")
    return crypto_box_seal(record, public_key)


def unseal(public_key: bytes, private_key: bytes, sealed: bytes) -> bytes:
    """Return the record; raises SealError where `sealed` was not sealed for this key or was changed."""
    if len(sealed) != SEALED_SIZE:  # a record of another size is none, and would shift all that come after it
        raise SealError
    try:
        return crypto_box_seal_open(sealed, public_key, private_key)
    except (CryptoError, TypeError, ValueError) as error:
        raise SealError from error
