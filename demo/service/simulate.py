"""Prepare an evening from what this installation holds, play it over HTTP, and say whether the box agrees."""

from __future__ import annotations

import asyncio
import csv
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from ballotbox import queries as ballotbox
from core import clock
from core.db import db
from core.memory import settings
from demo.domain.ledger import Box, reconcile
from demo.domain.opinions import OPINIONS
from demo.service.evening import Evening, Played, Progress, play
from demo.service.office import OfficeRefused, Plan
from roster import queries as roster
from roster.models import Area
from sms import gateways
from survey import queries as survey
from survey.domain.heads import KEYS

LONGEST_OPINION = 2_000


class CannotPlay(RuntimeError):
    """The evening cannot be played here; the message says why and what to do."""


@dataclass(frozen=True)
class Order:
    """What the command was asked for."""

    address: str
    villages: int
    voters: int
    sms_share: float
    seconds: float
    seed: int
    opinions: Path | None = None


@dataclass(frozen=True)
class Report:
    """How the evening went: the closing tables as text, and whether everything agrees."""

    text: str
    good: bool


def simulate(order: Order, tell: Progress) -> Report:
    """Play the evening; raises CannotPlay."""
    villages = list(roster.villages())[: order.villages]
    evening = Evening(
        address=order.address,
        plans=[plan_of(village) for village in villages],
        forms=[survey.opinion_form(village.id) or "" for village in villages],
        voters=order.voters,
        sms_share=order.sms_share,
        opinions=_opinions(order.opinions),
        seconds=order.seconds,
    )
    before: dict[str, Box] = {}

    def opened(rounds: list[str]) -> None:
        before.update((name, _box(name)) for name in rounds)

    played = _play(evening, order.seed, opened, tell)
    good, boxes = reconcile(played.ledger, before, {name: _box(name) for name in played.rounds})
    return Report(_text(played, boxes), good and not played.ledger.surprises)


def _play(evening: Evening, seed: int, opened: Callable[[list[str]], None], tell: Progress) -> Played:
    try:
        return asyncio.run(play(evening, _passwords(), gateways.twilio_signature, seed, opened, tell))
    except aiohttp.ClientConnectionError as error:
        raise CannotPlay(f"No answer from {evening.address}. Start it first: ./run") from error
    except TimeoutError as error:
        raise CannotPlay(f"Not done after {evening.seconds:.0f} s. More time: --seconds") from error
    except OfficeRefused as error:
        raise CannotPlay(f"The office could not prepare the evening: {error}") from error


def _passwords() -> dict[str, str]:
    path = settings().instance / "demo.json"
    if not path.exists():
        raise CannotPlay("This is not the sample township (no demo.json): an evening is only played in the sample.")
    return {row["login"]: row["password"] for row in json.loads(path.read_text("utf-8"))["logins"]}


def plan_of(village: Area) -> Plan:
    """Return what can be played in a village: its open round goes on, one whose time is over is closed first."""
    rolls = tuple(roll.size for roll in roster.rolls_of(village.id))
    name = next((row.public_id for row in ballotbox.rounds_of_village(village.id) if row.state == "open"), "")
    if not name:
        return Plan(village.public_id, village.name, rolls)
    form = ballotbox.ballot_form(name)
    if not form.takes_ballots(clock.now()):
        return Plan(village.public_id, village.name, rolls, overdue=name)
    left = [group.roll for group in form.spec.groups]
    for batch in ballotbox.batches(name):
        left[batch.group_index] -= batch.size if batch.state != "void" and batch.kind == "roll" else 0
    return Plan(village.public_id, village.name, tuple(left), name)


def _box(name: str) -> Box:
    sums = ballotbox.slip_sums(ballotbox.round_by_public_id(name))
    db.session.rollback()  # no read is left open that would hold up the server's writer
    return Box(sums.sealed, sums.spent)


def _opinions(path: Path | None) -> Sequence[tuple[str, str]]:
    if path is None:
        return [(opinion.head, opinion.text) for opinion in OPINIONS]
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [(row.get("text") or row.get("content") or "").strip() for row in csv.DictReader(file)]
    texts = [text[:LONGEST_OPINION] for text in rows if text]
    if not texts:
        raise CannotPlay(f"{path}: no column `text` or `content` with opinions in it.")
    return [(KEYS[number % len(KEYS)], text) for number, text in enumerate(texts)]


def _text(played: Played, boxes: str) -> str:
    ledger = played.ledger
    ballots = sum(ledger.accepted.values())
    pace = f"{ballots} ballots and their company in {played.seconds:.1f} s ({ballots / played.seconds:.0f} ballots/s)"
    ready = f"{len(played.rounds)} rounds and {played.slips} slips were ready after {played.prepared_seconds:.1f} s"
    odd = [f"UNEXPECTED: {line}" for line in dict.fromkeys(ledger.surprises)][:20]
    return "\n".join([ledger.table(), "", ready, pace, *odd, "", boxes])
