"""Use cases of opinions: receive them from filled forms, give them an owner, answer them in writing."""

from __future__ import annotations

from datetime import date

from casework.domain.states import State, Step, after
from casework.models import Opinion
from core import audit, clock
from core.auth import Actor, Role
from core.db import db, writing
from core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from survey.domain.heads import head_of
from survey.domain.news import AnswerSubmitted
from survey.domain.text import clean_text

ANSWER_LIMIT = 2000
OWNER_LIMIT = 40


def receive(news: AnswerSubmitted) -> None:
    """Make an opinion of an answered 征求意见表; runs inside the transaction that stores the answer."""
    if news.questionnaire_kind != "opinion":
        return
    head = head_of(news.texts.get("head"))  # 说不好 is none of the four
    db.session.add(
        Opinion(
            reference=news.reference,
            village_id=news.village_id,
            head=head.key if head else None,
            text=news.texts["text"],
            received_on=news.day,
            channel=news.channel,
            state=State.RECEIVED,
        )
    )


def assign(actor: Actor, reference: str, owner: str, due: date) -> None:
    """Give an opinion to a post that answers it by the local day `due`; again, until it is answered.

    Raises InvalidInput (owner empty or too long, day past), Conflict (answered), NotFound, NotAllowed.
    """
    owner = " ".join(clean_text(owner).split())
    problems = {"owner": "owner_missing"} if not owner else {}
    if len(owner) > OWNER_LIMIT:
        problems["owner"] = "owner_too_long"
    if due < clock.today():
        problems["due"] = "due_past"
    if problems:
        raise InvalidInput("opinion_refused", problems, limit=OWNER_LIMIT)
    with writing():
        opinion = _take(actor, reference, Step.ASSIGN)
        opinion.owner, opinion.due = owner, due
        audit.record(actor, "opinion.assigned", f"opinion:{reference}", {"owner": owner}, due=due.isoformat())


def answer(actor: Actor, reference: str, text: str) -> None:
    """Answer an opinion in writing; the person reads it under the reference.

    Raises InvalidInput (empty, longer than 2,000 characters), Conflict (no owner yet, answered already),
    NotFound, NotAllowed.
    """
    text = clean_text(text)
    if not text:
        raise InvalidInput("opinion_refused", {"answer": "answer_missing"})
    if len(text) > ANSWER_LIMIT:
        raise InvalidInput("opinion_refused", {"answer": "answer_too_long"}, limit=ANSWER_LIMIT, length=len(text))
    with writing():
        opinion = _take(actor, reference, Step.ANSWER)
        opinion.answer, opinion.answered_on = text, clock.today()
        audit.record(actor, "opinion.answered", f"opinion:{opinion.reference}", length=len(text))


def _take(actor: Actor, reference: str, step: Step) -> Opinion:
    """Return the opinion with `step` taken."""
    if Role.ORGANIZER not in actor.roles:
        raise NotAllowed("role_missing")
    opinion = db.session.get(Opinion, reference, with_for_update=True)
    if opinion is None:
        raise NotFound("no_reference")
    state = after(State(opinion.state), step)
    if state is None:
        raise Conflict("opinion_answered" if opinion.state == State.ANSWERED else "opinion_unowned")
    opinion.state = state
    return opinion
