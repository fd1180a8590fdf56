"""Reading a receipt as voters paste or type it, and finding it among the sealed ballots."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from enum import StrEnum

SHORTEST = 16  # hex characters shown to the voter; 64 bits, so that no two ballots share them
_NOISE = re.compile(r"[\s·.,:;\-–—_'\"]+")
_HEX = re.compile(r"[0-9a-f]{16,64}")


class Found(StrEnum):
    """What can be said about a receipt."""

    IN_BOX = "in_box"
    NOT_FOUND = "not_found"
    NOT_A_RECEIPT = "not_a_receipt"


def look_up(typed: str, hashes: Sequence[bytes]) -> Found:
    """Look for a typed receipt among the sorted leaf `hashes` of a box."""
    text = _NOISE.sub("", unicodedata.normalize("NFKC", typed)).lower()
    if not _HEX.fullmatch(text):
        return Found.NOT_A_RECEIPT
    place = bisect_left(hashes, text, key=bytes.hex)
    found = place < len(hashes) and hashes[place].hex().startswith(text)
    return Found.IN_BOX if found else Found.NOT_FOUND
