"""Group commit: many waiting writes share one transaction and one sync; each is acknowledged after the sync.

SQLite lets one writer in at a time and a safe commit costs a sync. One thread takes all jobs that wait, runs each
in a savepoint of its own (`write_now`), those of one kind in one for all (`write_together`), commits once, and only
then answers them. PostgreSQL groups commits by itself.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from core.db import db, locked, not_stored
from core.errors import Unavailable
from core.memory import of_app, running_app
from core.statements import Statement

T = TypeVar("T")
Item = TypeVar("Item")
Answer = Any  # a result, or the exception that is raised instead
Job = Callable[[Connection], Any]
Work = Callable[[Connection, Sequence[Item]], Sequence[Answer]]  # one answer for each item, in their order
BATCH = 128  # jobs in one transaction: a lock held for tens of milliseconds at most
_SAVE, _UNDO, _KEEP = Statement("SAVEPOINT job"), Statement("ROLLBACK TO job"), Statement("RELEASE job")
WAIT_SECONDS = 30.0  # a caller that waited this long is told to try again


class _Posted:
    """An item whose answer is told to whoever posted it."""

    def __init__(self, work: Work[Any], item: Any, tell: Callable[[Answer], object]) -> None:
        self.work, self.item, self.tell = work, item, tell
        self.since = time.monotonic()

    def claim(self) -> bool:
        """Tell that it is the writer's to do: nobody takes it back."""
        return True


class _Waiting(_Posted):
    """An item whose caller waits. Bare locks: a Future's condition costs more than a cast itself."""

    def __init__(self, work: Work[Any], item: Any) -> None:
        super().__init__(work, item, self._let_go)
        self._begun, self._answered = threading.Lock(), threading.Lock()
        self._answered.acquire()

    def claim(self) -> bool:
        """Tell, once, the first who asks that it is theirs: the writer's to do, or the caller's to take back."""
        return self._begun.acquire(blocking=False)

    def _let_go(self, answer: Answer) -> None:
        self._answer = answer
        self._answered.release()

    def wait(self, seconds: float) -> Any:
        """Return the answer or raise it; `Unavailable` where nobody began with it for `seconds`."""
        if not self._answered.acquire(timeout=seconds):
            if self.claim():
                raise Unavailable("database_busy")
            self._answered.acquire()  # it began after all: its answer is the truth
        if isinstance(self._answer, Exception):
            raise self._answer
        return self._answer


class GroupWriter:
    """One thread that writes for all requests of this process."""

    def __init__(self, engine: Engine, wait_seconds: float = WAIT_SECONDS) -> None:
        self._engine = engine
        self._wait_seconds = wait_seconds
        self._oldest: float | None = None
        self._queue: queue.SimpleQueue[_Posted | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="group-writer", daemon=True)
        self._thread.start()

    def submit(self, job: Callable[[Connection], T]) -> T:
        """Run `job` and return its result once it is on disk; raises what it raised, or `Unavailable`."""
        result: T = self.submit_item(_each, job)
        return result

    def submit_item(self, work: Work[Item], item: Item) -> Any:
        """Have `work` done on `item` and on those others wait with, and return its answer once it is on disk."""
        waiting = _Waiting(work, item)
        self._queue.put(waiting)
        return waiting.wait(self._wait_seconds)

    def post(self, work: Work[Item], item: Item, tell: Callable[[Answer], object]) -> None:
        """Have the same done without waiting: the writer's thread calls `tell` with the answer once it is on disk."""
        self._queue.put(_Posted(work, item, tell))

    @property
    def lag(self) -> float:
        """Return the seconds that what is being written now has waited so far: 0.0 where nothing waits."""
        since = self._oldest
        return 0.0 if since is None else time.monotonic() - since

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
            waiting = [w for w in batch if w is not None and w.claim()]
            if waiting:
                self._oldest = waiting[0].since
                self._write(waiting)
                self._oldest = None

    def _batch(self, first: _Posted | None) -> list[_Posted | None]:
        batch = [first]
        while len(batch) < BATCH and batch[-1] is not None:
            try:
                batch.append(self._queue.get_nowait())
            except queue.Empty:
                break
        return batch

    def _write(self, batch: list[_Posted]) -> None:
        kinds: dict[Work[Any], list[_Posted]] = {}
        for waiting in batch:
            kinds.setdefault(waiting.work, []).append(waiting)
        ordered = [waiting for same in kinds.values() for waiting in same]
        try:
            with locked(self._engine) as connection:
                answers = [
                    answer
                    for work, same in kinds.items()
                    for answer in _together(connection, work, [waiting.item for waiting in same])
                ]
        except Exception as error:  # the transaction itself failed: nothing of this batch is stored
            answers = [_said(error)] * len(batch)
        # only here is everything on disk: nobody is answered before the commit came back
        for waiting, answer in zip(ordered, answers, strict=True):
            waiting.tell(answer)


def _each(connection: Connection, jobs: Sequence[Job]) -> list[Answer]:
    return [_attempt(connection, job) for job in jobs]


def _together(connection: Connection, work: Work[Any], items: Sequence[Any]) -> Sequence[Answer]:
    """Do `work` on all items in one savepoint; where that fails, on one after the other, so that each fails alone."""
    if work is _each:
        return _each(connection, items)
    answers = _attempt(connection, lambda inner: work(inner, items))
    if not isinstance(answers, Exception):
        return list(answers)
    if len(items) == 1:
        return [answers]
    return [answer for item in items for answer in _together(connection, work, [item])]


def _attempt(connection: Connection, job: Job) -> Answer:
    _SAVE.run(connection, {})
    try:
        result = job(connection)
    except Exception as error:
        # where the database undid the whole transaction by itself (disk full), there is no savepoint any more:
        # that raises, and the batch is answered as a whole
        _UNDO.run(connection, {})
        _KEEP.run(connection, {})
        return _said(error)
    _KEEP.run(connection, {})
    return result


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
    writer = shared_writer()
    if writer is not None:
        return writer.submit(job)
    committing = False
    try:
        with locked(db.engine) as connection:
            result = job(connection)
            committing = True
    except OperationalError as error:
        raise not_stored(error, committing) from error
    return result


def write_together(work: Work[Item], item: Item) -> Any:
    """Have `work` done on `item` as `write_now` does a job; on SQLite on all items that wait, in one call.

    `work` returns an answer for each item; one that is an exception is raised for its caller, who alone is
    concerned. Where `work` itself raises, it is called again for each item by itself.
    """
    writer = shared_writer()
    if writer is not None:
        return writer.submit_item(work, item)
    (answer,) = write_now(lambda connection: work(connection, [item]))
    if isinstance(answer, Exception):
        raise answer
    return answer


def shared_writer() -> GroupWriter | None:
    """Return the writer whom all requests of this process share; None where each writes for itself (PostgreSQL)."""
    return _writer() if db.engine.dialect.name == "sqlite" else None


def _writer() -> GroupWriter:
    app, engine = running_app(), db.engine
    writer = of_app(app, "group_writer", lambda: GroupWriter(engine))
    if not writer.alive:
        app.extensions.pop("group_writer", None)
        writer = of_app(app, "group_writer", lambda: GroupWriter(engine))
    return writer
