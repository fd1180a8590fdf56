"""Short random names for addresses and references."""

from __future__ import annotations

import secrets

# Without vowels (no words by chance) and without 0/o, 1/i/l: a reference is read aloud and typed on a phone
ALPHABET = "23456789bcdfghjkmnpqrstvwxz"


def short_id(length: int = 8) -> str:
    """Return a random name of `length` characters (8 are about 38 bits)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def clean_id(typed: str) -> str:
    """Return a typed name as it is stored: lower case, without blanks and hyphens."""
    return "".join(typed.split()).replace("-", "").lower()
