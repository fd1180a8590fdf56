"""Use cases: give a village its opinion form, and take answers from any channel."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from core import audit, clock
from core.auth import Actor
from core.db import db, writing
from core.errors import InvalidInput
from core.events import announce
from core.ids import ALPHABET, clean_id, short_id
from survey import queries
from survey.domain import opinion_form
from survey.domain.answers import parse_answers
from survey.domain.news import AnswerSubmitted
from survey.domain.questions import Problem
from survey.models import Answer, Questionnaire, QuestionnaireVersion

CHANNELS = ("web", "sms", "paper")
CONTEXT_KEYS = ("notice",)


@dataclass(frozen=True)
class Receipt:
    """What the person gets: the reference under which the matter can be followed."""

    answer_id: str
    reference: str


class AnswersRefused(InvalidInput):
    """Answers that cannot be taken; `problems` says why for each question by its key."""

    def __init__(self, problems: Mapping[str, Problem]) -> None:
        super().__init__("answers_refused", {key: problem.code for key, problem in problems.items()})
        self.problems = problems


def open_opinion_form(actor: Actor, village_id: int) -> str:
    """Give a village its 征求意见表 where it has none; returns the form's public id."""
    found = queries.opinion_form(village_id)
    if found:
        return found
    with writing() as session:
        title = opinion_form.TITLE
        form = Questionnaire(
            public_id=short_id(), village_id=village_id, kind="opinion", title=title.zh, title_en=title.en
        )
        session.add(form)
        session.flush()
        schema = opinion_form.OPINION_FORM.to_json()
        session.add(QuestionnaireVersion(questionnaire_id=form.id, number=1, schema=schema, made_on=clock.today()))
        public_id = form.public_id
        audit.record(actor, "questionnaire.opened", f"questionnaire:{public_id}", village_id=village_id)
    return public_id


def submit(
    questionnaire_public_id: str,
    answers: Mapping[str, object],
    channel: str,
    token: str,
    context: Mapping[str, str] | None = None,
) -> Receipt:
    """Store one filled form and announce it; the same content under the same `token` is stored once.

    Raises AnswersRefused, NotFound, or Unavailable (nothing stored: the same token may be tried again).
    """
    form, values = _read(questionnaire_public_id, answers)
    key = _token_key(token, form.public_id, values)
    try:
        with writing():
            return _store(form, values, channel, key, context or {})
    except IntegrityError:
        # another process stored the same form between our look and our write
        found = queries.reference_of(key)
        if found is None:
            raise
        return Receipt(*found)


def submit_within(
    questionnaire_public_id: str,
    answers: Mapping[str, object],
    channel: str,
    token: str,
    context: Mapping[str, str] | None = None,
) -> Receipt:
    """Do the same inside the caller's `writing()`, who commits."""
    form, values = _read(questionnaire_public_id, answers)
    return _store(form, values, channel, _token_key(token, form.public_id, values), context or {})


def _read(public_id: str, answers: Mapping[str, object]) -> tuple[queries.AskedForm, dict[str, str]]:
    form = queries.asked_form(public_id)
    parsed = parse_answers(form.schema, answers)
    if parsed.problems:
        raise AnswersRefused(parsed.problems)
    return form, parsed.values


def _token_key(token: str, form: str, values: Mapping[str, str]) -> str:
    # With the content in it, going back and writing something else is a new answer, not a lost one.
    # A page without a token (an old copy, a script) gets one of its own: nothing is taken for a repetition.
    content = json.dumps([token or secrets.token_hex(16), form, values], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


def _store(
    form: queries.AskedForm, values: dict[str, str], channel: str, key: str, context: Mapping[str, str]
) -> Receipt:
    found = queries.reference_of(key)
    if found:
        return Receipt(*found)
    answer = Answer(
        id=short_id(16),
        version_id=form.version_id,
        day=clock.today(),
        channel=channel,
        token=key,
        reference=short_id(),
        data=values,
        context={name: _id(context[name]) for name in CONTEXT_KEYS if _id(context.get(name, ""))},
    )
    db.session.add(answer)
    db.session.flush()
    announce(AnswerSubmitted(answer.id, form.kind, form.village_id, answer.day, values, channel, answer.reference))
    return Receipt(answer.id, answer.reference)


def _id(typed: str) -> str:
    """Return an id that came in an address, empty where it cannot be one of ours."""
    cleaned = clean_id(typed)
    return cleaned if len(cleaned) <= 16 and set(cleaned) <= set(ALPHABET) else ""
