"""The door where much comes at once, or the server stops: who waits holds no thread, who is too many is told so."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

import pytest
from werkzeug.test import EnvironBuilder

from ballotbox import queries
from core.auth import Open, access
from core.writer import shared_writer
from tests.support import ballots
from tests.support.ballots import grades
from tests.support.door import ask, run, scope_of
from web.door import Door

ALL = "43210"


@contextmanager
def writer_at_work(seconds_behind: float) -> Iterator[None]:
    """The group writer is busy with something that has waited so long."""
    writer, go_on, begun = shared_writer(), threading.Event(), threading.Event()
    thread = threading.Thread(target=lambda: writer.submit(lambda _connection: (begun.set(), go_on.wait(20))))
    thread.start()
    assert begun.wait(5)
    writer._oldest -= seconds_behind
    yield
    go_on.set()
    thread.join()


def test_cast_is_sent_away_with_its_ballot_kept_where_others_wait_too_long(client, through, opened):
    client.get(opened.url)
    sent = {"code": opened.codes[0], **grades(ALL)}
    with writer_at_work(seconds_behind=2):
        busy = through.post(f"{opened.url}/cast", data=sent)
    assert (busy.status_code, busy.headers["Retry-After"]) == (503, "10")
    assert busy.text.count('<input type="hidden"') == 6
    assert ballots.group(opened.codes[0]) in busy.text
    assert through.post(f"{opened.url}/cast", data=sent).status_code == 200


def test_casts_that_wait_hold_no_thread_and_are_answered_together(client, door, opened):
    client.get(opened.url)
    scopes = [posted(f"{opened.url}/cast", {"code": code, **grades(ALL)}) for code in opened.codes]

    async def all_at_once() -> list[int]:
        before = threading.active_count()
        casts = [asyncio.ensure_future(ask(door, scope, body)) for scope, body in scopes]
        await asyncio.sleep(0.1)
        assert [cast.done() for cast in casts] == [False] * len(casts)
        assert threading.active_count() <= before + 1  # the writer, where it was still to start
        waiting.__exit__(None, None, None)
        return [status for status, _headers, _body in await asyncio.gather(*casts)]

    waiting = writer_at_work(seconds_behind=0)
    waiting.__enter__()
    assert run(all_at_once()) == [200] * 12
    assert len(queries.sealed_hashes(opened.id)) == 12


def posted(path: str, data: dict[str, str]) -> tuple[dict[str, Any], bytes]:
    builder = EnvironBuilder(path, method="POST", data=data)
    environ = builder.get_environ()
    body = urlencode(data).encode()
    return scope_of(environ | {"CONTENT_LENGTH": str(len(body))}), body


@pytest.mark.parametrize(("query", "said"), [("", "机器"), ("lang=en", "machine")])
def test_more_than_the_threads_and_their_queue_are_told_to_come_again(app, query, said):
    go_on = threading.Event()

    @app.get("/slow")
    @access(Open.PUBLIC)
    def slow():
        go_on.wait(20)
        return "done"

    door = Door(app, threads=1)

    async def six() -> list[tuple[int, Any, bytes]]:
        builder = EnvironBuilder("/slow", query_string=query)
        asked = [asyncio.ensure_future(ask(door, scope_of(builder.get_environ()), b"")) for _ in range(6)]
        refused = await asyncio.wait_for(asked[5], 10)
        go_on.set()
        return [*await asyncio.gather(*asked[:5]), refused]

    answers = run(six())
    assert [status for status, _headers, _body in answers] == [200] * 5 + [503]
    assert (answers[5][1]["Retry-After"], answers[5][1]["X-Frame-Options"]) == ("10", "DENY")
    assert said in answers[5][2].decode()


def test_stopping_server_waits_for_what_flask_has_begun(app):
    begun, go_on = threading.Event(), threading.Event()

    @app.get("/slow")
    @access(Open.PUBLIC)
    def slow():
        begun.set()
        go_on.wait(20)
        return "done"

    door, told = Door(app, threads=1), []

    async def stop() -> tuple[list[str], int]:
        messages = iter(["lifespan.startup", "lifespan.shutdown"])

        async def receive():
            return {"type": next(messages)}

        async def send(message):
            told.append(message["type"])

        asked = asyncio.ensure_future(ask(door, scope_of(EnvironBuilder("/slow").get_environ()), b""))
        await asyncio.to_thread(begun.wait, 10)
        stopping = asyncio.ensure_future(door({"type": "lifespan"}, receive, send))
        await asyncio.sleep(0.1)
        before = list(told)
        go_on.set()
        await stopping
        assert asked.done()
        return before, (await asked)[0]

    assert run(stop()) == (["lifespan.startup.complete"], 200)
    assert told == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
