"""One message as it came in, and how it is kept until it is understood: sealed, and known by a keyed hash."""

from __future__ import annotations

import hmac
import json
from dataclasses import dataclass, field

from nacl.secret import SecretBox

from core import keyring

SEALING_KEY, HASHING_KEY = "sms", "sms-hash"  # key files: outside the database, and outside its backups


@dataclass(frozen=True)
class Incoming:
    """A message whose gateway was authenticated. Number and words stay out of `repr`, and so out of logs."""

    gateway: str
    message_id: str = field(repr=False)  # the provider's
    sender: str = field(repr=False)
    body: str = field(repr=False)
    wants_answer: bool = True  # False where the gateway answers this one itself

    @property
    def key(self) -> Key:
        """Return the message's name in the inbox."""
        return Key(self.gateway, _keyed(f"{self.gateway}\n{self.message_id}"))

    def seal(self) -> bytes:
        """Return sender and body, encrypted."""
        plain = json.dumps([self.sender, self.body]).encode()
        return bytes(SecretBox(keyring.key(SEALING_KEY)).encrypt(plain))


@dataclass(frozen=True)
class Key:
    """A message's name in the inbox: of the provider's id only the keyed hash."""

    gateway: str
    provider_hash: bytes

    def token(self) -> str:
        """Return what makes an opinion of this message the same opinion, whenever it is filed."""
        return _keyed(f"opinion\n{self.gateway}\n{self.provider_hash.hex()}").hex()


def unseal(key: Key, sealed: bytes) -> Incoming:
    """Return a kept message, whose id is no longer known; raises nacl's CryptoError for another key."""
    sender, body = json.loads(SecretBox(keyring.key(SEALING_KEY)).decrypt(sealed))
    return Incoming(key.gateway, "", sender, body)


def number_hash(sender: str) -> bytes:
    """Return the keyed hash of a number: digits alone count, and a Chinese mobile is one with +86 or without."""
    digits = "".join(sign for sign in sender if sign.isdecimal()).removeprefix("00")
    local = digits.removeprefix("86")
    return _keyed(f"number\n{local if len(local) == 11 and local.startswith('1') else digits}")


def _keyed(text: str) -> bytes:
    return hmac.digest(keyring.key(HASHING_KEY), text.encode(), "sha256")
