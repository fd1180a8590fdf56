"""Play one evening against the running server, bounded in count and time, and reconcile it with the box."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

from demo.domain.ledger import Ledger
from demo.service.browser import Browser
from demo.service.office import Office, Plan
from demo.service.voters import Sign, Village, Voters

AT_A_TIME = 24  # requests under way
OPINION_SHARE = 0.1  # of the voters
OFFICES = 2  # villages prepared at a time: one is printed by the server while another's sheets are read here
PREPARED = 30  # of the progress, in percent, once all slips are ready
Progress = Callable[[int], None]  # percent done


@dataclass(frozen=True)
class Evening:
    """What is to be played."""

    address: str
    plans: Sequence[Plan]
    forms: Sequence[str]
    voters: int
    sms_share: float
    opinions: Sequence[tuple[str, str]]  # head, text
    seconds: float
    persons: int = 5


@dataclass(frozen=True)
class Played:
    """An evening as it went: rounds in the order of the plans, what was answered, how long it took."""

    rounds: list[str]
    ledger: Ledger
    prepared_seconds: float
    seconds: float
    slips: int


async def play(
    evening: Evening,
    passwords: dict[str, str],
    sign: Sign,
    seed: int,
    opened: Callable[[list[str]], None],
    tell: Progress,
) -> Played:
    """Play the evening; `opened` is told the rounds before the first ballot. Raises OfficeRefused, TimeoutError."""
    gate = asyncio.Semaphore(AT_A_TIME)
    browsers = [Browser(evening.address, gate) for _ in range(3)]
    began = time.perf_counter()
    try:
        async with asyncio.timeout(evening.seconds):
            office = Office(browsers[0], browsers[1])
            await office.sign_in(passwords)
            rounds, codes = await _prepare(office, evening, tell)
            opened(rounds)
            prepared = time.perf_counter()
            ledger = Ledger()
            voters = Voters(browsers[2], ledger, random.Random(seed), sign, f"{evening.address}/sms/twilio")  # noqa: S311 – invented behaviour, not secrets
            await _run(_tasks(evening, rounds, codes, voters, random.Random(seed)), tell)  # noqa: S311 – invented behaviour, not secrets
            finished = time.perf_counter()
            for plan, name in zip(evening.plans, rounds, strict=True):
                if not plan.round:  # a round that was open before the evening stays open
                    await office.close(name)
    finally:
        for browser in browsers:
            await browser.close()
    return Played(rounds, ledger, prepared - began, finished - prepared, sum(map(len, codes)))


async def _prepare(office: Office, evening: Evening, tell: Progress) -> tuple[list[str], list[list[str]]]:
    """Open every round and have its slips printed and activated; returns rounds and codes in the plans' order."""
    gate, done = asyncio.Semaphore(OFFICES), 0

    async def prepare(plan: Plan) -> tuple[str, list[str]]:
        nonlocal done
        async with gate:
            name = await office.open_round(plan)
            codes = await office.slips(name, plan.groups, evening.voters)
        done += 1
        tell(PREPARED * done // len(evening.plans))
        return name, codes

    ready = await asyncio.gather(*(prepare(plan) for plan in evening.plans))
    return [name for name, _ in ready], [codes for _, codes in ready]


def _tasks(
    evening: Evening, rounds: list[str], codes: list[list[str]], voters: Voters, rng: random.Random
) -> list[Callable[[], Coroutine[Any, Any, None]]]:
    tasks: list[Callable[[], Coroutine[Any, Any, None]]] = []
    for name, form, slips in zip(rounds, evening.forms, codes, strict=True):
        village = Village(name, evening.persons, form)
        tasks += [lambda v=village, c=code: voters.vote(v, c, evening.sms_share) for code in slips]  # type: ignore[misc]
        for _ in range(round(len(slips) * OPINION_SHARE)):
            head, text = rng.choice(evening.opinions)
            tasks.append(lambda v=village, t=text, h=head: voters.speak(v, t, h))  # type: ignore[misc]
    rng.shuffle(tasks)
    return tasks


async def _run(tasks: list[Callable[[], Coroutine[Any, Any, None]]], tell: Progress) -> None:
    waiting, done = iter(tasks), 0

    async def worker() -> None:
        nonlocal done
        for task in waiting:
            await task()
            done += 1
            tell(PREPARED + (100 - PREPARED) * done // len(tasks))

    await asyncio.gather(*(worker() for _ in range(AT_A_TIME)))
