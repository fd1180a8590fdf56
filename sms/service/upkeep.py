"""What the inbox does beside answering: messages a crash left behind, and forgetting what was dealt with."""

from __future__ import annotations

import threading
from datetime import date, timedelta

from nacl.exceptions import CryptoError
from sqlalchemy import Date, bindparam, text
from sqlalchemy.exc import OperationalError

from core import clock
from core.errors import Unavailable
from core.memory import remembered
from core.writer import write_now
from sms import queries
from sms.service.dealing import deal_with, in_work, set_aside
from sms.service.incoming import Key, unseal

REMEMBERED_DAYS = 7  # so long a repetition is known as one
SET_ASIDE_DAYS = 30

_FORGET = text("DELETE FROM inbound_message WHERE state = :state AND received_on < :before").bindparams(
    bindparam("before", type_=Date)
)


class Upkeep:
    """Whose turn it is: once a process and day, and after a message had to wait."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._done_on: date | None = None

    def take(self, today: date) -> bool:
        """Tell the caller that it is his turn; only one is told so."""
        with self._lock:
            due, self._done_on = self._done_on != today, today
            return due

    def again(self) -> None:
        """Have it done again by the next who asks."""
        self._done_on = None


def when_due() -> None:
    """Do what is due; a locked database puts it off, and never hurts the message that came in."""
    if _turn().take(clock.today()):
        try:
            process_waiting()
            purge()
        except (Unavailable, OperationalError):
            later()


def later() -> None:
    """Have the next message see to those that wait."""
    _turn().again()


def _turn() -> Upkeep:
    return remembered("sms_upkeep", Upkeep)


def process_waiting() -> int:
    """Do the messages that were stored and not finished; return how many. Nobody waits for an answer any more.

    Raises `Unavailable`; what was done until then is done.
    """
    done = 0
    for gateway, provider_hash, sealed in queries.waiting():
        key = Key(gateway, provider_hash)
        if key in in_work():
            continue
        try:
            message = unseal(key, sealed)
        except CryptoError:  # stored under another key: a database that came without its keys
            set_aside(key)
            continue
        deal_with(key, message)
        done += 1
    return done


def purge() -> int:
    """Forget messages a week after they were dealt with, and a month after they were set aside."""
    today = clock.today()
    kept = {"done": REMEMBERED_DAYS, "waiting_for_person": SET_ASIDE_DAYS}
    rows = [{"state": s, "before": today - timedelta(days=days)} for s, days in kept.items()]
    return write_now(lambda connection: sum(connection.execute(_FORGET, row).rowcount for row in rows))
