"""A real round for tests of pages: keys set, opened, slips printed and activated by two people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from ballotbox import service
from ballotbox.domain.codes import group
from core.clock import LOCAL
from core.db import db
from tests.support.sample import Township

__all__ = [
    "CLOSES",
    "OFFICE_PHRASE",
    "SECOND_PHRASE",
    "OpenRound",
    "Opener",
    "grades",
    "group",
    "open_round",
    "set_keys",
]

OFFICE_PHRASE, SECOND_PHRASE = "tin box at the town hall", "under the old willow tree"
CLOSES = datetime(2026, 11, 5, 20, 0, tzinfo=LOCAL)


@dataclass
class OpenRound:
    """An open round of 大柳村; `codes` are those of its active batch, in print order."""

    id: str
    batch_id: int
    codes: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The ballot's address."""
        return f"/b/{self.id}"


Opener = Callable[..., OpenRound]


def set_keys(township: Township) -> None:
    """Give both holders of the township their passphrases."""
    people = township.actors
    service.set_passphrase(people["officer1"], "discipline", township.id, OFFICE_PHRASE)
    service.set_passphrase(people["keyholder"], "supervision", township.id, SECOND_PHRASE)


def open_round(township: Township, preset: str = "overall", slips: int = 12, village: int = 0) -> OpenRound:
    """Open a round with `slips` active codes for the villagers."""
    people = township.actors
    set_keys(township)
    place = township.villages[village].id
    opened = service.open_round(people["organizer"], place, preset, CLOSES, "survey", "镇年度直评方案", threshold=0.33)
    batch = service.print_batch(people["organizer"], opened, 0, slips)
    service.activate(people["organizer"], batch.batch_id)
    service.activate(people["officer1"], batch.batch_id)
    db.session.rollback()
    return OpenRound(opened, batch.batch_id, list(batch.codes))


def grades(marks: str, items: int = 1) -> dict[str, str]:
    """Return the form fields of `marks`, person by person and item by item: grades("43210")."""
    places = [(at // items + 1, at % items + 1) for at in range(len(marks))]
    return {f"g{person}-{item}": mark for (person, item), mark in zip(places, marks, strict=True)}
