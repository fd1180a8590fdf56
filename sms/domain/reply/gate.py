"""What is looked at before any form: nothing, opt-out, machines, hand-numbered parts."""

from .clean import clean
from .junk import is_junk, is_spam
from .optout import is_opt_out
from .parts import numbered_part
from .understood import Understood, ask_again, ignore


def first_look(text: str, persons: int = 0, *, bare_parts: bool = False, coded: bool = False) -> Understood | None:
    """What a message means on every form, or None if the form has to be looked at.

    No machine knows a ballot code: what is `coded` is never ignored, whatever else it speaks of.
    """
    if not any(char.isalnum() for char in clean(text).text):
        return ask_again("empty")
    if is_opt_out(text):
        return Understood("opt_out", "opt_out_word")
    if not coded and is_junk(text, persons):
        return ignore("machine")
    if not coded and is_spam(text):
        return ignore("spam", "spam")
    part = numbered_part(text, bare=bare_parts)
    if part:
        return Understood("join", "numbered_part", part=part.part, of=part.of, text=part.text)
    return None
