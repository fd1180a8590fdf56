"""Codes that cannot be used, counted by the number that sends them: after many it is told so once, then nothing.

The number is known by its keyed hash, in memory alone. A code that works is looked up first and casts at once.
"""

from __future__ import annotations

from core.limits import failures
from sms.service.incoming import number_hash

FAILURES = ("sms-code", "20/hour")  # a family votes from one phone, and asks again
TOLD = ("sms-slower", "1/hour")  # each answer has its price


def slowed(sender: str) -> bool:
    """Tell whether this number has sent so many unusable codes that the next is refused before anything is sealed."""
    return failures(*FAILURES, number_hash(sender).hex()).worn_out()


def refusal(sender: str) -> tuple[str, ...]:
    """Note another unusable code and return the names of the texts that answer it."""
    who = number_hash(sender).hex()
    if failures(*FAILURES, who).note():
        return ("code_unusable",)
    return ("slower",) if failures(*TOLD, who).note() else ()
