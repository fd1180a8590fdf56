"""Open questions: a line or a few paragraphs in the person's own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from core.redact import redact
from survey.domain.questions import Problem, Question
from survey.domain.text import clean_text


@dataclass(frozen=True, kw_only=True)
class LongText(Question):
    """Several lines; `limit` counts characters (code points)."""

    limit: int = 2000
    kind: ClassVar[str] = "long_text"
    missing_code: ClassVar[str] = "text_missing"

    def read(self, typed: str) -> str | Problem:
        """Return the cleaned text without numbers that could name a person or open a ballot."""
        text = self.tidy(clean_text(typed))
        if len(text) > self.limit:
            params = {"question": self.title, "length": len(text), "limit": self.limit}
            return Problem("text_too_long", params)
        return redact(text)

    def tidy(self, text: str) -> str:
        """Return `text` in the shape of this type."""
        return text

    def to_json(self) -> dict[str, Any]:
        """Return the question as JSON types."""
        return super().to_json() | {"limit": self.limit}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote."""
        return cls(**cls.common(data), limit=data["limit"])


@dataclass(frozen=True, kw_only=True)
class ShortText(LongText):
    """One line."""

    limit: int = 80
    kind: ClassVar[str] = "short_text"

    def tidy(self, text: str) -> str:
        """Return `text` on one line."""
        return " ".join(text.split())
