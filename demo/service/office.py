"""What the office does, over HTTP as people do: sign in, open rounds, print and activate slips, close."""

from __future__ import annotations

import asyncio
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from pypdf import PdfReader
from pypdf.generic import DecodedStreamObject, NameObject

from demo.domain.slips import portions
from demo.service.browser import Browser

CODE = re.compile(r"(?<!\d)\d{4} \d{4}\s*\d{4} \d{4}(?!\d)")  # printed in two lines
WORDS = re.compile(rb"^BT\b.*?^ET$", re.DOTALL | re.MULTILINE)  # what a page writes, without what it draws
BATCH = re.compile(r"/staff/batches/(\d+)/activate")
ROUND = re.compile(r"/staff/rounds/([a-z0-9]+)")
MOST_AT_ONCE = 2_000  # slips in one print-out


class OfficeRefused(RuntimeError):
    """The office could not do what the evening needs; the message says what was answered."""


@dataclass(frozen=True)
class Plan:
    """A village of the evening: its address, and how many of each group may still get a slip.

    `round` is open there already and is played on; `overdue` is one whose time is over, to be closed first.
    """

    village: str
    name: str
    groups: tuple[int, ...]
    round: str = ""
    overdue: str = ""


class Office:
    """The organizer and an officer, signed in."""

    def __init__(self, organizer: Browser, officer: Browser) -> None:
        self._organizer, self._officer = organizer, officer

    async def sign_in(self, passwords: Mapping[str, str]) -> None:
        """Sign both in; `passwords` by login. Raises OfficeRefused."""
        for browser, login in ((self._organizer, "organizer"), (self._officer, "officer1")):
            token = await browser.csrf("/staff/sign-in")
            fields = {"csrf_token": token, "login": login, "password": passwords[login]}
            status, _, url = await browser.post("/staff/sign-in", fields)
            if status != 200 or "sign-in" in url:
                raise OfficeRefused(f"{login} could not sign in (status {status})")

    async def open_round(self, plan: Plan) -> str:
        """Open a round in the village, with one overall grade; returns its name in addresses."""
        if plan.round:
            return plan.round
        if plan.overdue:
            await self.close(plan.overdue)
        path = f"/staff/rounds/new?village={plan.village}"
        fields = {
            "csrf_token": await self._organizer.csrf(path),
            "preset": "overall",
            "closes_day": (date.today() + timedelta(days=2)).isoformat(),  # noqa: DTZ011 – the form wants a local day
            "closes_time": "20:00",
            "kind": "survey",
            "basis": "模拟一晚",
            "threshold": "33",
            "step": "open",
        }
        status, content, url = await self._organizer.post(path, fields)
        found = ROUND.search(url)
        if found is None or found.group(1) == "new":
            raise OfficeRefused(f"{plan.name}: no round was opened (status {status}, {len(content)} bytes)")
        return found.group(1)

    async def slips(self, opened: str, groups: tuple[int, ...], wanted: int) -> list[str]:
        """Print slips for `wanted` voters of all groups, have two people activate them; returns the codes."""
        codes: list[str] = []
        for group, slips in enumerate(portions(groups, wanted)):
            for size in _print_outs(slips):
                codes += await self._print(opened, group, size)
        await self._activate(opened)
        return codes

    async def _print(self, opened: str, group: int, size: int) -> list[str]:
        page = f"/staff/rounds/{opened}"
        fields = {"csrf_token": await self._organizer.csrf(page), "group": str(group), "size": str(size)}
        status, content, _ = await self._organizer.post(f"{page}/batches", fields)
        if status != 200 or not content.startswith(b"%PDF"):
            raise OfficeRefused(f"{opened}: slips were not printed (status {status})")
        codes = await asyncio.to_thread(read_codes, content)
        if len(codes) != size:
            raise OfficeRefused(f"{opened}: {size} slips were asked for, {len(codes)} codes read from the sheets")
        return codes

    async def _activate(self, opened: str) -> None:
        for browser in (self._organizer, self._officer):
            page = f"/staff/rounds/{opened}"
            _, text = await browser.get(page)
            for batch in BATCH.findall(text):
                fields = {"csrf_token": await browser.csrf(page)}
                await browser.post(f"/staff/batches/{batch}/activate", fields)

    async def close(self, opened: str) -> None:
        """Close a round; raises OfficeRefused."""
        page = f"/staff/rounds/{opened}"
        fields = {"csrf_token": await self._organizer.csrf(page), "sure": "y"}
        status, _, _ = await self._organizer.post(f"{page}/close", fields)
        if status != 200:
            raise OfficeRefused(f"{opened}: could not be closed (status {status})")


def _print_outs(slips: int) -> list[int]:
    full, rest = divmod(slips, MOST_AT_ONCE)
    return [MOST_AT_ONCE] * full + ([rest] if rest else [])


def read_codes(pdf: bytes) -> list[str]:
    """Return the codes printed on sheets of slips, in their order, read from the words on them."""
    codes: list[str] = []
    reader = PdfReader(io.BytesIO(pdf))
    for page in reader.pages:
        contents = page.get_contents()
        words = DecodedStreamObject()  # the QR codes are thousands of squares, which take ten times as long to read
        words.set_data(b"\n".join(WORDS.findall(contents.get_data())) if contents is not None else b"")
        page[NameObject("/Contents")] = words
        codes += ["".join(found.split()) for found in CODE.findall(page.extract_text())]
    return list(dict.fromkeys(codes))
