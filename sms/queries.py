"""Reads of the inbox, and of what can be texted at the moment."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from ballotbox import queries as box
from ballotbox.domain.layout import RoundSpec
from core import clock
from core.db import db
from roster import queries as roster
from sms.models import InboundMessage

_WAITING = select(InboundMessage.gateway, InboundMessage.provider_hash, InboundMessage.sealed).where(
    InboundMessage.state == "received"
)


def waiting() -> list[tuple[str, bytes, bytes]]:
    """Return gateway, hashed id and sealed content of the messages not yet dealt with."""
    with db.engine.connect() as connection:
        found = connection.execute(_WAITING).all()
    return [(gateway, hashed, sealed) for gateway, hashed, sealed in found if sealed is not None]


@dataclass(frozen=True)
class TextRound:
    """An open round that can be answered by text."""

    public_id: str
    village: str
    village_en: str
    village_number: int
    spec: RoundSpec


MOST_PERSONS = 40  # that a text can list and grade


def by_text(spec: RoundSpec) -> bool:
    """Tell whether a round can be answered by text: one overall grade for each of a few persons."""
    return len(spec.items) == 1 and len(spec.persons) <= MOST_PERSONS


def open_rounds() -> tuple[TextRound, ...]:
    """Return the open rounds of one overall grade, in the order of the villages' numbers."""
    forms = [(row, box.ballot_form(row.public_id)) for row in box.all_rounds() if row.state == "open"]
    found = [
        TextRound(
            public_id=row.public_id,
            village=row.village,
            village_en=row.village_en,
            village_number=roster.area(row.village_id).number,
            spec=form.spec,
        )
        for row, form in forms
        if by_text(form.spec) and form.takes_ballots(clock.now())
    ]
    return tuple(sorted(found, key=lambda each: each.village_number))
