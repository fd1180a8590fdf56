"""What villagers do on the evening: vote by web or SMS, mistype, send twice, try a used slip, say an opinion."""

from __future__ import annotations

import asyncio
import random
import re
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from demo.domain.answers import COUNTED, LOOK_AGAIN, REFERENCE, UNUSABLE, of_message, of_page
from demo.domain.ledger import Ledger
from demo.domain.slips import mistyped
from demo.service import grades
from demo.service.browser import Browser

TOKEN = re.compile(r'name="token" value="(\w+)"')
OFFICE_NUMBER = "+8610690001"
Sign = Callable[[str, dict[str, str]], str]  # address and parameters of a message → its signature


@dataclass
class Village:
    """Where people vote and speak: the round, its persons, the opinion form."""

    round: str
    persons: int
    form: str


Way = Callable[[Village, str, tuple[int, ...]], Awaitable[str]]  # one ballot sent → what was answered


class Voters:
    """The villagers of one evening."""

    def __init__(self, browser: Browser, ledger: Ledger, rng: random.Random, sign: Sign, webhook: str) -> None:
        self._browser, self._ledger, self._rng = browser, ledger, rng
        self._sign, self._webhook = sign, webhook

    async def vote(self, village: Village, code: str, sms_share: float) -> None:
        """One voter's evening, with the slips people make."""
        marks = grades.ballot(self._rng, village.persons, 1)
        luck = self._rng.random()
        ways = [("by SMS", self._text), ("by web", self._web)]
        if self._rng.random() >= sms_share:
            ways.reverse()
        (how, send), (other, send_otherwise) = ways
        if luck < 0.03:
            answer = await send(village, mistyped(code), marks)
            self._note(village, f"mistyped code, {how}", answer, LOOK_AGAIN)
        if 0.03 <= luck < 0.06:
            await self._twice(village, code, marks, how)
            return
        self._note(village, f"ballot, {how}", await send(village, code, marks), COUNTED)
        if 0.06 <= luck < 0.09:
            answer = await send_otherwise(village, code, marks)
            self._note(village, f"used code again, {other}", answer, UNUSABLE)

    async def _twice(self, village: Village, code: str, marks: tuple[int, ...], how: str) -> None:
        """Press the button twice: one of the two is counted, the other is told that it is."""
        send = self._cast if how == "by web" else self._text
        answers = sorted(await asyncio.gather(send(village, code, marks), send(village, code, marks)))
        for answer, wanted in zip(answers, sorted((COUNTED, UNUSABLE)), strict=True):
            self._note(village, f"ballot sent twice, {how}", answer, wanted)

    async def _web(self, village: Village, code: str, marks: tuple[int, ...]) -> str:
        """Open the page, fill it in, check, cast."""
        await self._browser.get(f"/b/{village.round}")
        status, content, _ = await self._browser.post(f"/b/{village.round}/check", _fields(code, marks))
        return await self._cast(village, code, marks) if status == 200 else of_page(status, content.decode())

    async def _cast(self, village: Village, code: str, marks: tuple[int, ...]) -> str:
        status, content, _ = await self._browser.post(f"/b/{village.round}/cast", _fields(code, marks))
        return of_page(status, content.decode())

    async def _text(self, _village: Village, code: str, marks: tuple[int, ...]) -> str:
        fields = {
            "MessageSid": f"SM{secrets.token_hex(16)}",  # not of the seed: an id seen before is a repetition
            "From": f"+8613{self._rng.randrange(10**9):09}",
            "To": OFFICE_NUMBER,
            "Body": f"{code} {''.join(map(str, marks))}",
        }
        headers = {"X-Twilio-Signature": self._sign(self._webhook, fields)}
        status, content, _ = await self._browser.post("/sms/twilio", fields, headers)
        return of_message(status, content.decode())

    def _note(self, village: Village, sent: str, answer: str, wanted: str) -> None:
        self._ledger.note(sent, answer, wanted)
        if answer == COUNTED:
            self._ledger.accepted[village.round] += 1

    async def speak(self, village: Village, text: str, head: str) -> None:
        """Say an opinion; some press the button twice, and get the same reference."""
        path = f"/q/{village.form}"
        status, page = await self._browser.get(path)
        token = TOKEN.search(page)
        twice = self._rng.random() < 0.2
        sent = "opinion sent twice" if twice else "opinion"
        if token is None:
            self._ledger.note(sent, f"no form (status {status})", REFERENCE)
            return
        fields = {"token": token.group(1), "text": text, "head": head}
        answers = await asyncio.gather(*(self._browser.post(path, fields) for _ in range(1 + twice)))
        addresses = {url for _status, _content, url in answers}
        fine = len(addresses) == 1 and "/done/" in addresses.pop()
        self._ledger.note(sent, REFERENCE if fine else f"status {answers[0][0]}", REFERENCE)


def _fields(code: str, marks: tuple[int, ...]) -> dict[str, str]:
    return {"code": code} | {f"g{person}-1": str(mark) for person, mark in enumerate(marks, 1)}
