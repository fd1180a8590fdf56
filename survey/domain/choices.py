"""Closed questions: one of several options."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from survey.domain.questions import Problem, Question, Summary
from survey.domain.words import NOTHING, Words


@dataclass(frozen=True)
class Option:
    """One option; `value` is stored and never changes, the words may."""

    value: str
    label: Words
    hint: Words = NOTHING

    def names(self) -> set[str]:
        """Return everything by which a person may name this option."""
        return {_folded(name) for name in (self.value, self.label.zh, self.label.en) if name}

    def to_json(self) -> dict[str, Any]:
        """Return the option as JSON types."""
        return {"value": self.value, "label": self.label.to_json(), "hint": self.hint.to_json()}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote."""
        return cls(data["value"], Words.from_json(data["label"]), Words.from_json(data.get("hint", {})))


@dataclass(frozen=True, kw_only=True)
class SingleChoice(Question):
    """One of several options; nothing is preselected."""

    options: tuple[Option, ...]
    kind: ClassVar[str] = "single_choice"
    missing_code: ClassVar[str] = "choice_missing"

    def read(self, typed: str) -> str | Problem:
        """Return the value of the option named by its value or by its words, in any width and case."""
        wanted = _folded(typed)
        if not wanted:
            return ""
        found = next((option.value for option in self.options if wanted in option.names()), None)
        return found if found is not None else Problem("choice_unknown", {"question": self.title})

    def as_text(self, value: str, english: bool) -> str:
        """Return the words of the option stored as `value`; a value of an older version stands for itself."""
        found = next((option.label for option in self.options if option.value == value), Words(value))
        return found.say(english)

    def summarise(self, values: Iterable[str | None]) -> Summary:
        """Count each option, also those nobody took."""
        counts = Counter(value for value in values if value is not None)
        return Summary(counts.total(), tuple((option.value, counts[option.value]) for option in self.options))

    def to_json(self) -> dict[str, Any]:
        """Return the question as JSON types."""
        return super().to_json() | {"options": [option.to_json() for option in self.options]}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote."""
        return cls(**cls.common(data), options=tuple(map(Option.from_json, data["options"])))


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip().casefold()
