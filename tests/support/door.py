"""A test client that comes in by the door, as a voter's phone does, instead of asking Flask itself."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from werkzeug.datastructures import Headers

from tests.support.client import PageClient
from web.door import Door

T = TypeVar("T")


class DoorClient(PageClient):
    """Sends each request through `web.door`, in an event loop of its own."""

    door: Door

    def run_wsgi_app(self, environ: dict[str, Any], buffered: bool = False) -> tuple[Iterable[bytes], str, Headers]:
        """Translate the request for the door, and its answer back."""
        status, headers, body = run(ask(self.door, scope_of(environ), environ["wsgi.input"].read()))
        return [body], f"{status} x", headers


def run(asked: Coroutine[Any, Any, T]) -> T:
    """Run to its end in a thread of its own: Playwright keeps a loop running in the tests'."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, asked).result()


def scope_of(environ: dict[str, Any]) -> dict[str, Any]:
    """Return what an ASGI server says of the same request."""
    named = {name[5:]: value for name, value in environ.items() if name.startswith("HTTP_")}
    named |= {name: environ[name] for name in ("CONTENT_TYPE", "CONTENT_LENGTH") if environ.get(name)}
    headers = [(name.replace("_", "-").lower().encode(), str(value).encode("latin-1")) for name, value in named.items()]
    return {
        "type": "http",
        "http_version": "1.1",
        "method": environ["REQUEST_METHOD"],
        "scheme": environ["wsgi.url_scheme"],
        "path": environ["PATH_INFO"].encode("latin-1").decode(),
        "query_string": environ["QUERY_STRING"].encode("latin-1"),
        "headers": headers,
        "client": (environ.get("REMOTE_ADDR", "127.0.0.1"), 50_000),
        "server": (environ["SERVER_NAME"], int(environ["SERVER_PORT"])),
    }


async def ask(door: Door, scope: dict[str, Any], body: bytes) -> tuple[int, Headers, bytes]:
    """Send one request and return status, headers and body."""
    told: list[dict[str, Any]] = []

    def receive() -> asyncio.Future[dict[str, Any]]:
        """As granian's: to be awaited, but no coroutine."""
        given: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        given.set_result({"type": "http.request", "body": body, "more_body": False})
        return given

    async def send(message: Any) -> None:
        told.append(dict(message))

    await door(scope, receive, send)
    # ASGI has small letters only
    headers = Headers([(name.decode("latin-1").title(), value.decode("latin-1")) for name, value in told[0]["headers"]])
    return told[0]["status"], headers, b"".join(part.get("body", b"") for part in told[1:])
