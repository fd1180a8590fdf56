"""A browser as far as the evening needs one: pages, forms, cookies; bounded in how much it asks at a time."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping

import aiohttp

CSRF = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
PATIENCE = aiohttp.ClientTimeout(total=120)
RETRIES = 5


class Browser:
    """One visitor's session with the server at `address`."""

    def __init__(self, address: str, at_a_time: asyncio.Semaphore) -> None:
        self._address = address
        self._at_a_time = at_a_time
        self._session = aiohttp.ClientSession(timeout=PATIENCE, cookie_jar=aiohttp.CookieJar(unsafe=True))

    async def close(self) -> None:
        """End the session."""
        await self._session.close()

    async def get(self, path: str) -> tuple[int, str]:
        """Fetch a page: status and text."""
        async with self._at_a_time, self._session.get(self._address + path) as answer:
            return answer.status, await answer.text()

    async def post(
        self, path: str, fields: Mapping[str, str], headers: Mapping[str, str] | None = None
    ) -> tuple[int, bytes, str]:
        """Send a form, again where the server asks for it: status, content, final address."""
        for attempt in range(RETRIES):
            status, content, url, wait = await self._post(path, fields, headers)
            if status != 503:
                break
            await asyncio.sleep(min(wait, 2 + attempt))
        return status, content, url

    async def _post(
        self, path: str, fields: Mapping[str, str], headers: Mapping[str, str] | None
    ) -> tuple[int, bytes, str, int]:
        async with self._at_a_time, self._session.post(self._address + path, data=fields, headers=headers) as answer:
            wait = int(answer.headers.get("Retry-After", "1"))
            return answer.status, await answer.read(), str(answer.url), wait

    async def csrf(self, path: str) -> str:
        """Return the token of the form at `path`; raises RuntimeError where there is none."""
        status, text = await self.get(path)
        found = CSRF.search(text)
        if found is None:
            raise RuntimeError(f"no form at {path} (status {status})")
        return found.group(1)
