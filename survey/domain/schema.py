"""A questionnaire's questions as versioned JSON: what an answer was given to can always be read again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from survey.domain.choices import SingleChoice
from survey.domain.questions import Question
from survey.domain.texts import LongText, ShortText

FORMAT = 1  # of the JSON; a reader refuses what it does not know
KINDS: dict[str, type[Question]] = {kind.kind: kind for kind in (SingleChoice, LongText, ShortText)}


@dataclass(frozen=True)
class Schema:
    """The questions of one version, in order; their keys are unique."""

    questions: tuple[Question, ...]

    def __post_init__(self) -> None:
        if len({question.key for question in self.questions}) != len(self.questions):
            raise ValueError("two questions with one key")

    def question(self, key: str) -> Question:
        """Return the question called `key`; raises KeyError."""
        return {question.key: question for question in self.questions}[key]

    def to_json(self) -> dict[str, Any]:
        """Return the schema as JSON types."""
        return {"format": FORMAT, "questions": [question.to_json() for question in self.questions]}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote; raises ValueError for a newer format, KeyError for an unknown kind."""
        if data["format"] != FORMAT:
            raise ValueError(f"questionnaire format {data['format']}")
        return cls(tuple(KINDS[question["kind"]].from_json(question) for question in data["questions"]))
