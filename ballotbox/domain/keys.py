"""Two locks: a holder's key pair comes from a passphrase; a round's private key is sealed for both in turn.

Opening a round needs no passphrase: sealing takes public keys alone. One passphrase opens one layer, which is
nothing. Wrong and swapped passphrases are told apart by the public key they lead to.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from dataclasses import dataclass

from nacl.bindings import (
    crypto_box_seal,
    crypto_box_seal_open,
    crypto_box_seed_keypair,
    crypto_scalarmult_base,
)
from nacl.exceptions import CryptoError
from nacl.pwhash import argon2id

MIN_LENGTH = 12
SALT_SIZE = argon2id.SALTBYTES  # 16
OPS = 3
MEMORY = 64 * 1024 * 1024  # with OPS: RFC 9106's second recommended choice; some 0.15 s on an office PC
WRAPPED_SIZE = 32 + 2 * 48


class KeysError(ValueError):
    """The wrapped key cannot be opened with these keys; the argument says why."""


@dataclass(frozen=True)
class Pair:
    """An X25519 key pair, 32 bytes each."""

    public: bytes
    private: bytes


def clean(passphrase: str) -> str:
    """Return a passphrase as it is used: full-width letters as plain ones, blanks between words single."""
    return " ".join(unicodedata.normalize("NFKC", passphrase).split())


def long_enough(passphrase: str) -> bool:
    """Tell whether `passphrase` has the 12 characters a holder's must have."""
    return len(clean(passphrase)) >= MIN_LENGTH


def holder_pair(passphrase: str, salt: bytes) -> Pair:
    """Return the key pair of a holder: argon2id (3 passes, 64 MiB) of the passphrase makes its seed."""
    seed = argon2id.kdf(32, clean(passphrase).encode(), salt, opslimit=OPS, memlimit=MEMORY)
    return Pair(*crypto_box_seed_keypair(seed))


def fits(passphrase: str, salt: bytes, public_key: bytes) -> Pair | None:
    """Return the holder's key pair where `passphrase` leads to `public_key`, otherwise None."""
    pair = holder_pair(passphrase, salt)
    return pair if hmac.compare_digest(pair.public, public_key) else None


def wrap(private_key: bytes, discipline_public: bytes, supervision_public: bytes) -> bytes:
    """Return the private key in two sealed boxes: inside the discipline office's, around it the other's."""
    return crypto_box_seal(crypto_box_seal(private_key, discipline_public), supervision_public)


def unwrap(wrapped: bytes, discipline: Pair, supervision: Pair, public_key: bytes) -> bytes:
    """Return the round's private key, that of `public_key`.

    Raises KeysError where `wrapped` is "damaged", for another "holder", or that of another "round".
    """
    try:
        inner = crypto_box_seal_open(wrapped, supervision.public, supervision.private)
        private_key = crypto_box_seal_open(inner, discipline.public, discipline.private)
    except (CryptoError, TypeError, ValueError) as error:
        raise KeysError("damaged" if len(wrapped) != WRAPPED_SIZE else "holder") from error
    if not hmac.compare_digest(crypto_scalarmult_base(private_key), public_key):
        raise KeysError("round")
    return private_key


_CONSONANTS = "bdfghjklmnprstvz"
_VOWELS = "aiou"


def suggest_passphrase(random_bytes: bytes) -> str:
    """Return a passphrase that can be read aloud: four words of five letters, 64 bits, from 8 random bytes.

    Source: D. Wilkerson, A Proposal for Proquints (2009), arXiv:0901.4016.
    """
    words = (int.from_bytes(random_bytes[i : i + 2]) for i in range(0, 8, 2))
    return "-".join(_word(number) for number in words)


def _word(number: int) -> str:
    parts = ((_CONSONANTS, 12), (_VOWELS, 10), (_CONSONANTS, 6), (_VOWELS, 4), (_CONSONANTS, 0))
    return "".join(alphabet[(number >> shift) % len(alphabet)] for alphabet, shift in parts)


def fingerprint(public_key: bytes) -> str:
    """Return what is printed of a public key: half of its SHA-256, in groups of four hexadecimal digits."""
    digits = hashlib.sha256(public_key).hexdigest()[:32]
    return " ".join(digits[i : i + 4] for i in range(0, 32, 4))
