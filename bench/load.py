"""A lean HTTP/1.1 load generator: many keep-alive clients in one event loop, bounded in count."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode


@dataclass
class Load:
    """What a run measured: the seconds of each request that was admitted, and the seconds the whole took."""

    latencies: list[float] = field(default_factory=list)
    journeys: int = 0
    refused: int = 0
    sent_away: int = 0
    seconds: float = 0.0

    def percentile(self, share: float) -> float:
        """Return the latency in milliseconds below which `share` of the requests lie."""
        ordered = sorted(self.latencies)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


class Client:
    """One keep-alive connection."""

    def __init__(self, port: int, load: Load) -> None:
        self._port, self._load = port, load
        self.sent_away = 0  # answers 503 with Retry-After
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> tuple[int, bytes]:
        """Fetch a page, compressed as a phone would."""
        return await self._send(f"GET {path} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: br, gzip\r\n\r\n".encode())

    async def post(self, path: str, fields: Iterable[tuple[str, str]]) -> tuple[int, bytes]:
        """Send a form."""
        body = urlencode(list(fields)).encode()
        head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        return await self._send(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)

    async def _send(self, request: bytes) -> tuple[int, bytes]:
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        began = time.perf_counter()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        lower = head.lower()
        at = lower.index(b"content-length:") + 15
        body = await reader.readexactly(int(lower[at : lower.index(b"\r\n", at)]))
        status = int(head[9:12])
        if status == 503 and b"\r\nretry-after:" in lower:
            self.sent_away += 1
            self._load.sent_away += 1
        else:
            self._load.latencies.append(time.perf_counter() - began)
        return status, body

    def close(self) -> None:
        """End the connection."""
        if self._streams:
            self._streams[1].close()


Journey = Callable[[Client, str], Awaitable[bool]]


def run(port: int, clients: int, items: list[str], journey: Journey) -> Load:
    """Let `clients` clients play one journey per item, closed loop; returns what was measured."""
    return asyncio.run(_run(port, clients, items, journey))


async def _run(port: int, clients: int, items: list[str], journey: Journey) -> Load:
    load, waiting = Load(), iter(items)
    began = time.perf_counter()
    await asyncio.gather(*(_play(Client(port, load), waiting, journey, load) for _ in range(clients)))
    load.seconds = time.perf_counter() - began
    return load


async def _play(client: Client, waiting: Iterator[str], journey: Journey, load: Load) -> None:
    for item in waiting:
        if await journey(client, item):
            load.journeys += 1
        else:
            load.refused += 1
    client.close()
