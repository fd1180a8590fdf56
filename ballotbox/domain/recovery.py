"""The recovery copy: the wrapped round key as text on paper, in lines that are checked one by one.

It is the wrapped key: without both passphrases it opens nothing.
"""

from __future__ import annotations

import base64
import hashlib

from ballotbox.domain.keys import WRAPPED_SIZE

LINE = 16  # bytes a line: with its 4 check bytes 32 letters, eight groups of four
_CHECK = 4


class RecoveryError(ValueError):
    """Not a recovery copy; the argument is the number of the first line that does not fit."""


def to_text(wrapped: bytes) -> str:
    """Return the wrapped key (128 bytes) as 8 lines of 8 groups of 4 letters A–Z and digits 2–7."""
    lines = [wrapped[i : i + LINE] for i in range(0, len(wrapped), LINE)]
    return "\n".join(_line(number, part) for number, part in enumerate(lines, 1))


def _line(number: int, part: bytes) -> str:
    letters = base64.b32encode(part + _check(number, part)).decode()
    return " ".join(letters[i : i + 4] for i in range(0, len(letters), 4))


def _check(number: int, part: bytes) -> bytes:
    return hashlib.sha256(bytes([number]) + part).digest()[:_CHECK]


def from_text(text: str) -> bytes:
    """Return the wrapped key of a typed recovery copy; raises RecoveryError naming the first wrong line."""
    lines = [line for line in text.upper().splitlines() if line.strip()]
    wrapped = b"".join(_parse(number, line) for number, line in enumerate(lines, 1))
    if len(wrapped) != WRAPPED_SIZE:
        raise RecoveryError(len(lines) + 1)
    return wrapped


def _parse(number: int, line: str) -> bytes:
    try:
        raw = base64.b32decode("".join(line.split()).replace("-", ""))
    except ValueError as error:
        raise RecoveryError(number) from error
    part, check = raw[:LINE], raw[LINE:]
    if check != _check(number, part):
        raise RecoveryError(number)
    return part
