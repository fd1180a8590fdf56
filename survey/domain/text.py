"""Typed text as it is stored: nothing invisible that could trick a reader, the rest as it was written."""

from __future__ import annotations

import re
import unicodedata

# Control characters but line breaks, and halves of pairs, which no encoding holds. Of the invisible format
# characters only those go that turn the direction of reading or hide in words: joiners are part of emoji.
_REORDERING = "\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_UNWANTED = re.compile(rf"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff{_REORDERING}]")
_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def clean_text(typed: str) -> str:
    """Return `typed` in NFC with plain line breaks, without control characters and without blank ends.

    NFC, not NFKC: full-width and circled signs are how the person wrote it, and stay.
    """
    lines = _BREAKS.sub("\n", typed).replace("\t", " ")
    return unicodedata.normalize("NFC", _UNWANTED.sub("", lines)).strip()
