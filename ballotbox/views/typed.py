"""What a voter sent, read by hand: form classes would cost more than all the rest of a ballot's journey."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from ballotbox.domain.codes import parse_code
from ballotbox.domain.errors import CodeTypo
from ballotbox.domain.layout import RoundSpec

CODE_SHOWN = 60  # characters of a typed code that are shown again; a code with blanks has 19


@dataclass(frozen=True)
class Typed:
    """One ballot as sent: `code` is None where it cannot be one, a mark where nothing known was chosen."""

    code_text: str
    code: str | None
    marks: tuple[int | None, ...]  # person-major, item-minor, as in the record

    def complete(self) -> tuple[str, tuple[int, ...]] | None:
        """Return code and marks where both can be cast."""
        marks = tuple(mark for mark in self.marks if mark is not None)
        return (self.code, marks) if self.code is not None and len(marks) == len(self.marks) else None


def field_names(spec: RoundSpec) -> tuple[str, ...]:
    """Return the names of the choices in the order of the marks: `g<person>-<item>`, both counted from 1."""
    items = range(1, len(spec.items) + 1)
    return tuple(f"g{person.number}-{item}" for person in spec.persons for item in items)


def reply_keys(spec: RoundSpec) -> dict[str, int]:
    """Return the values a choice may have, as sent and as marks."""
    return {str(key): key for key in spec.scale.keys}


def read(form: MultiDict[str, str], names: tuple[str, ...], keys: Mapping[str, int]) -> Typed:
    """Read a sent form; nothing in it can make this fail."""
    text = _only(form, "code")
    return Typed(_shown(text), _code(text), tuple(keys.get(_only(form, name)) for name in names))


def _only(form: MultiDict[str, str], name: str) -> str:
    """Return what was sent under `name`; nothing where that was sent twice: nobody knows which one is meant."""
    sent = form.getlist(name)
    return sent[0] if len(sent) == 1 else ""


def _code(text: str) -> str | None:
    try:
        return parse_code(text)
    except CodeTypo:
        return None


def _shown(text: str) -> str:
    return "".join(sign for sign in text[:CODE_SHOWN] if sign.isprintable())
