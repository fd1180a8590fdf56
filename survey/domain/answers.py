"""The one parser of answers of every channel: text per question in, values or error codes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from survey.domain.questions import Problem
from survey.domain.schema import Schema


@dataclass(frozen=True)
class Parsed:
    """Values by question key (questions left open are not in it), and problems by question key."""

    values: dict[str, str]
    problems: dict[str, Problem]


def parse_answers(schema: Schema, raw: Mapping[str, object]) -> Parsed:
    """Read `raw` by the questions of `schema`; keys the schema does not know are ignored."""
    read = {question.key: question.parse(raw.get(question.key)) for question in schema.questions}
    problems = {key: value for key, value in read.items() if isinstance(value, Problem)}
    return Parsed({key: value for key, value in read.items() if isinstance(value, str)}, problems)
