"""Texts as they are hashed, and hashes as they are printed."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def canonical(value: Any) -> str:
    """Return JSON as it is hashed: keys sorted, no blanks, text as it is."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def printed_hash(text: str) -> str:
    """Return a text's SHA-256 as it is printed, in groups of four."""
    return grouped(hashlib.sha256(text.encode()).hexdigest())


def grouped(digits: str) -> str:
    """Return a hash in hexadecimal as it is printed, in groups of four."""
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))
