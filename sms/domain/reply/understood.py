"""What a text message was taken to mean: one frozen value, the same for every form."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

_RENAMED = {"flags": "flag"}
_INTERNAL = {"reason"}


@dataclass(frozen=True)
class Understood:
    """An action, the reason for it, and what was read.

    `reason` is a stable code for logs and for choosing a text; it holds nothing of the message. Whatever
    the villager wrote stays out of `repr`, so that a careless log line cannot leak a code or a rating.
    """

    action: str
    reason: str = ""
    code: str | None = field(default=None, repr=False)
    scores: Mapping[str, int | None] | None = field(default=None, repr=False)
    grades: Mapping[str, str | None] | None = field(default=None, repr=False)
    scores_candidate: Mapping[str, int | None] | None = field(default=None, repr=False)
    grades_candidate: Mapping[str, str | None] | None = field(default=None, repr=False)
    missing: tuple[str, ...] | None = None
    value: str | None = field(default=None, repr=False)
    satisfaction: str | None = field(default=None, repr=False)
    part: int | None = None
    of: int | None = None
    text: str | None = field(default=None, repr=False)
    items: tuple[str, ...] | None = field(default=None, repr=False)
    opinion: str | None = field(default=None, repr=False)
    flags: tuple[str, ...] | None = None
    strip: tuple[str, ...] | None = field(default=None, repr=False)

    def as_dict(self) -> dict[str, object]:
        """The fields that are set, as plain lists and dicts, in the format of `sms_replies.json`."""
        shown = [f.name for f in fields(self) if f.name not in _INTERNAL]
        found = {name: getattr(self, name) for name in shown}
        return {_RENAMED.get(k, k): _plain(v) for k, v in found.items() if v is not None}


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    return dict(value) if isinstance(value, Mapping) else value


def ask_again(reason: str) -> Understood:
    """Nothing is taken from the message; `reason` says why."""
    return Understood("ask again", reason)


def ignore(reason: str, *flags: str) -> Understood:
    """A machine wrote this: no answer is sent, so that two machines never talk to each other."""
    return Understood("ignore", reason, flags=flags or None)
