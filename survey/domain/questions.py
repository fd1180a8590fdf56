"""What every type of question can do. Web, SMS and paper are adapters to this one interface.

A type says how it is asked (`title`, `hint`, `kind`, its own fields), reads what came in (`parse`), writes a
value out (`as_text`), sums values up (`summarise`), and is itself stored in a schema (`to_json`).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from survey.domain.words import NOTHING, Words


@dataclass(frozen=True)
class Problem:
    """Why an answer cannot be taken: an error code, and what its sentence needs."""

    code: str
    params: Mapping[str, object]


@dataclass(frozen=True)
class Summary:
    """How many answered a question, and, of closed questions, how often each value came."""

    answered: int
    counts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Question(ABC):
    """A question; `key` names it within its questionnaire and never changes."""

    key: str
    title: Words
    hint: Words = NOTHING
    required: bool = False
    kind: ClassVar[str]
    missing_code: ClassVar[str]

    def parse(self, raw: object) -> str | Problem | None:
        """Read `raw` as it came in: the value to store, None for no answer, or the problem."""
        typed = "" if raw is None else str(raw)
        value = self.read(typed)
        if value == "":
            return Problem(self.missing_code, {"question": self.title}) if self.required else None
        return value

    @abstractmethod
    def read(self, typed: str) -> str | Problem:
        """Return the value meant by `typed`, empty where nothing was said."""

    def as_text(self, value: str, english: bool) -> str:
        """Return a stored value in words."""
        del english  # most values are the person's own words
        return value

    def summarise(self, values: Iterable[str | None]) -> Summary:
        """Sum up stored values."""
        return Summary(sum(value is not None for value in values))

    def to_json(self) -> dict[str, Any]:
        """Return the question as JSON types."""
        return {
            "kind": self.kind,
            "key": self.key,
            "title": self.title.to_json(),
            "hint": self.hint.to_json(),
            "required": self.required,
        }

    @classmethod
    @abstractmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote."""

    @staticmethod
    def common(data: Mapping[str, Any]) -> dict[str, Any]:
        """Return the fields all types share."""
        words = {name: Words.from_json(data.get(name, {})) for name in ("title", "hint")}
        return {"key": data["key"], "required": data["required"], **words}
