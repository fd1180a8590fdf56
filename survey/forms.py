"""A questionnaire as a web form: the schema, what was typed, and what is wrong with it.

Not WTForms: building and rendering six of its fields costs 1.5 ms of CPU, and this page is opened by whole
villages at once. The pieces have the names that `templates/macros/form.html` uses.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from core.i18n import is_english, sentence
from survey.domain.questions import Problem, Question
from survey.domain.words import Words
from survey.queries import AskedForm


@dataclass(frozen=True)
class Field:
    """One question on the page."""

    question: Question
    typed: str
    errors: list[str]

    @property
    def id(self) -> str:
        """Return the control's id."""
        return f"q-{self.question.key}"


@dataclass(frozen=True)
class WebForm:
    """The form of one page; `token` makes two posts of it one answer."""

    asked: AskedForm
    token: str
    fields: tuple[Field, ...]
    form_errors: tuple[str, ...] = ()

    @property
    def errors(self) -> dict[str, list[str]]:
        """Return the sentences by question key, for the error summary."""
        return {field.question.key: field.errors for field in self.fields if field.errors}

    def __getitem__(self, key: str) -> Field:
        return next(field for field in self.fields if field.question.key == key)


def blank_form(asked: AskedForm) -> WebForm:
    """Return the form as it is first shown: nothing typed, nothing preselected."""
    return typed_form(asked, secrets.token_hex(12), {}, {})


def typed_form(asked: AskedForm, token: str, typed: Mapping[str, str], problems: Mapping[str, Problem]) -> WebForm:
    """Return the form with what was typed and what is wrong with it."""
    return WebForm(
        asked,
        token,
        tuple(Field(q, typed.get(q.key, ""), _sentences(problems.get(q.key))) for q in asked.schema.questions),
    )


def _sentences(problem: Problem | None) -> list[str]:
    if problem is None:
        return []
    english = is_english()
    params = {k: v.say(english) if isinstance(v, Words) else v for k, v in problem.params.items()}
    return [sentence(problem.code, **params)]
