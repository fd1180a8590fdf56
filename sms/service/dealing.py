"""One stored message: understood, done, answered; set aside for a person where the program itself fails at it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from core.errors import Unavailable
from core.memory import remembered, running_app
from core.writer import write_now
from sms.service import answers
from sms.service.effects import Outcome, carry_out
from sms.service.guessing import slowed
from sms.service.incoming import Incoming, Key
from sms.service.reading import meaning_of

_SET_ASIDE = text(
    "UPDATE inbound_message SET state = 'waiting_for_person' "
    "WHERE gateway = :gateway AND provider_hash = :hash AND state = 'received'"
)


def in_work() -> set[Key]:
    """Return the messages that requests of this process are dealing with."""
    return remembered("sms_in_work", set)


@contextmanager
def in_flight(key: Key) -> Iterator[None]:
    """Keep upkeep's hands off a message whose sender waits for the answer."""
    in_work().add(key)
    try:
        yield
    finally:
        in_work().discard(key)


def deal_with(key: Key, message: Incoming, before: Outcome | None = None) -> tuple[str, ...]:
    """Do a stored message (`before` tells how it ended earlier) and return the texts of its answer.

    Raises `Unavailable`: nothing of it is done then, and it waits.
    """
    try:
        meaning = meaning_of(message.body, lambda: slowed(message.sender))
        outcome = before or carry_out(key, message, meaning)
    except Unavailable:
        raise
    except OperationalError as error:
        raise Unavailable("database_busy") from error
    except Exception as error:
        # the type alone: a message of an error could hold what somebody texted
        running_app().logger.error("a text message could not be dealt with: %s", type(error).__name__)
        set_aside(key)
        return answers.failed(message)
    return answers.texts(message, meaning, outcome)


def set_aside(key: Key) -> None:
    """Keep a message, still sealed, for a person: trying it again would fail again."""
    row = {"gateway": key.gateway, "hash": key.provider_hash}
    write_now(lambda connection: connection.execute(_SET_ASIDE, row))
