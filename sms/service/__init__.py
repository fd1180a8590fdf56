"""Use cases of the inbox: take a message, finish what a crash left behind, forget what is done."""

from sms.service.asked import example, how_to_answer, reply_form
from sms.service.inbox import receive
from sms.service.incoming import Incoming
from sms.service.upkeep import process_waiting, purge

__all__ = ["Incoming", "example", "how_to_answer", "process_waiting", "purge", "receive", "reply_form"]
