"""Words of a questionnaire in both languages: they are data, so no catalog translates them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """A text in Chinese, and in English where somebody wrote it."""

    zh: str = ""
    en: str = ""

    def say(self, english: bool) -> str:
        """Return the text for a reader of English or of Chinese."""
        return self.en if english and self.en else self.zh

    def to_json(self) -> dict[str, str]:
        """Return the text as JSON types."""
        return {"zh": self.zh, "en": self.en}

    @classmethod
    def from_json(cls, data: Mapping[str, str]) -> Words:
        """Read what `to_json` wrote."""
        return cls(data.get("zh", ""), data.get("en", ""))


NOTHING = Words()
