"""Group commit: many waiting writes share one transaction and one sync; each is acknowledged after the sync.

SQLite lets one writer in at a time and a safe commit costs a sync. One thread takes all jobs that wait, runs each
in a savepoint of its own, commits once, and only then answers them. PostgreSQL groups commits by itself.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from core.db import db, locked, not_stored
from core.errors import Unavailable
from core.memory import of_app, running_app
from core.statements import Statement

T = TypeVar("T")
Job = Callable[[Connection], Any]
BATCH = 128  # jobs in one transaction: a lock held for tens of milliseconds at most
_SAVE, _UNDO, _KEEP = Statement("SAVEPOINT job"), Statement("ROLLBACK TO job"), Statement("RELEASE job")
WAIT_SECONDS = 30.0  # a caller that waited this long is told to try again


@dataclass
class _Waiting:
    job: Job
    future: Future[Any] = field(default_factory=Future)


class GroupWriter:
    """One thread that writes for all requests of this process."""

    def __init__(self, engine: Engine, wait_seconds: float = WAIT_SECONDS) -> None:
        self._engine = engine
        self._wait_seconds = wait_seconds
        self._queue: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="group-writer", daemon=True)
        self._thread.start()

    def submit(self, job: Callable[[Connection], T]) -> T:
        """Run `job` and return its result once it is on disk; raises what it raised, or `Unavailable`."""
        waiting = _Waiting(job)
        self._queue.put(waiting)
        try:
            result: T = waiting.future.result(timeout=self._wait_seconds)
        except TimeoutError as error:
            if not waiting.future.cancel():  # it began after all: its answer is the truth
                return waiting.future.result()
            raise Unavailable("database_busy") from error
        return result

    @property
    def alive(self) -> bool:
        """Tell whether the thread still runs; in a forked child it does not."""
        return self._thread.is_alive()

    def close(self) -> None:
        """Finish what waits and end the thread."""
        self._queue.put(None)
        self._thread.join(timeout=self._wait_seconds)

    def _run(self) -> None:
        open_for_business = True
        while open_for_business:
            batch = self._batch(self._queue.get())
            open_for_business = batch[-1] is not None
            waiting = [w for w in batch if w is not None and w.future.set_running_or_notify_cancel()]
            if waiting:
                self._write(waiting)

    def _batch(self, first: _Waiting | None) -> list[_Waiting | None]:
        batch = [first]
        while len(batch) < BATCH and batch[-1] is not None:
            try:
                batch.append(self._queue.get_nowait())
            except queue.Empty:
                break
        return batch

    def _write(self, batch: list[_Waiting]) -> None:
        try:
            with locked(self._engine) as connection:
                answers = [_attempt(connection, waiting.job) for waiting in batch]
        except Exception as error:  # the transaction itself failed: nothing of this batch is stored
            answers = [(None, _said(error))] * len(batch)
        # only here is everything on disk: nobody is answered before the commit came back
        for waiting, (result, failure) in zip(batch, answers, strict=True):
            if failure is None:
                waiting.future.set_result(result)
            else:
                waiting.future.set_exception(failure)


def _attempt(connection: Connection, job: Job) -> tuple[Any, Exception | None]:
    _SAVE.run(connection, {})
    try:
        result = job(connection)
    except Exception as error:
        # where the database undid the whole transaction by itself (disk full), there is no savepoint any more:
        # that raises, and the batch is answered as a whole
        _UNDO.run(connection, {})
        _KEEP.run(connection, {})
        return None, _said(error)
    _KEEP.run(connection, {})
    return result, None


def _said(error: Exception) -> Exception:
    """Return what the caller is told."""
    if isinstance(error, OperationalError):
        told = Unavailable("database_busy")
        told.__cause__ = error
        return told
    return error


def write_now(job: Callable[[Connection], T]) -> T:
    """Run `job` in a durable transaction, shared with others where that saves a sync.

    Raises what `job` raises, having stored nothing of it, or `Unavailable` where the database is locked or full;
    "write_unknown" where it went away during the commit.
    """
    if db.engine.dialect.name == "sqlite":
        return _writer().submit(job)
    committing = False
    try:
        with locked(db.engine) as connection:
            result = job(connection)
            committing = True
    except OperationalError as error:
        raise not_stored(error, committing) from error
    return result


def _writer() -> GroupWriter:
    app, engine = running_app(), db.engine
    writer = of_app(app, "group_writer", lambda: GroupWriter(engine))
    if not writer.alive:
        app.extensions.pop("group_writer", None)
        writer = of_app(app, "group_writer", lambda: GroupWriter(engine))
    return writer
