"""What this package announces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class AnswerSubmitted:
    """An answer was stored, in the transaction that is still open."""

    answer_id: str
    questionnaire_kind: str  # "opinion"
    village_id: int
    day: date
    texts: Mapping[str, str]  # question key → value
    channel: str  # "web", "sms" or "paper"
    reference: str
