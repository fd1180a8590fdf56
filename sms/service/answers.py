"""The texts of an answer. What is said stays true when the message, or the answer, comes a second time."""

from __future__ import annotations

from collections.abc import Mapping

from core import clock
from core.memory import remembered
from sms.domain.templates import template
from sms.service import guessing
from sms.service.effects import Outcome
from sms.service.incoming import Incoming, number_hash
from sms.service.meaning import Meaning
from sms.service.patience import Patience
from survey.domain.reference import grouped

SILENT = "ignored"  # machines are never answered
BALLOT_AND_OPINION = ("ballot_cast", "opinion_received")
ASKED_AGAIN = {"ballot_again": "ballot_to_paper", "help": "help"}  # unclear → what is said from the second time on
ENOUGH = 10  # unclear messages in a row: who is still there is a machine


def texts(message: Incoming, meaning: Meaning, outcome: Outcome) -> tuple[str, ...]:
    """Return what is answered."""
    names = _first_time(message, outcome.kind or SILENT) if outcome.first else _again(meaning, outcome)
    if not message.wants_answer:
        return ()
    blanks = {**meaning.blanks, "reference": grouped(outcome.reference or "")}
    return tuple(_text(name, blanks) for name in names)


def failed(message: Incoming) -> tuple[str, ...]:
    """Return what is answered where the program failed: nothing counted, and another way."""
    return (_text("ballot_to_paper", {}),) if message.wants_answer else ()


def _text(name: str, blanks: Mapping[str, object]) -> str:
    return template(name).fill(blanks)


def _first_time(message: Incoming, kind: str) -> tuple[str, ...]:
    if kind == SILENT:
        return ()
    if kind == "code_unusable":
        return guessing.refusal(message.sender)
    patience = remembered("sms_patience", Patience)
    number = number_hash(message.sender)
    if kind not in ASKED_AGAIN:
        patience.clear(number)
        return BALLOT_AND_OPINION if kind == "ballot_and_opinion" else (kind,)
    times = patience.unclear(number, clock.now())
    if times > ENOUGH:
        return ()
    return (kind,) if times == 1 else (ASKED_AGAIN[kind],)


def _again(meaning: Meaning, outcome: Outcome) -> tuple[str, ...]:
    if outcome.kind is None:
        return ("ballot_to_paper",)
    if outcome.kind == SILENT:
        return ()
    if outcome.reference:
        return ("opinion_received",)
    if meaning.ballot or outcome.kind in ("ballot_cast", "ballot_and_opinion", "code_unusable"):
        return ("code_unusable",)
    # what changed nothing is read again and said again; an opinion that was not filed then is not filed now
    return ("help",) if meaning.opinion else (meaning.kind,)
