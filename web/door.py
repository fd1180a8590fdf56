"""The door: what the server calls. Ballots in the usual form are answered here, everything else by Flask in threads.

An evening's ballots are many small requests that differ in nothing but a code and a few grades. One thread answers
them from memory, so that no two quarrel over the interpreter; casts wait for the writer without holding a thread
(ADR 0011). Too many at once are told to come again, before they cost anything.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from contextlib import suppress
from typing import Any

from a2wsgi import WSGIMiddleware
from flask import Flask

from ballotbox.views import express
from ballotbox.views.prepared import Answer, written
from core.config import ROOT, Settings
from core.errors import Unavailable
from web import assets
from web.app import create_app
from web.errors import busy_page
from web.security import HEADERS

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
STATIC = "/static/"
QUEUE = 4  # requests that wait for each thread of Flask's; more are told to come again
PARTING_SECONDS = 10.0  # how long a stopping server waits for what Flask has begun
ALWAYS = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]


class Door:
    """The ASGI application in front of `app`, whose other requests `threads` threads answer."""

    def __init__(self, app: Flask, threads: int, hops: int = 0) -> None:
        self._app, self._hops = app, hops
        self._flask = WSGIMiddleware(app, workers=threads)  # type: ignore[arg-type]  # a Flask is a WSGI application
        self._inside, self._most = 0, threads * (1 + QUEUE)
        self._static = assets.read_all(ROOT / "static")
        self._busy = {language: written(busy_page(app, language), 503) for language in ("zh", "en")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._lifespan(receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        asset = self._static.get(scope["path"].removeprefix(STATIC)) if scope["path"].startswith(STATIC) else None
        if asset and scope["method"] == "GET":
            await _send(send, asset.answer(scope["query_string"].decode("latin-1"), headers))
            return
        body = None
        if express.readable(scope["method"], scope["path"], headers):
            body = await _read(receive) if scope["method"] == "POST" else None
            found = await self._express(scope, headers, body or b"")
            if found is not None:
                await _send(send, found)
                return
        await self._elsewhere(scope, _after(body, receive), send)

    async def _express(self, scope: Scope, headers: Mapping[str, str], body: bytes) -> Answer | None:
        asked = express.Asked(
            scope["method"], scope["path"], scope["query_string"].decode("latin-1"), headers, body,
            address(scope, headers, self._hops),
        )  # fmt: skip
        with self._app.app_context():
            found = express.answer(self._app, asked)
        return await self._cast(found) if isinstance(found, express.Casting) else found

    async def _cast(self, casting: express.Casting) -> Answer | None:
        loop = asyncio.get_running_loop()
        ended: asyncio.Future[Any] = loop.create_future()
        try:
            with self._app.app_context():
                posted = casting.post(lambda answer: _tell(loop, ended, answer))
        except Unavailable as error:
            return casting.answer(error)
        return casting.answer(await ended) if posted else None

    async def _elsewhere(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._inside >= self._most:
            english = b"lang=en" in scope["query_string"]
            await _send(send, self._busy["en" if english else "zh"])
            return
        self._inside += 1
        try:
            await self._flask(scope, receive, send)  # type: ignore[arg-type]
        finally:
            self._inside -= 1

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        """Tell the server when it may stop: a thread whose loop is gone would wait for it for ever."""
        while (await receive())["type"] != "lifespan.shutdown":
            await send({"type": "lifespan.startup.complete"})
        until = asyncio.get_running_loop().time() + PARTING_SECONDS
        while self._inside and asyncio.get_running_loop().time() < until:
            await asyncio.sleep(0.01)
        await send({"type": "lifespan.shutdown.complete"})


def build() -> Door:
    """Return the door of this installation: what the server starts with."""
    settings = Settings.from_env(os.environ)
    return Door(create_app(settings), int(settings.threads), int(settings.proxy_hops))


def address(scope: Scope, headers: Mapping[str, str], hops: int) -> str:
    """Return whose request it is; behind `hops` proxies that are believed, what the first of them says."""
    client = scope.get("client")
    forwarded = headers.get("x-forwarded-for", "").split(",") if hops else []
    if hops and len(forwarded) >= hops:
        return forwarded[-hops].strip()
    return str(client[0]) if client else ""


async def _read(receive: Receive) -> bytes:
    parts = []
    while True:
        message = await receive()
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(parts)


def _after(body: bytes | None, receive: Receive) -> Receive:
    """Return a `receive` that first gives the `body` that was read already, if one was, and then what comes."""
    read = [body] if body is not None else []

    async def once() -> Message:  # a coroutine: the server's own `receive` is none, which a2wsgi does not take
        if read:
            return {"type": "http.request", "body": read.pop(), "more_body": False}
        return await receive()

    return once


async def _send(send: Send, answer: Answer) -> None:
    headers = [*ALWAYS, *((name.lower().encode(), value.encode()) for name, value in answer.headers.items())]
    if answer.status != 304:
        headers += [(b"content-type", answer.type.encode()), (b"content-length", b"%d" % len(answer.body))]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})


def _tell(loop: asyncio.AbstractEventLoop, ended: asyncio.Future[Any], answer: Any) -> None:
    """From the writer's thread: what became of a cast. A server that stopped meanwhile has nobody left to hear it."""
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(_settle, ended, answer)


def _settle(ended: asyncio.Future[Any], answer: Any) -> None:
    if not ended.done():
        ended.set_result(answer)
