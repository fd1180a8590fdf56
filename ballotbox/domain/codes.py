"""Ballot codes: 15 random digits and a Damm check digit, in four groups of four like a bank card.

Damm (2004) finds every single wrong digit and every swap of neighbours. 10^15 codes make guessing hopeless.
"""

from __future__ import annotations

import hmac
import re
import unicodedata

from stdnum import damm

from ballotbox.domain.errors import CodeTypo

LENGTH = 16
RANDOM_BYTES = 16  # for `new_code`: 128 bits, so that the remainder by 10^15 is even to 1 in 10^23
_BLANKS = re.compile(
    r"[\s\u200b-\u200f\u2060\ufeff·.,_/|\u2010-\u2015\u2212\u30fc-]+"
)  # what people put between groups


def new_code(random_bytes: bytes) -> str:
    """Return the code made of `random_bytes` (16 bytes from the system's generator)."""
    if len(random_bytes) != RANDOM_BYTES:
        raise ValueError("a code is made of 16 random bytes")
    digits = f"{int.from_bytes(random_bytes) % 10 ** (LENGTH - 1):015}"
    return digits + str(damm.calc_check_digit(digits))


def parse_code(typed: str) -> str:
    """Return the 16 digits of what was typed: full-width digits, blanks and hyphens are fine.

    Raises `CodeTypo` for another length, other characters or a wrong check digit.
    """
    digits = _BLANKS.sub("", unicodedata.normalize("NFKC", typed[:200]))
    if len(digits) != LENGTH or not (digits.isascii() and digits.isdigit()):
        raise CodeTypo
    if damm.checksum(digits) != 0:
        raise CodeTypo
    return digits


def group(code: str) -> str:
    """Return `code` as it is printed: `1234 5678 9012 3456`."""
    return " ".join(code[i : i + 4] for i in range(0, LENGTH, 4))


def code_hash(key: bytes, code: str) -> bytes:
    """Return what the database keeps of a code: HMAC-SHA256 under a key that lies outside it."""
    return hmac.digest(key, code.encode("ascii"), "sha256")
